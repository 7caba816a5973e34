package org.chengyun.engine.bench.live;

/**
 * What a live measurement gave. Shares are of one core.
 *
 * @param perSecond that were produced indeed
 * @param probes seen
 * @param missing probes that were never seen
 */
public record LiveResult(
        Scenario scenario,
        double perSecond,
        int probes,
        int missing,
        double p50Ms,
        double p99Ms,
        double maxMs,
        double cpuShare,
        double databaseCpuShare,
        double kafkaCpuShare,
        long peakBytes) {}
