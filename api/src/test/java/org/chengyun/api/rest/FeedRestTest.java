package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.AttributeType;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The health of feeds, as two processes wrote it. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
class FeedRestTest {
    private static final int LAST_SECONDS = 50;

    @Inject
    DataSource dataSource;

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A row of a process that spoke so many seconds ago. */
    private void says(String feed, String dataset, String instance, String transport, int agoS, String more)
            throws SQLException {
        execute("""
                insert into feed_health (feed, dataset, instance, transport, format, started_at, at, trouble)
                values ('%s', '%s', '%s', '%s', 'f', now() - interval '9 days', now() - make_interval(secs => %d), '')
                """.formatted(feed, dataset, instance, transport, agoS));
        execute("update feed_health set %s where feed = '%s' and instance = '%s'".formatted(more, feed, instance));
    }

    /** So many records in each of the minutes up to now. */
    private void brings(String feed, String dataset, int process, int minutes, int records, int rejected)
            throws SQLException {
        execute("""
                insert into feed_minute
                select '%s', '%s', date_trunc('minute', now()) - make_interval(mins => m), '%s', %d, %d, 0, %d, 0, %5$d, 1000, 0, 0,
                       0, case when %6$d > 0 then '{"time-malformed": %6$d}' else '{}' end::jsonb
                  from generate_series(0, %d - 1) m
                """.formatted(
                        feed,
                        dataset,
                        "00000000-0000-0000-0000-00000000000" + process,
                        records,
                        records - rejected,
                        rejected,
                        minutes));
    }

    private static final String FRESH =
            "reached_at = now(), record_at = now(), good_at = now(), newest_event_time = now() - interval '30 s'";

    /** Counts of minutes are exact as long as the minute does not end meanwhile. */
    @BeforeEach
    void fill() throws SQLException, InterruptedException {
        int second = LocalTime.now(ZoneOffset.UTC).getSecond();
        if (second >= LAST_SECONDS) {
            Thread.sleep(Duration.ofSeconds(60 - second));
        }
        says("log", "portal", "a", "tail", 1, FRESH + ", behind_bytes = 100");
        says("log", "portal", "b", "tail", 2, FRESH + ", behind_bytes = 23");
        brings("log", "portal", 1, 120, 60, 0);
        brings("log", "portal", 2, 120, 40, 2);
        says("gone", "portal", "a", "mqtt", 3_600, "good_at = now() - interval '1 hour'");
        says("sensors", "traffic", "a", "lines", 1, FRESH + ", connections = 3");
        brings("sensors", "traffic", 1, 5, 10, 0);
        says("push", "portal", "a", "push", 86_400, "record_at = now() - interval '1 day'");
        execute("""
                insert into quarantine (at, dataset, feed, stage, reason, detail, source, bytes, topic, partition, record_offset)
                select now(), 'portal', f, 'engine', 'future', '', '', '', 'health', 0, o
                  from (values ('log', 1), ('log', 2), ('push:sim', 3), ('portal-0123', 4)) as kept (f, o)
                """);
    }

    @AfterEach
    void empty() throws SQLException {
        execute("truncate feed_health, feed_minute");
        execute("delete from quarantine where topic = 'health'");
    }

    private static ValidatableResponse get(String path) {
        return given().get("/api/v1/feeds" + path).then().statusCode(200);
    }

