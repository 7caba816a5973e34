package org.chengyun.api.quarantine;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.chengyun.api.rest.CityDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The quarantine over HTTP. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
@TestSecurity(
        user = "otto",
        roles = {"viewer", "operator"})
class QuarantineRestTest {
    @Inject
    AgroalDataSource database;

    @BeforeEach
    void fill() throws SQLException {
        execute("""
                insert into quarantine (at, dataset, feed, stage, reason, detail, source, bytes, topic, partition,
                                        record_offset, read_as, first_reason, tried_at, replayed_at)
                values ('2026-11-02T08:00Z', 'events', 'q-north', 'ingest', 'time-malformed', 'column at', 'a.csv, byte 3',
                        'x,y'::bytea, 'q', 0, 1, '{"format":"detector-csv"}', null, null, null),
                       ('2026-11-02T08:01Z', 'events', 'q-north', 'ingest', 'time-malformed', '', '',
                        '\\x1b5b'::bytea, 'q', 0, 2, null, 'number-malformed', now(), null),
                       ('2026-11-02T08:02Z', 'events', 'q-north', 'ingest', 'time-malformed', '', '',
                        ''::bytea, 'q', 0, 3, null, null, null, now()),
                       ('2026-11-02T08:03Z', 'portal', 'q-web', 'ingest', 'line-malformed', '', '',
                        '10.0.0.1 - -'::bytea, 'q', 0, 4, null, null, null, null)
                """);
    }

    @AfterEach
    void empty() throws SQLException {
        execute("delete from quarantine where topic = 'q'");
        execute("delete from quarantine_replay");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void shouldGroupWhatWaitsWithWhatToDo() {
        given().get("/api/v1/quarantine")
                .then()
                .statusCode(200)
                .body("findAll { it.feed == 'q-north' }", hasSize(1))
                .body("find { it.feed == 'q-north' }.dataset", equalTo("events"))
                .body("find { it.feed == 'q-north' }.records", equalTo(2))
                .body("find { it.feed == 'q-north' }.tried", equalTo(1))
                .body("find { it.feed == 'q-north' }.first", equalTo("2026-11-02T08:00:00Z"))
                .body("find { it.feed == 'q-north' }.last", equalTo("2026-11-02T08:01:00Z"))
                .body("find { it.feed == 'q-north' }.meaning.en", containsString("A time that cannot be read"))
                .body("find { it.feed == 'q-north' }.advice.'zh-CN'", containsString("重试"));
        given().get("/api/v1/status")
                .then()
                .body("datasets.find { it.dataset == 'events' }.quarantinedRecords", equalTo(2));
    }

    @Test
    void shouldPageThroughRecordsWithTheirBytes() {
        int next = records("events", "&feed=q-north&limit=1")
                .body("records", hasSize(1))
                .body("records[0].text", equalTo("\\x1b["))
                .body("records[0].bytes", equalTo("G1s="))
                .body("records[0].firstReason", equalTo("number-malformed"))
                .extract()
                .path("next");
        records("events", "&feed=q-north&limit=1&after=" + next)
                .body("records.text", contains("x,y"))
                .body("records.source", contains("a.csv, byte 3"))
                .body("records.format", contains("detector-csv"))
                .body("records.length", contains(3))
                .body("next", nullValue());
        records("events", "&reason=row-incomplete").body("records", hasSize(0));
        given().get("/api/v1/quarantine/records?dataset=weather")
                .then()
                .statusCode(404)
                .body("type", containsString("dataset-unknown"));
    }

    private static ValidatableResponse records(String dataset, String more) {
        return given().get("/api/v1/quarantine/records?dataset=" + dataset + more)
                .then()
                .statusCode(200);
    }

    @Test
    void shouldKeepWhatMayNamePeopleFromOperators() {
        records("portal", "")
                .body("personal", equalTo(true))
                .body("records[0].length", equalTo(12))
                .body("records[0].bytes", nullValue())
                .body("records[0].text", nullValue());
    }

    @Test
    @TestSecurity(
            user = "ada",
            roles = {"operator", "admin"})
    void shouldShowAdminsWhatMayNamePeople() {
        records("portal", "").body("records[0].text", equalTo("10.0.0.1 - -"));
    }

    @Test
    void shouldTakeOneReplayOfADatasetAtATime() {
        int number = ask("{\"dataset\":\"events\",\"feed\":\"q-north\",\"dry\":true}")
                .statusCode(202)
                .body("state", equalTo("waiting"))
                .body("dry", equalTo(true))
                .body("requestedBy", equalTo("otto"))
                .extract()
                .path("number");
        ask("{\"dataset\":\"events\"}").statusCode(409).body("type", containsString("quarantine-replay-open"));
        ask("{\"dataset\":\"traffic\",\"format\":\" \"}").statusCode(202).body("format", nullValue());
        ask("{}").statusCode(400).body("type", containsString("body-malformed"));
        ask("{\"dataset\":\"weather\"}").statusCode(404);
        given().get("/api/v1/quarantine/replays/" + number)
                .then()
                .statusCode(200)
                .body("feed", equalTo("q-north"));
        given().get("/api/v1/quarantine/replays").then().body("dataset", contains("traffic", "events"));
        given().get("/api/v1/quarantine/replays/0").then().statusCode(404);
    }

    @Test
    void shouldCancelAReplayThatStillWaits() throws SQLException {
        int waiting = ask("{\"dataset\":\"events\"}").extract().path("number");
        ask("{\"dataset\":\"events\"}")
                .statusCode(409)
                .body(
                        "detail",
                        equalTo(
                                "Replay %d of events, which otto asked for, still waits for ingest; wait for its end, or cancel it."
                                        .formatted(waiting)));

        for (int i = 0; i < 2; i++) {
            cancel(waiting)
                    .statusCode(200)
                    .body("state", equalTo("cancelled"))
                    .body("cancelledBy", equalTo("otto"))
                    .body("tried", equalTo(0))
                    .body("endedAt", notNullValue());
        }
        int begun = ask("{\"dataset\":\"events\"}").statusCode(202).extract().path("number");
        for (String state : List.of("running", "done")) {
            execute("update quarantine_replay set state = '%s' where replay_no = %d".formatted(state, begun));
            cancel(begun).statusCode(409).body("type", containsString("quarantine-replay-begun"));
        }
        cancel(0).statusCode(404);
    }

    private static ValidatableResponse cancel(int number) {
        return given().post("/api/v1/quarantine/replays/%d/cancel".formatted(number))
                .then();
    }

    private static ValidatableResponse ask(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/quarantine/replays")
                .then();
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldLetNobodyElseIn() {
        given().get("/api/v1/quarantine").then().statusCode(403);
        given().get("/api/v1/quarantine/records?dataset=events").then().statusCode(403);
        ask("{\"dataset\":\"events\"}").statusCode(403);
        cancel(1).statusCode(403);
    }
}
