package org.chengyun.engine.bench.truth;

/** One place of a ranking. */
public record TopRow(long startMs, int rank, String key, double score) {}