    @Test
    @TestSecurity(
            user = "anna",
            roles = {"viewer", "operator", "admin"})
    void shouldTellTheGravestFirstAndSumTheProcesses() {
        String log = "feeds.find { it.feed == 'log' }.";
        get("").body("feeds.feed", contains("gone", "log", "push:portal", "sensors"))
                .body("feeds[0].condition", equalTo("away"))
                .body("feeds[0].level", equalTo("bad"))
                .body("feeds[0].processes", equalTo(0))
                .body(log + "condition", equalTo("ok"))
                .body(log + "processes", equalTo(2))
                .body(log + "behindBytes", equalTo(123))
                .body(log + "behindRecords", nullValue())
                .body(log + "lastHour.records", equalTo(6_000))
                .body(log + "lastHour.rejected", equalTo(120))
                .body(log + "lastDay.records", equalTo(12_000))
                .body(log + "lastHour.reasons.reason", contains("time-malformed", "future"))
                .body(log + "lastHour.reasons.stage", contains("ingest", "engine"))
                .body(log + "lastHour.reasons.records", contains(120, 2))
                .body(log + "rate.basis", equalTo("last-day"))
                .body(log + "rate.overMinutes", equalTo(10))
                .body(log + "recordsPerMinute", hasSize(60))
                .body(log + "recordsPerMinute[59]", equalTo(100))
                .body(log + "text.en", containsString("It works: 1"))
                .body("feeds.find { it.feed == 'push:portal' }.lastDay.reasons.records", contains(1))
                .body("datasets.dataset", contains("portal", "traffic"))
                .body("datasets[0].feeds", contains("gone", "log", "push:portal"));
    }

    @Test
    @TestSecurity(
            user = "anna",
            roles = {"viewer", "operator", "admin"})
    void shouldLearnTheUsualRateFromTheSameHourOfEarlierWeeks() throws SQLException {
        for (int week = 1; week <= 2; week++) {
            execute("""
                    insert into feed_minute
                    select 'log', 'portal', date_trunc('hour', now()) - %d * interval '7 days' + make_interval(mins => m),
                           gen_random_uuid(), %d, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}' from generate_series(0, 59) m
                    """.formatted(week, 100 * week));
        }
        get("/log")
                .body("feeds", hasSize(1))
                .body("feeds[0].rate.basis", equalTo("hour-of-week"))
                .body("feeds[0].rate.weeks", equalTo(2))
                .body("feeds[0].rate.expectedPerMinute.toDouble()", closeTo(150, 1e-9));
    }

    @Test
    @TestSecurity(
            user = "anna",
            roles = {"viewer", "operator", "admin"})
    void shouldBlameTheSensorThatFellSilent() {
        get("/sensors")
                .body("datasets", hasSize(1))
                .body("datasets[0].sensors.level", equalTo("sensor"))
                .body("datasets[0].sensors.asOf", equalTo("2026-11-02T09:10:00Z"))
                .body("datasets[0].sensors.sensors", equalTo(4))
                .body("datasets[0].sensors.silent", equalTo(1))
                .body("datasets[0].sensors.silentSensors.sensor", contains("s4"))
                .body("datasets[0].sensors.silentSensors.since", contains("2026-11-02T08:30:00Z"))
                .body("datasets[0].sensors.text.en", containsString("1 of 4 sensors silent: s4"));
    }

    @Test
    @TestSecurity(
            user = "anna",
            roles = {"viewer", "operator", "admin"})
    void shouldBlameTheFeedAloneIfNoneWorks() throws SQLException {
        execute("update feed_health set trouble = 'port in use', trouble_since = now() where feed = 'sensors'");

        get("/sensors")
                .body("feeds[0].condition", equalTo("failing"))
                .body("feeds[0].text.en", endsWith("port in use"))
                .body("datasets[0].sensors.level", equalTo("feed"))
                .body("datasets[0].sensors.silentSensors", hasSize(0));
    }

    @Test
    @TestSecurity(
            user = "otto",
            roles = {"viewer", "operator"},
            attributes = @SecurityAttribute(key = "districts", value = "d1", type = AttributeType.STRING))
    void shouldShowAnOperatorTheSensorsOfTheirDistricts() {
        get("/sensors")
                .body("datasets[0].sensors.sensors", equalTo(3))
                .body("datasets[0].sensors.level", equalTo("none"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"viewer", "operator"})
    void shouldSayThatThereIsNoSuchFeed() {
        given().get("/api/v1/feeds/none").then().statusCode(404).body("type", endsWith("feed-unknown"));
        get("").body("datasets[1].sensors", nullValue());
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldBeForOperatorsAlone() {
        given().get("/api/v1/feeds").then().statusCode(403);
    }
}
