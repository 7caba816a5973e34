package org.chengyun.engine.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.batch.Committer;
import org.chengyun.engine.core.batch.Handed;
import org.chengyun.engine.core.batch.Lane;
import org.chengyun.engine.core.batch.Pipeline;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.batch.Step;
import org.chengyun.engine.core.batch.Work;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.time.ClosePolicy;
import org.jspecify.annotations.Nullable;

/** One membership of the group, as the runner's session does it: two threads, of which each goes a step when it may. */
final class Session {
    private static final long FLUSH_MS = 10_000;

    private final World world;
    private final Group group;
    private final Instance instance;
    private final DatasetFold fold;
    private final Pipeline pipeline;
    private final Committer committer = new Committer(Probe.DATASET, Probe.METRICS, ClosePolicy.DEFAULT);
    private final Wire wire;
    private final Map<Integer, Cursor> cursors = new TreeMap<>();
    private List<Prepared.Fold> folds = new ArrayList<>();

    private Stage stage = Stage.JOINING;
    private long revokingSinceMs;
    /** It takes a while to hear of an assignment, and to find out where the partitions stand. */
    private long joinAtMs;
    /** What the committing thread has in hand, and when it may go on. */
    private @Nullable Work working;

    private long workAtMs;
    /** How long the database takes for it. */
    private long workTakesMs;

    private @Nullable Handed handed;
    private long lastHandOverNs;
    /** Of the records that are being collected, by the clock of the log. */
    private long oldestArrivalMs = Long.MAX_VALUE;

    private boolean isFenced;
    private long heardOfMs;

    private enum Stage {
        JOINING,
        READING,
        REVOKING
    }

    /** A partition as this session reads it. */
    private static final class Cursor {
        private long position;
        private long askedMs;
        /** End and time of the question of the last answer; −1 before. */
        private long knownEnd = -1;

        private long knownAtMs;

        private Cursor(long position, long askedMs) {
            this.position = position;
            this.askedMs = askedMs;
        }
    }

    Session(World world, Group group, Instance instance) {
        this.world = world;
        this.group = group;
        this.instance = instance;
        this.fold = new DatasetFold(world.schedule.knowsRepetitions() ? Probe.DEDUPED : Probe.DATASET, Probe.METRICS);
        this.wire = new Wire(world, fold);
        this.pipeline =
                new Pipeline(fold, world.schedule.lanes(), instance.flow().sizes(), this::caughtUpNs, instance.nowNs());
        this.lastHandOverNs = instance.nowNs() - instance.flow().intervalNs();
        this.heardOfMs = world.nowMs;
        group.join(this);
    }

    void heardOf() {
        heardOfMs = world.nowMs;
    }

    long heardOfMs() {
        return heardOfMs;
    }

    private OptionalLong caughtUpNs(int partition) {
        Cursor cursor = cursors.get(partition);
        if (cursor == null || cursor.knownEnd != cursor.position) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(instance.ns(world.bug == Bug.SILENT_UNASKED ? world.nowMs : cursor.knownAtMs));
    }

    /** The polling thread goes a step. False if the session is at its end. */
    boolean poll() {
        if (isFenced) {
            return false;
        }
        if (world.random.nextBoolean() && !group.isMember(this)) {
            // Another has the partitions: nothing of this may be committed any more, nor need it be.
            world.happened(Happening.ZOMBIE);
            return false;
        }
        return switch (stage) {
            case JOINING -> join();
            case READING -> read();
            case REVOKING -> revoke();
        };
    }

    private boolean join() {
        if (group.isBalancing()) {
            group.gaveBack(this);
            joinAtMs = world.nowMs + world.about(world.oneIn(4) ? 4_000 : 200);
            return true;
        }
        if (world.nowMs < joinAtMs) {
            return true;
        }
        Set<Integer> mine = group.assigned(this);
        if (!mine.isEmpty() && world.isDatabaseAway()) {
            return false;
        }
        world.tables.start(world.bug == Bug.UNREAD_UNKNOWN ? mine : world.log.all());
        for (int partition : mine) {
            Position position = world.tables.offset(partition);
            pipeline.builder().assign(partition, position.nextOffset(), position.newestMs(), instance.nowNs());
            if (world.bug != Bug.KEYS_FORGOTTEN) {
                world.tables.keys(partition).forEach(keys -> pipeline.builder().restore(partition, keys));
            }
            cursors.put(partition, new Cursor(position.nextOffset(), world.nowMs));
        }
        stage = Stage.READING;
        world.tell(() -> "%s begins to read %s".formatted(instance, cursors.keySet()));
        return true;
    }

    private boolean read() {
        if (group.isBalancing() && group.isMember(this)) {
            stage = Stage.REVOKING;
            revokingSinceMs = world.nowMs;
            return true;
        }
        if (pipeline.isFull() && working != null && world.bug != Bug.READS_ON) {
            world.happened(Happening.FULL_BATCH_WAITED);
            return true;
        }
        pipeline.builder().expect(committer.watermarkMs(), committer.newestMs(), instance.nowNs(), instance.nowMs());
        cursors.forEach(this::answered);
        proceed();
        return true;
    }

    /** An answer to what was asked comes, perhaps. It was true when the broker gave it, not now. */
    private void answered(int partition, Cursor cursor) {
        if (!world.isReachable(partition) || world.oneIn(3)) {
            return;
        }
        long end = world.log.end(partition, cursor.askedMs + world.upTo(world.nowMs - cursor.askedMs));
        long to = Math.min(end, cursor.position + 1 + world.upTo(20));
        if (to > cursor.position) {
            cursor.position = take(partition, cursor.position, to);
        }
        cursor.knownEnd = end;
        cursor.knownAtMs = cursor.askedMs;
        cursor.askedMs = world.nowMs;
    }

