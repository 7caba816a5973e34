package org.chengyun.engine.bench.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.race.BenchStack;
import org.chengyun.engine.bench.race.EngineAnswers;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.engine.bench.topic.RaceTopic.Form;
import org.chengyun.engine.bench.topic.TopicLoader;
import org.chengyun.engine.bench.truth.TrafficTruth;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.launcher.stack.DatabaseAccess;

/** One run of the crash matrix, from an empty topic to the verdict. */
final class CrashRun {
    private static final Duration SETTLE = Duration.ofMinutes(5);

    private final BenchStack stack;
    private final long seed;
    private final int instances;
    private final int kills;
    private final PrintStream out;
    private final RaceTopic topic;

    CrashRun(BenchStack stack, long seed, long events, int instances, int kills, PrintStream out) {
        this.stack = stack;
        this.seed = seed;
        this.instances = instances;
        this.kills = kills;
        this.out = out;
        this.topic = new RaceTopic(Form.JSON, false, seed, events, Traffic.SENSORS, true);
    }

    /** Runs, prints what was killed and what differs, and says whether nothing does. */
    boolean isExact() throws IOException, SQLException, InterruptedException, ExecutionException {
        out.println("seed %d: %,d events, %d instances, %d kills".formatted(seed, topic.events(), instances, kills));
        new TopicLoader(stack.kafkaBootstrap(), out::println).empty(topic);
        DatabaseAccess database = stack.migratedDatabase();
        var random = new Random(seed);
        Map<String, Integer> deaths;
        try (var feeder = new Feeder(stack.kafkaBootstrap(), topic);
                var fleet = new Fleet(
                        command(), contest(database), stack.log("crash").resolveSibling("crash"), random, instances)) {
            deaths = new CrashMatrix(stack, fleet, feeder, topic, random, out::println).run(kills);
            awaitClosed(database, fleet);
        }
        deaths.forEach((where, count) -> out.printf("  %4d  %s%n", count, where));
        return compare(database);
    }

    private void awaitClosed(DatabaseAccess database, Fleet fleet) throws IOException, InterruptedException {
        long until = System.nanoTime() + SETTLE.toNanos();
        while (!Settled.isClosed(database, Traffic.LAST_CLOSE_MS)) {
            if (System.nanoTime() > until) {
                throw new IOException(
                        "not everything was closed after %d min; see the logs".formatted(SETTLE.toMinutes()));
            }
            Thread.sleep(500);
            fleet.tend();
        }
    }

    private boolean compare(DatabaseAccess database) throws SQLException {
        try (Connection connection = BenchStack.connect(database)) {
            List<String> wrong = new ArrayList<>(
                    EngineAnswers.differences(connection, TrafficTruth.of(topic.traffic()), topic.dataset()));
            wrong.addAll(Settled.faults(connection, topic.events() + Traffic.PARTITIONS));
            wrong.forEach(out::println);
            out.printf(
                    "seed %d, %d kills: %s%n",
                    seed, kills, wrong.isEmpty() ? "diff = 0" : wrong.size() + " differences");
            return wrong.isEmpty();
        }
    }

    private Contest contest(DatabaseAccess database) {
        return new Contest(
                stack.kafkaBootstrap(),
                topic.name(),
                topic.dataset(),
                topic.events(),
                Traffic.PARTITIONS,
                Traffic.LAST_CLOSE_MS,
                1,
                Contest.TRAFFIC,
                database.jdbcUrl(),
                database.user(),
                database.password(),
                Map.of());
    }

    private static List<String> command() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Instance.class.getName());
    }
}
