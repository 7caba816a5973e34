package org.chengyun.engine.core.batch;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.commit.Settlement;
import org.chengyun.engine.core.time.ClosePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Brings batches into the tables and closes windows, one transaction a step, and does not give up: while the database is
 * away it keeps the batch, and when it is back it asks the stored offsets what became of the commit. It may be left
 * after any step, for ever: the tables are whole.
 *
 * <p>Not thread-safe: the committing thread owns it, apart from {@link #watermarkMs} and {@link #newestMs}.
 */
public final class Committer {
    private static final long RETRY_MS = 1_000;
    private static final long FULL_RETRY_MS = 5_000;

    private final Closing closing;
    private volatile long watermarkMs = NONE;
    private volatile long newestMs = NONE;
    private boolean isOpen;
    private Phase phase = Phase.DONE;
    private @Nullable Work work;
    private Closing.Outlook outlook = new Closing.Outlook(OptionalLong.empty(), Map.of());

    private enum Phase {
        COMMIT,
        /** After a commit in doubt: is the batch there? */
        SETTLE,
        LOOK,
        FOLLOW,
        CLOSE,
        LOOK_AGAIN,
        DONE
    }

    public Committer(Dataset dataset, List<Metric> metrics, ClosePolicy policy) {
        this.closing = new Closing(dataset, metrics, policy);
    }

    /** Up to where windows are closed, epoch ms: what is older is late. May be read by any thread. */
    public long watermarkMs() {
        return watermarkMs;
    }

    /** Newest event time of any partition that the tables had at the last look, epoch ms. May be read by any thread. */
    public long newestMs() {
        return newestMs;
    }

    /** Takes the next work on; what it had before must be done. */
    public void begin(Work next) {
        if (phase != Phase.DONE) {
            throw new IllegalStateException("still at " + phase);
        }
        work = next;
        phase = switch (next) {
            case Work.Commit commit -> Phase.COMMIT;
            case Work.Close close -> close.progress().partitions().isEmpty() ? Phase.DONE : Phase.LOOK;
        };
    }

    /** Goes one step on. */
    public Step step(EngineTables tables, long nowMs) {
        if (phase == Phase.DONE || work == null) {
            return Step.DONE;
        }
        try {
            return isOpen ? advance(work, tables, nowMs) : open(tables, nowMs);
        } catch (TablesAway e) {
            isOpen = false;
            return away();
        }
    }

    private Step open(EngineTables tables, long nowMs) throws TablesAway {
        watermarkMs = tables.open();
        closing.closed(watermarkMs, nowMs);
        isOpen = true;
        return Step.NEXT;
    }

    private Step away() {
        return switch (phase) {
            case COMMIT, SETTLE -> {
                phase = Phase.SETTLE;
                yield new Step.Again(RETRY_MS);
            }
            // Closing can wait: the next work brings it again.
            case LOOK, FOLLOW, CLOSE, LOOK_AGAIN, DONE -> end();
        };
    }

    private Step advance(Work now, EngineTables tables, long nowMs) throws TablesAway {
        return switch (phase) {
            case COMMIT -> commit(batch(now), tables);
            case SETTLE -> settle(batch(now), tables);
            case LOOK -> look(now.progress(), tables, nowMs);
            case FOLLOW -> follow(tables, nowMs);
            case CLOSE -> close(tables);
            case LOOK_AGAIN -> lookAgain(now.progress(), tables);
            case DONE -> Step.DONE;
        };
    }

    private static Batch batch(Work work) {
        if (work instanceof Work.Commit commit) {
            return commit.batch();
        }
        throw new IllegalStateException("no batch in " + work);
    }

    private Step commit(Batch batch, EngineTables tables) throws TablesAway {
        return switch (tables.commit(batch)) {
            case CommitOutcome.Committed committed -> go(Phase.LOOK);
            case CommitOutcome.Full full -> new Step.Again(FULL_RETRY_MS);
            case CommitOutcome.Fenced fenced -> fenced(fenced.why());
        };
    }

    private Step settle(Batch batch, EngineTables tables) throws TablesAway {
        Map<Integer, Long> next = new HashMap<>();
        tables.positions().forEach((partition, position) -> next.put(partition, position.nextOffset()));
        return switch (Settlement.of(batch.ranges(), next)) {
            case COMMITTED -> go(Phase.LOOK);
            case NOT_COMMITTED -> go(Phase.COMMIT);
            case FENCED -> fenced("the offsets were moved by another instance");
        };
    }

    private Step look(Progress progress, EngineTables tables, long nowMs) throws TablesAway {
        Map<Integer, Position> stored = tables.positions();
        outlook = closing.look(progress, stored, nowMs);
        stored.values().forEach(position -> newestMs = Math.max(newestMs, position.newestMs()));
        return outlook.followed().isEmpty() ? maybeClose() : go(Phase.FOLLOW);
    }

    private Step follow(EngineTables tables, long nowMs) throws TablesAway {
        tables.follow(outlook.followed());
        closing.told(nowMs);
        return maybeClose();
    }

    private Step maybeClose() {
        return outlook.closeToMs().isPresent() ? go(Phase.CLOSE) : end();
    }

    private Step close(EngineTables tables) throws TablesAway {
        tables.close(outlook.closeToMs().orElseThrow());
        return go(Phase.LOOK_AGAIN);
    }

    private Step lookAgain(Progress progress, EngineTables tables) throws TablesAway {
        watermarkMs = tables.closedMs();
        closing.closed(watermarkMs, progress.nowMs());
        return end();
    }

    private Step go(Phase next) {
        phase = next;
        return Step.NEXT;
    }

    private Step end() {
        if (work instanceof Work.Commit commit) {
            commit.batch().clear();
        }
        phase = Phase.DONE;
        work = null;
        return Step.DONE;
    }

    private Step fenced(String why) {
        end();
        return new Step.Fenced(why);
    }
}
