package org.chengyun.engine.core.simulation;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the records. Some partitions are never written to, some fall silent for a while. */
final class Feed {
    static final List<Times> TIMES = List.of(Times.values());
    private static final List<Reading.Damage> DAMAGES = List.of(Reading.Damage.values());
    private static final long DAY_MS = 86_400_000;
    /** Most that an orderly live sensor is late. */
    private static final long JITTER_MS = Probe.LATENESS_MS - 1_000;

    private final World world;
    private final long endMs;
    private final long[] nextMs;
    private final long[] paceMs;
    private final long[] lastMs;
    private final long[] newestMs;
    /** Of an orderly partition: what came back from silence may not be older than what the others had left behind. */
    private final long[] floorMs;

    /** Event time of the last record of a history. */
    private final long[] historyMs;

    /** Where the event times come from. */
    enum Times {
        LIVE,
        /** Long ago, and faster than the clock. */
        HISTORY,
        /** Mostly live, some days late, some at the edge of the future. */
        WILD
    }

    Feed(World world) {
        this.world = world;
        int partitions = world.log.partitions();
        this.endMs = world.nowMs + world.schedule.feedMs();
        this.nextMs = new long[partitions];
        this.paceMs = new long[partitions];
        this.lastMs = new long[partitions];
        this.newestMs = new long[partitions];
        this.floorMs = new long[partitions];
        this.historyMs = new long[partitions];
        Arrays.fill(lastMs, NONE);
        Arrays.fill(newestMs, NONE);
        Arrays.fill(floorMs, NONE);
        for (int p = 0; p < partitions; p++) {
            paceMs[p] = 100 + world.upTo(1_500);
            nextMs[p] = world.oneIn(5) ? Long.MAX_VALUE : world.nowMs + world.upTo(4_000);
            historyMs[p] = world.nowMs - 3 * DAY_MS + world.upTo(60_000);
        }
    }

    boolean isOver() {
        return world.nowMs >= endMs;
    }

    void step() {
        for (int p = 0; p < nextMs.length && !isOver(); p++) {
            while (nextMs[p] <= world.nowMs) {
                write(p);
                nextMs[p] += 1 + world.about(paceMs[p]) + (world.oneIn(25) ? world.upTo(20_000) : 0);
            }
        }
    }

    private void write(int partition) {
        if (world.oneIn(8)) {
            world.log.mark(partition, world.nowMs);
        }
        if (world.schedule.knowsRepetitions() && world.oneIn(6) && repeat(partition)) {
            return;
        }
        Reading.Damage damage = damage();
        long eventMs = switch (damage) {
            case BEFORE_1970 -> -1 - world.upTo(DAY_MS);
            case FAR_FUTURE -> world.nowMs + DAY_MS + world.upTo(DAY_MS);
            default -> eventMs(partition);
        };
        world.tell(() ->
                "partition %d: offset %d at %d, %s".formatted(partition, world.log.end(partition), eventMs, damage));
        boolean isHuge = world.oneIn(10);
        append(
                partition,
                new Reading(
                        eventMs,
                        "R" + world.random.nextInt(4),
                        world.oneIn(3) ? null : world.random.nextBoolean() ? "A" : "B",
                        damage == Reading.Damage.NOT_A_NUMBER ? Long.valueOf(1) : speed(isHuge),
                        damage));
    }

    private void append(int partition, Reading reading) {
        world.log.append(partition, reading, world.nowMs);
        if (reading.damage() == Reading.Damage.NONE) {
            lastMs[partition] = world.nowMs;
            newestMs[partition] = Math.max(newestMs[partition], reading.eventMs());
        }
    }

    /** Sends one of the last records again, or any; false if that would break the partition's word. */
    private boolean repeat(int partition) {
        long end = world.log.end(partition);
        if (end == 0) {
            return false;
        }
        long from = world.oneIn(4) ? 0 : Math.max(0, end - 10);
        Reading again =
                world.log.entry(partition, from + world.upTo(end - 1 - from)).reading();
        if (again == null
                || again.damage() != Reading.Damage.NONE
                || (world.schedule.isOrderly() && again.eventMs() < floor(partition))) {
            return false;
        }
        append(partition, again);
        return true;
    }

    private Reading.Damage damage() {
        return world.random.nextDouble() < world.schedule.damageShare()
                ? world.oneOf(DAMAGES.subList(1, DAMAGES.size()))
                : Reading.Damage.NONE;
    }

    private @Nullable Long speed(boolean isHuge) {
        if (world.oneIn(6)) {
            return null;
        }
        return isHuge ? world.upTo((long) (Probe.FASTEST * 8)) : world.upTo(1_600);
    }

    private long eventMs(int partition) {
        long eventMs = switch (world.schedule.times()) {
            case LIVE -> world.nowMs - world.upTo(world.schedule.isOrderly() ? JITTER_MS : 4 * JITTER_MS);
            case HISTORY -> history(partition);
            case WILD -> wild();
        };
        return world.schedule.isOrderly() ? Math.max(eventMs, floor(partition)) : eventMs;
    }

    private long history(int partition) {
        historyMs[partition] += world.upTo(12_000);
        return historyMs[partition] - world.upTo(world.schedule.isOrderly() ? JITTER_MS : 4 * JITTER_MS);
    }

    private long wild() {
        return switch (world.random.nextInt(10)) {
            case 0 -> world.nowMs - world.upTo(5 * DAY_MS);
            case 1 -> world.nowMs + Probe.FUTURE_MS - 5_000 + world.upTo(10_000);
            case 2 -> world.nowMs - world.upTo(90_000);
            default -> world.nowMs - world.upTo(2 * JITTER_MS);
        };
    }

    /** The oldest event time with which a partition keeps its word. */
    private long floor(int partition) {
        if (lastMs[partition] == NONE || world.nowMs - lastMs[partition] >= Probe.IDLE_MS) {
            long highestMs = Arrays.stream(newestMs).max().orElse(NONE);
            floorMs[partition] = Math.max(floorMs[partition], behind(highestMs));
        }
        return Math.max(floorMs[partition], behind(newestMs[partition]));
    }

    private static long behind(long ms) {
        return ms == NONE ? NONE : ms - Probe.LATENESS_MS;
    }
}
