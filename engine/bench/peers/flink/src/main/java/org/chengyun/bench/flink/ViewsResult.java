package org.chengyun.bench.flink;

import org.chengyun.engine.bench.contest.Moments;

/** A minute of one service, as a POJO in Flink's sense. */
public final class ViewsResult {
    public String key = "";
    public long startMs;
    public Moments bytes = new Moments();
    /** Views answered with 2xx, 3xx, 4xx, 5xx. */
    public long[] classes = new long[4];
}
