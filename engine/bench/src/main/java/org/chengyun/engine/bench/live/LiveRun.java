package org.chengyun.engine.bench.live;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.chengyun.engine.bench.measure.RunningProgram;
import org.chengyun.engine.bench.measure.Written;
import org.chengyun.engine.bench.topic.LiveFeed;

/** Feeds one contestant at a steady rate and watches its table. */
public final class LiveRun {
    private static final int PROBE_SENSORS = 64;
    private static final long PROBE_EVERY_MS = 20;
    private static final long LOOK_EVERY_MS = 4;

    private final Scenario scenario;
    private final Duration warmUp;
    private final Duration measured;
    private final List<String> sensors =
            IntStream.range(0, PROBE_SENSORS).mapToObj("P%03d"::formatted).toList();
    private final Probes probes = new Probes();
    private volatile boolean done;

    public LiveRun(Scenario scenario, Duration warmUp, Duration measured) {
        this.scenario = scenario;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /** What surrounds the contestant. */
    public interface Surroundings {
        LiveFeed feed() throws IOException, ExecutionException, InterruptedException;

        RunningProgram contestant() throws IOException, SQLException;

        Connection connect() throws SQLException;

        boolean answersInEngineTables();

        double databaseCpuSeconds();

        double kafkaCpuSeconds();
    }

    public LiveResult run(Surroundings around)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        try (LiveFeed feed = around.feed();
                RunningProgram contestant = around.contestant();
                Connection connection = around.connect()) {
            connection.setAutoCommit(true);
            var watcher = new Watcher(connection, around.answersInEngineTables(), sensors);
            Thread feeding = Thread.ofPlatform().name("feed").start(feed::run);
            Thread probing = Thread.ofPlatform().name("probes").start(() -> probe(feed));
            Load load;
            try {
                watch(watcher, contestant, warmUp);
                probes.forgetLatencies();
                load = measure(around, feed, watcher, contestant);
            } finally {
                done = true;
                probing.join();
                feed.stop();
                feeding.join();
            }
            watch(watcher, contestant, Duration.ofSeconds(5));
            return result(load, contestant.peakBytes());
        }
    }

    /** What the measured seconds took; shares are of one core. */
    private record Load(
            long events,
            double perSecond,
            double cpuShare,
            double databaseCpuShare,
            double kafkaCpuShare,
            Written written) {}

    private Load measure(Surroundings around, LiveFeed feed, Watcher watcher, RunningProgram contestant)
            throws SQLException, InterruptedException {
        long sent = feed.sent();
        double cpu = contestant.cpuSeconds();
        double database = around.databaseCpuSeconds();
        double kafka = around.kafkaCpuSeconds();
        Written written = written(around);
        long startNs = System.nanoTime();
        watch(watcher, contestant, measured);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        long events = feed.sent() - sent;
        return new Load(
                events,
                events / seconds,
                (contestant.cpuSeconds() - cpu) / seconds,
                (around.databaseCpuSeconds() - database) / seconds,
                (around.kafkaCpuSeconds() - kafka) / seconds,
                written(around).since(written));
    }

    /** By a connection of its own: statistics are those of the begin of a transaction. */
    private static Written written(Surroundings around) throws SQLException {
        try (Connection connection = around.connect()) {
            return Written.soFar(connection);
        }
    }

    private LiveResult result(Load load, long peakBytes) {
        Latencies latencies = probes.latencies();
        return new LiveResult(
                scenario,
                load.perSecond,
                latencies.size(),
                probes.missing(),
                latencies.quantileMs(0.5),
                latencies.quantileMs(0.99),
                latencies.quantileMs(1),
                load.cpuShare,
                load.databaseCpuShare,
                load.kafkaCpuShare,
                (double) load.written.walBytes() / load.events,
                load.written.rows() * 1_000.0 / load.events,
                load.written.inPlaceShare(),
                peakBytes);
    }

    private void probe(LiveFeed feed) {
        try {
            for (int i = 0; !done; i = (i + 1) % PROBE_SENSORS) {
                long nowMs = System.currentTimeMillis();
                probes.sending(sensors.get(i), nowMs, System.nanoTime());
                feed.probe(sensors.get(i), nowMs);
                Thread.sleep(PROBE_EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Watcher watcher, RunningProgram contestant, Duration howLong)
            throws SQLException, InterruptedException {
        long endNs = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < endNs) {
            if (!contestant.isAlive()) {
                throw new IllegalStateException(scenario.contestant() + " has ended; see its log");
            }
            watcher.look(probes);
            Thread.sleep(LOOK_EVERY_MS);
        }
    }
}
