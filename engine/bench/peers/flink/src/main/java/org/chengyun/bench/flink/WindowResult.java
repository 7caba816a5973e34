package org.chengyun.bench.flink;

import org.chengyun.engine.bench.contest.Moments;

/** A window of one key. Public fields and an empty constructor make it a POJO in Flink's sense. */
public final class WindowResult {
    public String key = "";
    public long startMs;
    public Moments speed = new Moments();
    public long volume;
}
