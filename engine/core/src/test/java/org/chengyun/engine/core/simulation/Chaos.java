package org.chengyun.engine.core.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Brings trouble, until it is told to stop. */
final class Chaos {
    private static final List<Trouble> ALL = List.of(Trouble.values());

    private final World world;
    private final List<Instance> instances;
    private long nextMs;

    enum Trouble {
        CRASH,
        FREEZE,
        SHORT_FREEZE,
        STOP,
        DROP,
        DATABASE_AWAY,
        BROKER_AWAY,
        EMPTY_QUARANTINE
    }

    Chaos(World world, List<Instance> instances) {
        this.world = world;
        this.instances = instances;
        // Some trouble comes before anything has settled.
        this.nextMs = world.nowMs + (world.oneIn(3) ? world.upTo(2_000) : world.about(world.schedule.troubleEveryMs()));
    }

    /** All kinds, some, one, or none. */
    static List<Trouble> some(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> List.of();
            case 1, 2 -> List.of(ALL.get(random.nextInt(ALL.size())));
            case 3, 4 -> ALL.stream().filter(trouble -> random.nextBoolean()).toList();
            default -> ALL;
        };
    }

    void step() {
        if (world.nowMs < nextMs || world.schedule.troubles().isEmpty()) {
            return;
        }
        nextMs = world.nowMs + world.about(world.schedule.troubleEveryMs());
        Instance victim = world.oneOf(instances);
        switch (world.oneOf(world.schedule.troubles())) {
            case CRASH -> victim.crash(world.about(4_000));
            case FREEZE -> victim.freeze(world.upTo(15_000));
            case SHORT_FREEZE -> victim.freeze(world.upTo(3_000));
            case STOP -> victim.stop();
            case DROP -> victim.drop();
            case DATABASE_AWAY -> databaseAway();
            case BROKER_AWAY -> brokerAway();
            case EMPTY_QUARANTINE -> emptyQuarantine();
        }
    }

    private void databaseAway() {
        world.happened(Happening.DATABASE_AWAY);
        world.databaseAwayUntilMs = world.nowMs + world.about(3_000);
    }

    private void brokerAway() {
        world.happened(Happening.BROKER_AWAY);
        world.cutOff(world.random.nextInt(world.log.partitions()), world.upTo(20_000));
    }

    /** An operator looks at what was rejected, and deletes it. */
    void emptyQuarantine() {
        if (!world.tables.quarantine.isEmpty()) {
            world.happened(Happening.QUARANTINE_EMPTIED);
            world.tables.quarantine.clear();
        }
    }

    void heal() {
        world.healEverything();
        instances.forEach(Instance::heal);
    }
}
