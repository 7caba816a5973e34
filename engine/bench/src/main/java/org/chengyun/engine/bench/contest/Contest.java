package org.chengyun.engine.bench.contest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What a contestant is given. Handed over in the environment, so that no password stands in a command line. Immutable.
 *
 * @param kafka for {@code bootstrap.servers}
 * @param topic to read, from its beginning to its end
 * @param dataset Chengyun's name for it
 * @param events in the topic, without the end markers
 * @param partitions of the topic; each ends with one end marker
 * @param closeMs up to where the watermark must come before every window of the race is closed, epoch ms
 * @param threads how many to use where that is a choice
 * @param options of this contestant
 */
public record Contest(
        String kafka,
        String topic,
        String dataset,
        long events,
        int partitions,
        long closeMs,
        int threads,
        Set<Query> queries,
        String databaseUrl,
        String databaseUser,
        String databasePassword,
        Map<String, String> options) {
    private static final String PREFIX = "RACE_";
    private static final String OPTION = "RACE_OPTION_";

    /** The workload's queries. */
    public enum Query {
        Q1,
        Q2,
        Q3,
        Q4,
        Q5;

        /** Name of the result table. */
        public String table() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static final Set<Query> TRAFFIC = Set.of(Query.Q1, Query.Q2, Query.Q3);
    public static final Set<Query> PORTAL = Set.of(Query.Q4, Query.Q5);

    public boolean isPortal() {
        return queries.contains(Query.Q4);
    }

    public String option(String name, String usual) {
        return options.getOrDefault(name, usual);
    }

    /** A connection on which batched inserts travel as one statement. */
    public Connection connect() throws SQLException {
        var settings = new Properties();
        settings.setProperty("user", databaseUser);
        settings.setProperty("password", databasePassword);
        settings.setProperty("reWriteBatchedInserts", "true");
        return DriverManager.getConnection(databaseUrl, settings);
    }

    /** The same with these options. */
    public Contest with(Map<String, String> otherOptions) {
        return new Contest(
                kafka,
                topic,
                dataset,
                events,
                partitions,
                closeMs,
                threads,
                queries,
                databaseUrl,
                databaseUser,
                databasePassword,
                otherOptions);
    }

    public Map<String, String> toEnvironment() {
        Map<String, String> environment = new HashMap<>();
        environment.put(PREFIX + "KAFKA", kafka);
        environment.put(PREFIX + "TOPIC", topic);
        environment.put(PREFIX + "DATASET", dataset);
        environment.put(PREFIX + "EVENTS", Long.toString(events));
        environment.put(PREFIX + "PARTITIONS", Integer.toString(partitions));
        environment.put(PREFIX + "CLOSE_MS", Long.toString(closeMs));
        environment.put(PREFIX + "THREADS", Integer.toString(threads));
        environment.put(PREFIX + "PORTAL", Boolean.toString(isPortal()));
        environment.put(PREFIX + "DATABASE_URL", databaseUrl);
        environment.put(PREFIX + "DATABASE_USER", databaseUser);
        environment.put(PREFIX + "DATABASE_PASSWORD", databasePassword);
        options.forEach((name, value) -> environment.put(OPTION + name, value));
        return environment;
    }

    public static Contest fromEnvironment() {
        return of(System.getenv());
    }

    /** The reverse of {@link #toEnvironment}, for engines that carry their settings to their workers as data. */
    public static Contest of(Map<String, String> environment) {
        Map<String, String> options = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                options.put(name.substring(OPTION.length()), value);
            }
        });
        return new Contest(
                given(environment, "KAFKA"),
                given(environment, "TOPIC"),
                given(environment, "DATASET"),
                Long.parseLong(given(environment, "EVENTS")),
                Integer.parseInt(given(environment, "PARTITIONS")),
                Long.parseLong(given(environment, "CLOSE_MS")),
                Integer.parseInt(given(environment, "THREADS")),
                Boolean.parseBoolean(given(environment, "PORTAL")) ? PORTAL : TRAFFIC,
                given(environment, "DATABASE_URL"),
                given(environment, "DATABASE_USER"),
                given(environment, "DATABASE_PASSWORD"),
                Map.copyOf(options));
    }

    private static String given(Map<String, String> environment, String name) {
        String value = environment.get(PREFIX + name);
        if (value == null) {
            throw new IllegalStateException(
                    "no %s%s in the environment: contestants are started by deploy/chengyun bench"
                            .formatted(PREFIX, name));
        }
        return value;
    }

    @Override
    public String toString() {
        return "%s from %s into %s".formatted(topic, kafka, databaseUrl);
    }
}
