package org.chengyun.engine.core.simulation;

import static org.chengyun.engine.core.simulation.Verdict.require;

import org.chengyun.engine.core.flow.BatchSizes;
import org.chengyun.engine.core.flow.Committed;
import org.chengyun.engine.core.flow.FlowControl;
import org.chengyun.engine.core.flow.FlowLimits;
import org.chengyun.engine.core.flow.FlowState;
import org.chengyun.engine.core.flow.Pace;

/** The flow control of an instance, with an eye on what it promises. */
final class FlowWatch {
    /** Of the flow control, whatever is asked of it. */
    private static final long LONGEST_INTERVAL_MS = 2_000;

    private static final double MOST_WORK_SHARE = 0.25;
    /** A record makes a row in each metric and one of a session, or one of a rejection. */
    private static final int MOST_ROWS_OF_A_RECORD = 6;

    private final World world;
    private final FlowLimits limits;
    private final FlowControl control;
    private Pace pace = Pace.LIVE;

    FlowWatch(World world) {
        this.world = world;
        this.limits = world.schedule.flow();
        this.control = new FlowControl(limits);
    }

    BatchSizes sizes() {
        return world.bug == Bug.INTERVAL_IGNORED ? BatchSizes.fixed(0, limits.mostRows()) : control;
    }

    long intervalNs() {
        return control.intervalNs();
    }

    void lag(long records) {
        if (world.bug != Bug.LAG_UNTOLD || records > 0) {
            control.lag(records);
        }
        look();
    }

    void committed(Committed batch) {
        control.committed(batch);
        look();
    }

    /** @param rows of a batch that is handed over */
    void requireBounded(int rows) {
        int most = limits.mostRows() + MOST_ROWS_OF_A_RECORD * world.schedule.lanes();
        require(rows <= most, "a batch has %d rows, at most %d were allowed", rows, most);
    }

    /** @param sinceNs the hand-over before, of a batch that was not full */
    void requireWaited(long sinceNs) {
        require(
                sinceNs >= control.intervalNs(),
                "a batch was handed over %d ns after the one before, the interval is %d ns",
                sinceNs,
                control.intervalNs());
    }

    /** Without a backlog the interval is as short as a quarter of the time for commits allows, and within the target. */
    void requireCalm() {
        FlowState state = control.state();
        require(state.pace() != Pace.CATCHING_UP, "all is read, and it says: %s", state.why());
        double cheap = Math.max((double) limits.shortestIntervalMs(), state.commitMs() / MOST_WORK_SHARE);
        require(
                state.intervalMs() <= cheap && state.intervalMs() <= limits.delayTargetMs(),
                "all is read, and the interval is %d ms: %s",
                state.intervalMs(),
                state.why());
    }

    private void look() {
        FlowState state = control.state();
        long mostMs = state.pace() == Pace.CATCHING_UP ? LONGEST_INTERVAL_MS : limits.delayTargetMs();
        require(
                state.intervalMs() >= 0 && state.intervalMs() <= mostMs,
                "%s with an interval of %d ms: %s",
                state.pace(),
                state.intervalMs(),
                state.why());
        require(
                state.mostRows() >= 1 && state.mostRows() <= limits.mostRows(),
                "batches of up to %d rows, %d were allowed",
                state.mostRows(),
                limits.mostRows());
        if (state.pace() != pace) {
            note(state.pace());
            pace = state.pace();
        }
    }

    private void note(Pace next) {
        switch (next) {
            case CATCHING_UP -> world.happened(Happening.FELL_BEHIND);
            case STRAINED -> world.happened(Happening.STRAINED);
            case LIVE -> {
                if (pace == Pace.CATCHING_UP) {
                    world.happened(Happening.CAUGHT_UP);
                }
            }
        }
    }
}
