package org.chengyun.bench.flink;

/** A place of a ranking, as a POJO in Flink's sense. */
public final class Place {
    public long startMs;
    public int rank;
    public String key = "";
    public double score;
}
