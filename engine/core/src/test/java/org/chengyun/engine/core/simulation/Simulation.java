package org.chengyun.engine.core.simulation;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.ArrayList;
import java.util.List;

/** One run: records and trouble for a while, then healing, then all must drain and the tables must be right. */
final class Simulation {
    /** So long after the end of all trouble everything must be counted and closed. */
    private static final long DRAIN_MS = 240_000;
    /** By then the flow control of each instance has heard that nothing waits. */
    private static final long CALM_MS = 2_000;

    private static final long STEP_MS = 15;
    /** Greatest common divisor of the metrics' slices: finer than that no window closes. */
    private static final long GRID_MS = 2_000;

    private final World world;
    private final Feed feed;
    private final Group group;
    private final List<Instance> instances = new ArrayList<>();
    private final Chaos chaos;

    private Simulation(Schedule schedule, Bug bug) {
        this.world = new World(schedule, bug);
        this.feed = new Feed(world);
        this.group = new Group(world);
        for (int i = 0; i < schedule.instances(); i++) {
            instances.add(new Instance(i, world, group));
        }
        this.chaos = new Chaos(world, instances);
    }

    /** Runs a schedule to its end. @throws AssertionError if anything is wrong then, or was on the way */
    static World run(long seed, Bug bug) {
        var simulation = new Simulation(Schedule.of(seed), bug);
        simulation.run();
        return simulation.world;
    }

    private void run() {
        while (!feed.isOver()) {
            chaos.step();
            step();
        }
        chaos.heal();
        long endMs = world.nowMs + DRAIN_MS;
        while (!isDrained()) {
            if (world.nowMs > endMs) {
                throw new AssertionError("not drained %d ms after all trouble has ended: %s, watermark %d, expected %d"
                        .formatted(DRAIN_MS, world.tables.offsets, world.tables.watermarkMs, expectedWatermarkMs()));
            }
            if (world.oneIn(200)) {
                chaos.emptyQuarantine();
            }
            step();
        }
        for (long calmMs = world.nowMs + CALM_MS; world.nowMs < calmMs; ) {
            step();
        }
        instances.forEach(Instance::requireCalm);
        Verdict.on(world);
        world.tables.closes.forEach(close -> world.happened(Happening.CLOSED));
        world.tables.revisions.keySet().forEach(window -> world.happened(Happening.CORRECTED));
        world.tables.runs.revisions.keySet().forEach(series -> world.happened(Happening.SESSION_CORRECTED));
        if (world.tables.runs.bridges > 0) {
            world.happened(Happening.BRIDGED);
        }
        world.tables.rejections.keySet().forEach(record -> world.happened(Happening.REJECTED));
    }

    private void step() {
        world.nowMs += 1 + world.about(STEP_MS);
        feed.step();
        world.land();
        group.step();
        instances.forEach(Instance::beat);
        Instance one = world.oneOf(instances);
        if (world.random.nextBoolean()) {
            one.poll();
        } else {
            one.commit();
        }
        Verdict.soFar(world);
    }

    private boolean isDrained() {
        return world.isNothingOnItsWay() && isEverythingRead() && isEverythingClosed();
    }

    private boolean isEverythingRead() {
        for (int p = 0; p < world.log.partitions(); p++) {
            if (!world.tables.offsets.containsKey(p)) {
                return false;
            }
            for (long at = world.tables.offset(p).nextOffset(); at < world.log.end(p); at++) {
                if (world.log.entry(p, at).reading() != null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** When all is silent nothing holds the watermark back: the newest event of all counts. */
    private boolean isEverythingClosed() {
        long expected = expectedWatermarkMs();
        return expected == NONE || Math.floorDiv(world.tables.watermarkMs, GRID_MS) == Math.floorDiv(expected, GRID_MS);
    }

    private long expectedWatermarkMs() {
        long newestMs = world.tables.offsets.values().stream()
                .mapToLong(position -> position.newestMs())
                .max()
                .orElse(NONE);
        return newestMs == NONE ? NONE : newestMs - Probe.LATENESS_MS;
    }
}