    /** Up to where the lane had room, or to the end. */
    private long take(int partition, long from, long to) {
        Lane lane = pipeline.builder().lanes().get((int) world.upTo(world.schedule.lanes() - 1L));
        if (isFull(lane)) {
            return from;
        }
        lane.begin(partition, instance.nowNs());
        long offset = from;
        for (; offset < to && !isFull(lane); offset++) {
            Log.Entry entry = world.log.entry(partition, offset);
            if (entry.reading() != null) {
                fold(lane, partition, offset, entry.value());
                oldestArrivalMs = Math.min(oldestArrivalMs, entry.appendedAtMs());
            }
        }
        lane.end(partition, offset, instance.nowNs());
        return offset;
    }

    private boolean isFull(Lane lane) {
        return pipeline.isFull(lane) && world.bug != Bug.READS_ON;
    }

    private void fold(Lane lane, int partition, long offset, byte @Nullable [] value) {
        byte[] bytes = value == null ? new byte[0] : value;
        Rejection rejection = lane.fold(bytes, 0, value == null ? -1 : bytes.length);
        folds.add(new Prepared.Fold(partition, offset, instance.nowMs(), committer.watermarkMs()));
        if (rejection != null) {
            lane.keep(new Quarantined(
                    instance.now(),
                    Probe.DATASET.id(),
                    "probe",
                    "engine",
                    rejection.code(),
                    rejection.meaning(),
                    "simulated",
                    bytes,
                    Probe.DATASET.topic(),
                    partition,
                    offset,
                    ""));
        }
    }

    private void proceed() {
        if (working == null) {
            isDone();
            instance.flow().lag(lag());
            boolean isFull = pipeline.isFull();
            long sinceNs = instance.nowNs() - lastHandOverNs;
            Optional<Work> next = pipeline.next(instance.nowNs(), instance.nowMs());
            if (next.isPresent() && next.get() instanceof Work.Commit && !isFull) {
                instance.flow().requireWaited(sinceNs);
            }
            next.ifPresent(this::handOver);
        }
    }

    private long lag() {
        return cursors.values().stream()
                .mapToLong(cursor -> Math.max(0, cursor.knownEnd - cursor.position))
                .sum();
    }

    /** The flow control hears of a batch whose commit was answered; of one that was found done it does not. */
    private void isDone() {
        pipeline.done();
        Handed batch = handed;
        handed = null;
        long committedMs = wire.committedMs();
        if (batch != null && committedMs >= 0 && instance.ns(committedMs) >= batch.atNs()) {
            instance.flow()
                    .committed(batch.committed(
                            workTakesMs * 1_000_000,
                            instance.ns(committedMs),
                            committedMs + instance.nowMs() - world.nowMs));
        }
    }

    /** Whether it has partitions, or waits for some in peace. */
    boolean isReading() {
        return stage == Stage.READING && !isFenced;
    }

    private void handOver(Work work) {
        workTakesMs = 0;
        if (work instanceof Work.Commit commit) {
            handed = Handed.of(commit, instance.nowNs(), lastHandOverNs, oldestArrivalMs);
            lastHandOverNs = instance.nowNs();
            oldestArrivalMs = Long.MAX_VALUE;
            instance.flow().requireBounded(handed.rows());
            workTakesMs = world.about(world.schedule.commitMs()) + handed.rows() * world.schedule.rowUs() / 1_000;
            wire.carries(folds, committer.watermarkMs());
            folds = new ArrayList<>();
        } else {
            wire.carries(List.of(), committer.watermarkMs());
        }
        committer.begin(work);
        working = work;
        workAtMs = world.nowMs + workTakesMs;
    }

    /** Gives all back, after what is in hand is committed. */
    private boolean revoke() {
        if (world.bug == Bug.NO_FLUSH) {
            return gaveBack();
        }
        if (world.nowMs - revokingSinceMs > FLUSH_MS) {
            world.happened(Happening.FLUSH_GIVEN_UP);
            return false;
        }
        if (working != null) {
            return true;
        }
        isDone();
        Optional<Work> rest = pipeline.rest(instance.nowNs(), instance.nowMs());
        rest.ifPresent(this::handOver);
        return rest.isPresent() || gaveBack();
    }

    private boolean gaveBack() {
        world.happened(Happening.FLUSHED);
        pipeline.builder().revokeAll();
        cursors.clear();
        group.gaveBack(this);
        stage = Stage.JOINING;
        return true;
    }

    /** The committing thread goes a step. */
    void commit() {
        if (working == null || world.nowMs < workAtMs || isFenced) {
            return;
        }
        switch (committer.step(wire, instance.nowMs())) {
            case Step.Again again -> workAtMs = world.nowMs + again.afterMs();
            case Step.Done done -> working = null;
            case Step.Fenced fenced -> isFenced = true;
        }
    }

    /** Stops in order: when this is true everything is committed. */
    boolean isFlushed() {
        if (isFenced) {
            return true;
        }
        if (working != null) {
            return false;
        }
        isDone();
        Optional<Work> rest = pipeline.rest(instance.nowNs(), instance.nowMs());
        rest.ifPresent(this::handOver);
        return rest.isEmpty();
    }

    /** Ends wherever it stands. What it had sent may still arrive. */
    void abandon() {
        if (working instanceof Work.Commit commit) {
            Batch batch = commit.batch();
            wire.abandon(batch);
        }
    }
}
