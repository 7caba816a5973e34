package org.chengyun.engine.bench.live;

/**
 * What a live measurement gave. Shares are of one core.
 *
 * @param perSecond that were produced indeed
 * @param probes seen
 * @param missing probes that were never seen
 * @param walBytesPerEvent of PostgreSQL's log
 * @param rowsPerThousandEvents that were inserted or updated
 * @param inPlaceShare of the updated rows those that touched no index (HOT)
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
        double walBytesPerEvent,
        double rowsPerThousandEvents,
        double inPlaceShare,
        long peakBytes) {}
