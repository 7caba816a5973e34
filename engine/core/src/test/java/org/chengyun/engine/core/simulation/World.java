package org.chengyun.engine.core.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What all share: time, chance, the topic, the database, and the roads to them. */
final class World {
    private static final boolean IS_TOLD = System.getProperty("simulation.seed") != null;
    static final long BEGIN_MS = 1_772_359_200_000L;

    final Schedule schedule;
    final Bug bug;
    final SplittableRandom random;
    final Log log;
    final Tables tables;
    /** The one true clock. */
    long nowMs = BEGIN_MS;

    long databaseAwayUntilMs;
    double faultShare;
    private final long[] brokerAwayUntilMs;
    private final List<Landing> landings = new ArrayList<>();
    private final Map<Happening, Long> happenings = new EnumMap<>(Happening.class);

    /** A transaction that the database finishes after its client has given it up. */
    private record Landing(long atMs, Runnable transaction) {}

    World(Schedule schedule, Bug bug) {
        this.schedule = schedule;
        this.bug = bug;
        this.random = new SplittableRandom(schedule.seed()).split();
        this.log = new Log(schedule.partitions());
        this.tables = new Tables(bug);
        this.tables.quarantineMaxRows = schedule.quarantineMaxRows();
        this.faultShare = schedule.faultShare();
        this.brokerAwayUntilMs = new long[schedule.partitions()];
    }

    /** Says what happens, if a schedule is run alone. */
    void tell(Supplier<String> what) {
        if (IS_TOLD) {
            System.out.printf("%,9d ms  %s%n", nowMs - BEGIN_MS, what.get());
        }
    }

    void happened(Happening what) {
        tell(what::name);
        happenings.merge(what, 1L, Long::sum);
    }

    Map<Happening, Long> happenings() {
        return happenings;
    }

    /** True once in so many. */
    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    long upTo(long ms) {
        return random.nextLong(ms + 1);
    }

    /** Exponentially distributed: mostly short, now and then long. */
    long about(long meanMs) {
        return (long) (-Math.log(1 - random.nextDouble()) * meanMs);
    }

    boolean isDatabaseAway() {
        return nowMs < databaseAwayUntilMs;
    }

    boolean isReachable(int partition) {
        return nowMs >= brokerAwayUntilMs[partition];
    }

    /** The broker that leads a partition is cut off. */
    void cutOff(int partition, long forMs) {
        brokerAwayUntilMs[partition] = nowMs + forMs;
    }

    void later(long afterMs, Runnable transaction) {
        landings.add(new Landing(nowMs + afterMs, transaction));
    }

    boolean isNothingOnItsWay() {
        return landings.isEmpty();
    }

    void land() {
        for (int i = 0; i < landings.size(); i++) {
            if (landings.get(i).atMs <= nowMs) {
                landings.remove(i--).transaction.run();
            }
        }
    }

    void healEverything() {
        databaseAwayUntilMs = 0;
        faultShare = 0;
        Arrays.fill(brokerAwayUntilMs, 0);
    }
}
