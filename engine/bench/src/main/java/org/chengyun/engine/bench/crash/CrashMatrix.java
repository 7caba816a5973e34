package org.chengyun.engine.bench.crash;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.chengyun.engine.bench.race.BenchStack;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.launcher.stack.Part;
import org.chengyun.launcher.stack.PartFailedException;

/**
 * Lets the city report while everything around the engine is killed again and again. Most kills are the engine's own, at
 * steps of its protocol; now and then Kafka or the database is killed, or an instance is frozen until the group has given its
 * partitions to others, and then goes on as a zombie.
 */
final class CrashMatrix {
    private static final long LOOK_MS = 100;
    private static final Duration OUTSIDE_EVERY = Duration.ofSeconds(12);
    /** Longer than a member of the group may be silent. */
    private static final Duration FREEZE = Duration.ofSeconds(14);
    /** So long an instance takes to start and to read. */
    private static final Duration READY_AT_LAST = Duration.ofSeconds(60);

    private static final Duration READY = Duration.ofSeconds(4);

    private static final Duration FENCED = Duration.ofSeconds(30);

    private final BenchStack stack;
    private final Fleet fleet;
    private final Feeder feeder;
    private final RaceTopic topic;
    private final Random random;
    private final Consumer<String> progress;
    private int outside;
    private int kills;

    CrashMatrix(
            BenchStack stack, Fleet fleet, Feeder feeder, RaceTopic topic, Random random, Consumer<String> progress) {
        this.stack = stack;
        this.fleet = fleet;
        this.feeder = feeder;
        this.topic = topic;
        this.random = random;
        this.progress = progress;
    }

    /** @return kills by where they hit */
    Map<String, Integer> run(int wantedKills) throws IOException, InterruptedException, SQLException {
        kills = wantedKills;
        // Even a short run sees an instance frozen.
        long nextOutside = System.nanoTime();
        int told = 0;
        while (fleet.kills() < kills) {
            feeder.allow(topic.events() * (fleet.kills() + 1) / (kills + 1));
            Thread.sleep(LOOK_MS);
            fleet.tend();
            if (System.nanoTime() > nextOutside) {
                strike();
                nextOutside = System.nanoTime() + OUTSIDE_EVERY.toNanos();
            }
            if (fleet.kills() >= told + 10) {
                told = fleet.kills();
                progress.accept("%d of %d kills".formatted(told, kills));
            }
        }
        fleet.spare();
        feeder.finish();
        return fleet.deaths();
    }

    private void strike() throws IOException, InterruptedException {
        switch (outside++ % 4) {
            case 0 -> freeze();
            case 1 -> restart(Part.DATABASE);
            case 2 -> restart(Part.KAFKA);
            default -> fleet.killOne();
        }
    }

    private void restart(Part part) throws IOException, InterruptedException {
        stack.kill(part);
        fleet.count(part.key());
        Thread.sleep(random.nextInt(3_000));
        try {
            stack.restart(part);
        } catch (PartFailedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void freeze() throws IOException, InterruptedException {
        Fleet.Frozen victim = fleet.freezeOne();
        long ready = System.nanoTime() + READY_AT_LAST.toNanos();
        while (!victim.isReading() && System.nanoTime() < ready) {
            watch(Duration.ofMillis(LOOK_MS));
        }
        watch(READY);
        // So that it has something in hand, and the others have something to take over.
        feeder.allow(topic.events() * (fleet.kills() + 3) / (kills + 1));
        victim.begin();
        watch(FREEZE);
        victim.goOn();
        long until = System.nanoTime() + FENCED.toNanos();
        while (!victim.isFenced()) {
            if (System.nanoTime() > until) {
                throw new IOException("an engine that was frozen for %d s went on as if nothing had happened"
                        .formatted(FREEZE.toSeconds()));
            }
            watch(Duration.ofMillis(LOOK_MS));
        }
        progress.accept("an engine was frozen for %d s, went on, and was fenced".formatted(FREEZE.toSeconds()));
    }

    private void watch(Duration time) throws IOException, InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            Thread.sleep(LOOK_MS);
            fleet.tend();
        }
    }
}
