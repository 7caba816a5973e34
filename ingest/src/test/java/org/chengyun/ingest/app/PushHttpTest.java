package org.chengyun.ingest.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sender is told, on the running application with a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class PushHttpTest {
    private static final String PROBLEM = "https://chengyun.org/problems/";
    private static final String NDJSON = "application/x-ndjson";
    private static final int LARGEST = 8 << 20;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void awaitKafka() throws InterruptedException {
        for (int i = 0; i < 200 && given().get("/q/health/well").asString().contains("\"kafka\""); i++) {
            Thread.sleep(100);
        }
    }

    private static Response push(String target, String type, String key, byte[] body) {
        var request = given().contentType(type).body(body);
        return (key.isEmpty() ? request : request.header("Idempotency-Key", key)).post("/api/v1/feeds/" + target);
    }

    private static Response push(String target, String type, String body) {
        return push(target, type, "", body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] reading(String site, String at) {
        return "{\"site\":\"%s\",\"at\":\"%s\",\"speed_kmh\":50}\n"
                .formatted(site, at)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @TestSecurity(
            user = "sim",
            roles = "feed",
            attributes = {@SecurityAttribute(key = "datasets", value = "traffic")})
    void shouldTakeARequestOnce() {
        byte[] good = reading("D1", "2026-11-21T00:00:00Z");
        byte[] body = (new String(good, StandardCharsets.UTF_8) + "{\"site\"\n").getBytes(StandardCharsets.UTF_8);

        push("traffic", NDJSON, "k1", body)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("rejected", hasSize(1))
                .body("rejectedTotal", equalTo(1))
                .body("rejected[0].line", equalTo(2))
                .body("rejected[0].reason", equalTo("json-malformed"))
                .body("duplicate", equalTo(false));
        push("traffic", NDJSON, "k1", body)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("rejected[0].line", equalTo(2))
                .body("duplicate", equalTo(true));
        push("traffic", NDJSON, "k1", good)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "idempotency-key-reused"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldReadTablesDocumentsAndRawLines() {
        push("traffic", "text/csv; charset=utf-8", "site,time,speed\n1,2026-01-01 00:00:00,12.5\n2,never,1\n")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("rejected[0].line", equalTo(3))
                .body("rejected[0].reason", equalTo("time-malformed"));
        String request = "<request><service_request_id>x%d</service_request_id><status>open</status>"
                + "<requested_datetime>2026-01-01T00:00:00Z</requested_datetime></request>\n";
        push(
                        "events",
                        "application/xml",
                        "<service_requests>\n" + request.formatted(1) + request.formatted(2) + "</service_requests>")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2));
        push(
                        "events?format=open311-json",
                        "application/json",
                        "[{\"service_request_id\":\"j1\",\"status\":\"open\",\"requested_datetime\":\"2026-01-01T00:00:00Z\"}]")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        push("portal", "text/plain", "a - - [20/Nov/2026:10:00:00 +0800] \"GET /raw HTTP/1.1\" 200 1\nnot a line\n")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("rejected[0].line", equalTo(2));
        push("traffic?format=detector-json", "text/csv", "site,time,speed\n")
                .then()
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "format-unsuitable"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldSayWhatCannotBeTaken() {
        push("traffic", "application/octet-stream", "x")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "media-type-unsupported"))
                .body("detail", containsString("text/csv"));
        push("traffic", NDJSON, "", new byte[LARGEST + 1])
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "body-too-large"));
        push("traffic", NDJSON, "x".repeat(201), new byte[1])
                .then()
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "idempotency-key-malformed"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldNameWhatCameLate() throws Exception {
        push("traffic", NDJSON, "", reading("L0", "2026-11-20T23:59:59Z"))
                .then()
                .statusCode(200)
                .body("watermark", nullValue())
                .body("lateTotal", equalTo(0));
        close("traffic", "2026-11-21T00:00:00Z");
        try {
            String body = new String(reading("L1", "2026-11-21T00:00:00Z"), StandardCharsets.UTF_8)
                    + "oops\n"
                    + new String(reading("L2", "2026-11-20T23:59:59.999Z"), StandardCharsets.UTF_8);
            Response receipt = push("traffic", NDJSON, body);
            for (int i = 0; i < 100 && receipt.path("watermark") == null; i++) {
                Thread.sleep(100);
                receipt = push("traffic", NDJSON, body);
            }
            receipt.then()
                    .body("watermark", equalTo("2026-11-21T00:00:00Z"))
                    .body("accepted", equalTo(2))
                    .body("lateTotal", equalTo(1))
                    .body("late[0].line", equalTo(3))
                    .body("late[0].at", equalTo("2026-11-20T23:59:59.999Z"))
                    .body("rejected[0].line", equalTo(2));
        } finally {
            execute("delete from watermark");
        }
    }

    private void close(String dataset, String until) throws SQLException {
        execute("insert into watermark values ('%s', '%s', 1)".formatted(dataset, until));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String request(String id, String agency) {
        return "{\"service_request_id\":\"%s\",\"status\":\"open\",\"agency_responsible\":%s,\"requested_datetime\":\"2026-01-01T00:00:00Z\"}"
                .formatted(id, agency);
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldNameTheRecordsThatTellNothingNew() {
        String target = "events?format=open311-json&cases=told-twice";
        push(target, "application/json", "[%s,%n%s]".formatted(request("1", "\"a\""), request("2", "\"a\"")))
                .then()
                .body("accepted", equalTo(2))
                .body("repeatedTotal", equalTo(0));
        push(target, "application/json", "[%s,%n%s]".formatted(request("3", "\"a\""), request("2", "\"a\"")))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("repeatedTotal", equalTo(1))
                .body("repeated", equalTo(List.of(1)));
    }

    @Test
    @TestSecurity(
            user = "parks-system",
            roles = "feed",
            attributes = {
                @SecurityAttribute(key = "datasets", value = "events"),
                @SecurityAttribute(key = "agencies", value = "parks")
            })
    void shouldLetASenderSpeakForItsOwnOnly() {
        push("traffic", NDJSON, "", reading("D1", "2026-11-21T00:00:00Z"))
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "dataset-not-allowed"));
        push(
                        "events?format=open311-json&cases=own",
                        "application/json",
                        "[%s,%s,%s]"
                                .formatted(request("1", "\"parks\""), request("2", "\"roads\""), request("3", "null")))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("rejectedTotal", equalTo(2))
                .body("rejected.reason", equalTo(List.of("agency-foreign", "agency-foreign")))
                .body("rejected[0].detail", containsString("roads"));
    }

    @Test
    @TestSecurity(user = "nobody", roles = "feed")
    void shouldNotTakeAnythingOfWhomNobodyGaveADataset() {
        push("traffic", NDJSON, "", reading("D1", "2026-11-21T00:00:00Z"))
                .then()
                .statusCode(403)
                .body("type", equalTo(PROBLEM + "dataset-not-allowed"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldTurnAwayWhatWouldWaitTooLong() throws Exception {
        byte[] line = reading("D1", "2026-11-21T00:00:00Z");
        // few records, so that decoding them costs nothing
        String large =
                "{\"site\":\"D1\",\"at\":\"2026-11-21T00:00:00Z\",\"x\":\"%s\"}\n".formatted("x".repeat(500_000));
        byte[] body = large.repeat(LARGEST / large.length()).getBytes(StandardCharsets.UTF_8);
        TestStack.running().kill(Part.KAFKA);
        List<Response> answers = new ArrayList<>();
        try (var senders = Executors.newFixedThreadPool(8)) {
            List<Callable<Response>> pushes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                pushes.add(() -> push("traffic", NDJSON, "", body));
            }
            for (Future<Response> answer : senders.invokeAll(pushes)) {
                answers.add(answer.get());
            }
        } finally {
            TestStack.running().start(Part.KAFKA);
        }
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isIn(429, 503);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 30);
        });
        assertThat(answers).anySatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.<String>path("type")).isEqualTo(PROBLEM + "too-much-waiting");
        });
        assertThat(answers).anyMatch(answer -> answer.statusCode() == 503);
        awaitKafka();
        for (int i = 0; i < 100 && push("traffic", NDJSON, "", line).statusCode() != 200; i++) {
            Thread.sleep(200);
        }
        push("traffic", NDJSON, "", line).then().statusCode(200).body("accepted", equalTo(1));
    }
}
