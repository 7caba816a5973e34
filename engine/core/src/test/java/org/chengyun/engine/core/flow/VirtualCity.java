package org.chengyun.engine.core.flow;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A feed, an engine that folds a million records a second, and a database, in virtual time of one ms a step. As in the
 * engine one batch commits while the next is collected.
 */
final class VirtualCity {
    /** Most records of a poll. */
    static final int PER_POLL = 1_000;

    private static final int SERIES = 100_000;
    private static final double HICCUPS = 0.002;

    private final FlowControl flow;
    private final Random random;
    private final double perMs;
    private final double commitMs;
    private final double rowUs;

    private long nowMs;
    private long backlog;
    private double due;
    /** When the records that wait came, a number for each ms. */
    private final Deque<long[]> waiting = new ArrayDeque<>();

    private Batch collected = new Batch();
    private Batch out = new Batch();
    private long doneAtMs = -1;
    private long handedAtMs;
    private long collectedMs;

    private long[] delays = new long[1 << 12];
    private int seen;
    private long commits;
    private long largestRows;
    private long longestCommitMs;

    private static final class Batch {
        private long events;
        private long firstReadMs = -1;
        private long oldestMs = Long.MAX_VALUE;
        private final Deque<long[]> arrivals = new ArrayDeque<>();

        /** Distinct series of so many draws. */
        private int rows() {
            return (int) (SERIES * -Math.expm1(-(double) events / SERIES));
        }
    }

    /** What became visible in a run: the delay of each ms of arrivals, weighed alike. */
    record Seen(List<Long> sortedDelaysMs, long commits, long largestRows, long longestCommitMs) {
        long delayMs(double share) {
            return sortedDelaysMs.get((int) Math.ceil(share * sortedDelaysMs.size()) - 1);
        }
    }

    VirtualCity(FlowControl flow, Random random, int perSecond, double commitMs, double rowUs) {
        this.flow = flow;
        this.random = random;
        this.perMs = perSecond / 1_000.0;
        this.commitMs = commitMs;
        this.rowUs = rowUs;
    }

    FlowControl flow() {
        return flow;
    }

    /** Records that have waited for ever. */
    void backlog(long records) {
        backlog += records;
    }

    long lag() {
        return backlog + waiting.stream().mapToLong(arrival -> arrival[1]).sum();
    }

    Seen run(long ms) {
        seen = 0;
        commits = 0;
        largestRows = 0;
        longestCommitMs = 0;
        for (long end = nowMs + ms; nowMs < end; nowMs++) {
            arrive();
            finish();
            if (collected.rows() < flow.mostRows()) {
                read();
            }
            flow.lag(lag());
            handOver();
        }
        return new Seen(
                LongStream.of(delays).limit(seen).sorted().boxed().toList(), commits, largestRows, longestCommitMs);
    }

    private void arrive() {
        due += perMs;
        if (due >= 1) {
            waiting.add(new long[] {nowMs, (long) due});
            due -= (long) due;
        }
    }

    private void read() {
        long room = PER_POLL;
        long old = Math.min(room, backlog);
        backlog -= old;
        room -= old;
        collected.events += old;
        if (old > 0 && collected.firstReadMs < 0) {
            collected.firstReadMs = nowMs;
        }
        while (room > 0 && !waiting.isEmpty()) {
            long[] arrival = waiting.remove();
            room -= arrival[1];
            collected.events += arrival[1];
            collected.arrivals.add(arrival);
            collected.oldestMs = Math.min(collected.oldestMs, arrival[0]);
            if (collected.firstReadMs < 0) {
                collected.firstReadMs = nowMs;
            }
        }
    }

    private void handOver() {
        boolean isDue = collected.rows() >= flow.mostRows() || (nowMs - handedAtMs) * 1_000_000 >= flow.intervalNs();
        if (doneAtMs >= 0 || collected.events == 0 || !isDue) {
            return;
        }
        out = collected;
        collected = new Batch();
        double takes = commitMs * (0.8 + random.nextDouble() * 0.4) + out.rows() * rowUs / 1_000;
        // Now and then a disk or a collector is busy.
        doneAtMs = nowMs + (long) (random.nextDouble() < HICCUPS ? takes * 4 : takes);
        collectedMs = nowMs - handedAtMs;
        handedAtMs = nowMs;
        commits++;
        largestRows = Math.max(largestRows, out.rows());
        longestCommitMs = Math.max(longestCommitMs, doneAtMs - nowMs);
    }

    private void finish() {
        if (doneAtMs < 0 || nowMs < doneAtMs) {
            return;
        }
        for (long[] arrival : out.arrivals) {
            if (seen == delays.length) {
                delays = Arrays.copyOf(delays, seen * 2);
            }
            delays[seen++] = nowMs - arrival[0];
        }
        flow.committed(new Committed(
                out.events,
                out.rows(),
                collectedMs * 1_000_000,
                (nowMs - handedAtMs) * 1_000_000,
                (nowMs - out.firstReadMs) * 1_000_000,
                nowMs - Math.min(nowMs, out.oldestMs)));
        doneAtMs = -1;
    }
}
