package org.chengyun.engine.core.simulation;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.batch.CommitOutcome;
import org.chengyun.engine.core.batch.EngineTables;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.batch.TablesAway;
import org.chengyun.engine.core.fold.DatasetFold;
import org.jspecify.annotations.Nullable;

/** A session's connection to the tables: requests get lost on their way, and answers on theirs. */
final class Wire implements EngineTables {
    private static final List<Fate> FAULTS = List.of(Fate.NEVER_ARRIVED, Fate.ANSWER_LOST, Fate.LANDS_LATER);

    private final World world;
    private final DatasetFold fold;
    private boolean isOpen;
    /** What the batch at hand was folded under. */
    private List<Prepared.Fold> folds = List.of();

    private long knownWatermarkMs;
    /** The batch of which it is unknown whether it was committed. */
    private @Nullable Batch inDoubt;

    /** When a commit was last answered, by the true clock; −1 before. */
    private long committedMs = -1;

    private enum Fate {
        ANSWERED,
        NEVER_ARRIVED,
        ANSWER_LOST,
        LANDS_LATER
    }

    Wire(World world, DatasetFold fold) {
        this.world = world;
        this.fold = fold;
    }

    /** The next work begins. */
    void carries(List<Prepared.Fold> foldsOfBatch, long watermarkMs) {
        folds = foldsOfBatch;
        knownWatermarkMs = watermarkMs;
        inDoubt = null;
    }

    private Fate fate() {
        if (world.isDatabaseAway()) {
            return Fate.NEVER_ARRIVED;
        }
        if (world.random.nextDouble() >= world.faultShare) {
            return Fate.ANSWERED;
        }
        return world.oneOf(FAULTS);
    }

    @Override
    public long open() throws TablesAway {
        isOpen = false;
        if (fate() != Fate.ANSWERED) {
            throw away("no connection");
        }
        isOpen = true;
        return world.tables.watermarkMs;
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new AssertionError("the connection was lost and not opened again");
        }
    }

    private TablesAway away(String why) {
        isOpen = false;
        return new TablesAway(new IllegalStateException(why));
    }

    @Override
    public CommitOutcome commit(Batch batch) throws TablesAway {
        requireOpen();
        Prepared prepared = Prepared.of(batch, fold, folds, knownWatermarkMs);
        world.tell(() -> "commit %s %s".formatted(prepared.ranges(), prepared.tally()));
        boolean isRetry = inDoubt != null;
        try {
            CommitOutcome outcome = commit(prepared, isRetry);
            inDoubt = null;
            if (outcome instanceof CommitOutcome.Committed) {
                committedMs = world.nowMs;
            }
            note(outcome);
            return outcome;
        } catch (TablesAway e) {
            inDoubt = batch;
            if (world.bug == Bug.DELTAS_TOO_EARLY) {
                batch.clear();
            }
            throw e;
        }
    }

    long committedMs() {
        return committedMs;
    }

    private CommitOutcome commit(Prepared prepared, boolean isRetry) throws TablesAway {
        switch (fate()) {
            case ANSWERED -> {
                return apply(prepared, isRetry, true);
            }
            case NEVER_ARRIVED -> world.happened(Happening.NEVER_ARRIVED);
            case ANSWER_LOST -> {
                apply(prepared, isRetry, world.bug != Bug.OFFSETS_APART);
                world.happened(Happening.ANSWER_LOST);
            }
            case LANDS_LATER -> landLater(prepared);
        }
        throw away("a commit in doubt");
    }

    private CommitOutcome apply(Prepared prepared, boolean isRetry, boolean withOffsets) {
        boolean withoutSwap =
                world.bug == Bug.NO_COMPARE_AND_SWAP || (world.bug == Bug.LOST_MEANS_NOT_COMMITTED && isRetry);
        return world.tables.commit(prepared, withOffsets, withoutSwap);
    }

    private void landLater(Prepared prepared) {
        world.later(world.about(3_000), () -> {
            if (apply(prepared, false, true) instanceof CommitOutcome.Committed) {
                world.happened(Happening.LANDED_LATER);
            }
        });
    }

    private void note(CommitOutcome outcome) {
        world.happened(
                switch (outcome) {
                    case CommitOutcome.Committed committed -> Happening.COMMITTED;
                    case CommitOutcome.Fenced fenced -> Happening.FENCED;
                    case CommitOutcome.Full full -> Happening.QUARANTINE_FULL;
                });
    }

    /** The session ends while the batch is, perhaps, on its way. */
    void abandon(Batch batch) {
        if (world.oneIn(3) && batch.deltas().eventsIn() > 0) {
            landLater(Prepared.of(batch, fold, folds, knownWatermarkMs));
        }
    }

    @Override
    public Map<Integer, Position> positions() throws TablesAway {
        requireOpen();
        if (fate() != Fate.ANSWERED) {
            throw away("no answer");
        }
        Map<Integer, Position> positions = new HashMap<>(world.tables.offsets);
        if (world.bug == Bug.OTHERS_ARE_IDLE) {
            long newestMs = positions.values().stream()
                    .mapToLong(Position::newestMs)
                    .max()
                    .orElse(NONE);
            positions.replaceAll((p, position) -> new Position(position.nextOffset(), newestMs, NONE));
        }
        Batch doubtful = inDoubt;
        if (doubtful != null && world.bug == Bug.LOST_MEANS_NOT_COMMITTED) {
            doubtful.ranges().forEach((p, range) -> positions.put(p, new Position(range.from(), 0, 0)));
        }
        if (doubtful != null && world.bug == Bug.LOST_MEANS_COMMITTED) {
            doubtful.ranges().forEach((p, range) -> positions.put(p, new Position(range.to(), 0, 0)));
            inDoubt = null;
        }
        return positions;
    }

    @Override
    public void follow(Map<Integer, Long> idleWatermarksMs) throws TablesAway {
        requireOpen();
        world.tell(() -> "follow %s; %s".formatted(idleWatermarksMs, world.tables.offsets));
        switch (fate()) {
            case ANSWERED -> {
                world.happened(Happening.FOLLOWED);
                world.tables.follow(idleWatermarksMs);
                return;
            }
            case NEVER_ARRIVED -> world.happened(Happening.NEVER_ARRIVED);
            case ANSWER_LOST -> world.tables.follow(idleWatermarksMs);
            case LANDS_LATER -> world.later(world.about(3_000), () -> world.tables.follow(idleWatermarksMs));
        }
        throw away("in doubt");
    }

    @Override
    public void close(long watermarkMs) throws TablesAway {
        requireOpen();
        long believedMs = knownWatermarkMs;
        world.tell(() -> "close to %d; %s".formatted(watermarkMs, world.tables.offsets));
        switch (fate()) {
            case ANSWERED -> {
                world.tables.close(watermarkMs, believedMs);
                return;
            }
            case NEVER_ARRIVED -> world.happened(Happening.NEVER_ARRIVED);
            case ANSWER_LOST -> world.tables.close(watermarkMs, believedMs);
            case LANDS_LATER -> world.later(world.about(3_000), () -> world.tables.close(watermarkMs, believedMs));
        }
        throw away("a close in doubt");
    }

    @Override
    public long closedMs() throws TablesAway {
        requireOpen();
        if (fate() != Fate.ANSWERED) {
            throw away("no answer");
        }
        return world.tables.watermarkMs;
    }
}
