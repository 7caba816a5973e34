package org.chengyun.engine.core.flow;

/**
 * Chooses batches: small enough that every record is visible within the delay target, and large while there is a backlog.
 *
 * <p>A record waits at most an interval for the hand-over, then a commit. So the longest interval that keeps the target is
 * what the target leaves when the commit, in its worse cases, and the way from Kafka are taken off. A shorter one only
 * costs transactions: commits may take {@value #WORK_SHARE} of the time, and the interval is as short as that allows.
 *
 * <p>A backlog is worked off soonest in large batches, because the rows of many events become one. The interval doubles
 * with each of them. They end where a commit would take {@value #LONGEST_COMMIT_MS} ms: what is given up on a rebalance,
 * and how long readers see nothing new, stay bounded on a slow database too. Towards the end of a backlog they become
 * smaller again, none collected for longer than the rest will take: nothing is folded beside the last commit.
 *
 * <p>Not thread-safe: the poll thread owns it. Time comes in with the facts.
 */
public final class FlowControl implements BatchSizes {
    private static final long NS_PER_MS = 1_000_000;
    private static final double WORK_SHARE = 0.25;
    private static final long LONGEST_COMMIT_MS = 2_000;
    private static final long LONGEST_INTERVAL_MS = 2_000;
    /** Until it is measured. */
    private static final double FIRST_EVENTS_PER_SECOND = 100_000;

    private static final double RATE_GAIN = 0.3;
    private static final int SMALLEST_BATCH_ROWS = 1_000;
    /** Fewer rows say nothing about the cost of one. */
    private static final int TELLING_ROWS = 500;

    private final FlowLimits limits;
    private final Estimate commitMs = new Estimate();
    private final Estimate transitMs = new Estimate();
    private final Estimate rowUs = new Estimate();
    private final RecentDelays delays = new RecentDelays();
    private double eventsPerSecond = FIRST_EVENTS_PER_SECOND;
    private boolean isCatchingUp;
    private long lagRecords;
    private long intervalMs;
    private long ageMs;

    public FlowControl(FlowLimits limits) {
        this.limits = limits;
        this.intervalMs = liveIntervalMs();
    }

    /** Before a decision: how many records could have been read and were not. */
    public void lag(long records) {
        lagRecords = records;
        // Two bounds, so that the pace does not flutter: into the backlog by a target's worth, out of it by half of
        // one.
        boolean isBehind = behindMs() > (isCatchingUp ? limits.delayTargetMs() / 2 : limits.delayTargetMs());
        if (isBehind != isCatchingUp) {
            isCatchingUp = isBehind;
            intervalMs = liveIntervalMs();
        }
    }

    /** After each commit. */
    public void committed(Committed batch) {
        commitMs.add((double) batch.commitNs() / NS_PER_MS);
        if (batch.rows() >= TELLING_ROWS) {
            rowUs.add(batch.commitNs() / 1_000.0 / batch.rows());
        }
        if (batch.collectedNs() > 0) {
            double rate = batch.events() * 1e9 / batch.collectedNs();
            eventsPerSecond += RATE_GAIN * (rate - eventsPerSecond);
        }
        ageMs = batch.ageMs();
        if (isCatchingUp) {
            intervalMs = Math.min(LONGEST_INTERVAL_MS, Math.max(1, intervalMs * 2));
        } else {
            long delayMs = batch.delayNs() / NS_PER_MS;
            delays.add(delayMs);
            // Clocks of other machines may be wrong by hours: what they say counts for half of the target at most.
            transitMs.add((double) Math.clamp(batch.ageMs() - delayMs, 0, limits.delayTargetMs() / 2));
            intervalMs = liveIntervalMs();
        }
    }

    private long liveIntervalMs() {
        double cheapEnough = Math.max((double) limits.shortestIntervalMs(), commitMs.mean() / WORK_SHARE);
        return (long) Math.max(0, Math.min(cheapEnough, roomMs()));
    }

    /** What the target leaves for the interval. */
    private double roomMs() {
        return limits.delayTargetMs() - commitMs.high() - transitMs.mean();
    }

    private long behindMs() {
        return (long) (lagRecords * 1_000.0 / Math.max(1, eventsPerSecond));
    }

    @Override
    public long intervalNs() {
        long ms = isCatchingUp ? Math.min(intervalMs, behindMs()) : intervalMs;
        return ms * NS_PER_MS;
    }

    @Override
    public int mostRows() {
        if (!rowUs.isKnown()) {
            return limits.mostRows();
        }
        double rows = LONGEST_COMMIT_MS * 1_000.0 / Math.max(0.001, rowUs.mean());
        return (int) Math.clamp(rows, Math.min(SMALLEST_BATCH_ROWS, limits.mostRows()), limits.mostRows());
    }

    @Override
    public long mostBytes() {
        return limits.mostBytes();
    }

    private Pace pace() {
        if (isCatchingUp) {
            return Pace.CATCHING_UP;
        }
        // Behind a commit that takes longer than the interval the next batch waits for its end: two commits, then.
        return commitMs.high() + Math.max((double) intervalMs, commitMs.mean()) + transitMs.mean()
                        > limits.delayTargetMs() + 1
                ? Pace.STRAINED
                : Pace.LIVE;
    }

    public FlowState state() {
        return new FlowState(
                pace(),
                limits.delayTargetMs(),
                intervalMs,
                mostRows(),
                commitMs.mean(),
                commitMs.high(),
                lagRecords,
                behindMs(),
                eventsPerSecond,
                delays.quantileMs(0.5),
                delays.quantileMs(0.99),
                ageMs);
    }
}
