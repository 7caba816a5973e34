package org.chengyun.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.ingest.feed.Feed;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.feed.TailFeed;
import org.chengyun.ingest.tally.Counts;
import org.chengyun.ingest.tally.Event;
import org.chengyun.ingest.tally.Level;
import org.chengyun.ingest.tally.Tallies;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** On the real tables. */
class FeedReporterTest {
    private static PGSimpleDataSource database;
    private static Connection connection;

    private final Tallies tallies = new Tallies(InstantSource.system());
    private final Map<String, String> troubles = new HashMap<>();
    private String kafkaTrouble = "";

    @BeforeAll
    static void openDatabase() throws SQLException, IOException {
        DatabaseAccess access = LocalStack.shared(Part.DATABASE).createDatabase("feed_reporter_test");
        Flyway.configure()
                .dataSource(access.jdbcUrl(), access.user(), access.password())
                .load()
                .migrate();
        database = new PGSimpleDataSource();
        database.setUrl(access.jdbcUrl());
        database.setUser(access.user());
        database.setPassword(access.password());
        connection = DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        connection.close();
    }

    @BeforeEach
    void declare() {
        tallies.declare("portal", "main-log");
    }

    @AfterEach
    void forget() throws SQLException {
        execute("alter table if exists feed_minute_away rename to feed_minute");
        execute("truncate feed_health, feed_minute");
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        }
    }

    private FeedReporter reporter(String instance) {
        var tail = new TailFeed(
                new Feed(
                        "main-log",
                        Definitions.CATALOGUE.dataset("portal").orElseThrow(),
                        "access-log",
                        null,
                        null,
                        ""),
                Path.of("/var/log"),
                "access.log",
                false);
        var states = new FeedStates(new Feeds(List.of(tail)), tallies, () -> troubles, () -> kafkaTrouble);
        return new FeedReporter(database, states, instance, InstantSource.system());
    }

    /** As a process that lives from the first report to the orderly stop. */
    private void live(String instance) {
        FeedReporter reporter = reporter(instance);
        reporter.start();
        reporter.close();
    }

    private void commit(long decoded, long rejected, long newestMs) {
        tallies.committed(
                "portal",
                "main-log",
                new Counts(
                        decoded,
                        0,
                        rejected,
                        decoded,
                        100,
                        rejected == 0 ? Map.of() : Map.of("time-malformed", rejected),
                        newestMs));
    }

    @Test
    void shouldWriteWhatCameAndHowItStands() throws SQLException {
        commit(7, 2, 1_763_000_000_000L);
        tallies.happened("main-log", Event.DROPPED, 3);
        tallies.behind("main-log", "/var/log/access.log", 4_096);
        tallies.watch(Level.CONNECTIONS, "main-log", () -> 2);
        live("a");

        assertThat(ask("select transport || format || behind_bytes || trouble || connections from feed_health"))
                .isEqualTo("tailaccess-log40962");
        assertThat(ask("select extract(epoch from newest_event_time)::bigint from feed_health"))
                .isEqualTo("1763000000");
        assertThat(ask("select count(*) from feed_health where good_at > now() - interval '1 min' and at >= good_at"))
                .isEqualTo("1");
        assertThat(ask(
                        "select sum(records) || ' ' || sum(decoded) || ' ' || sum(rejected) || ' ' || sum(dropped) || ' ' "
                                + "|| max(reasons ->> 'time-malformed') from feed_minute"))
                .isEqualTo("9 7 2 3 2");
    }

    @Test
    void shouldWriteAgainWithoutCountingTwice() throws SQLException {
        commit(7, 0, 0);
        FeedReporter reporter = reporter("a");
        reporter.start();
        commit(3, 0, 0);
        reporter.close();

        assertThat(ask("select sum(records) from feed_minute")).isEqualTo("10");
    }

    @Test
    void shouldGoOnAfterARestartAndBesideOthers() throws SQLException {
        commit(7, 0, 2_000);
        live("a");
        var fresh = new FeedReporterTest();
        fresh.declare();
        fresh.live("a");
        assertThat(
                        ask(
                                "select extract(epoch from newest_event_time)::int || ' ' || (good_at is not null) from feed_health"))
                .isEqualTo("2 true");

        fresh.commit(5, 0, 1_000);
        fresh.live("b");

        assertThat(ask("select sum(records) || ' ' || count(distinct process) from feed_minute"))
                .isEqualTo("12 2");
        assertThat(ask("select count(*) from feed_health")).isEqualTo("2");
    }

    @Test
    void shouldKeepTheBeginOfATrouble() throws SQLException {
        troubles.put("main-log", "/var/log/access.log: Permission denied");
        live("a");
        String since = ask("select trouble_since from feed_health");
        live("a");
        assertThat(ask("select trouble_since || trouble from feed_health"))
                .isEqualTo(since + "/var/log/access.log: Permission denied");

        troubles.clear();
        live("a");
        assertThat(ask("select (trouble_since is null) || trouble from feed_health"))
                .isEqualTo("true");

        kafkaTrouble = "Kafka is away";
        live("a");
        assertThat(ask("select trouble from feed_health")).isEqualTo("Kafka is away");
    }

    @Test
    void shouldCatchUpWhenTheDatabaseIsBack() throws SQLException {
        commit(7, 0, 0);
        execute("alter table feed_minute rename to feed_minute_away");
        live("a");
        assertThat(ask("select count(*) from feed_health")).as("all or nothing").isEqualTo("0");
        execute("alter table feed_minute_away rename to feed_minute");
        commit(2, 0, 0);
        live("a");

        assertThat(ask("select sum(records) from feed_minute")).isEqualTo("9");
    }

    @Test
    void shouldForgetAFeedThatIsTakenNoMore() throws SQLException {
        live("a");
        execute("insert into feed_health (feed, dataset, instance, transport, started_at, at, trouble) values "
                + "('old', 'portal', 'a', 'tail', now(), now(), ''), ('old', 'portal', 'b', 'tail', now(), now(), ''), "
                + "('push', 'portal', 'a', 'push', now(), now(), '')");
        live("a");

        assertThat(ask("select string_agg(feed || instance, ' ' order by feed, instance) from feed_health"))
                .isEqualTo("main-loga oldb pusha");
    }
}
