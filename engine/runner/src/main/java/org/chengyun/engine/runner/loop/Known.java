package org.chengyun.engine.runner.loop;

/**
 * What a loop keeps in memory of all records that it has read since its session began.
 *
 * @param bytes about how much of the heap that takes
 * @param mostBytes what all datasets of the process may take together; beyond it the session of the largest starts anew
 */
public record Known(long texts, long series, long bytes, long mostBytes) {}
