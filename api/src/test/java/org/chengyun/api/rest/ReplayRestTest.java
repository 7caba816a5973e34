package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
class ReplayRestTest {
    private static ValidatableResponse ask(Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/replays")
                .then();
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldAskOnceAndTellHowFarItIs() {
        String location = ask(Map.of("metric", "traffic.speed", "from", "2026-03-01T00:00:00Z", "compare", true))
                .statusCode(202)
                .body("state", equalTo("waiting"))
                .body("purpose", equalTo("compare"))
                .body("requestedBy", equalTo("olga"))
                .extract()
                .header("Location");

        ask(Map.of("metric", "traffic.speed")).statusCode(409).body("type", endsWith("replay-open"));
        given().get(location)
                .then()
                .statusCode(200)
                .body("metric", equalTo("traffic.speed"))
                .body("from", equalTo("2026-03-01T00:00:00Z"))
                .body("to", nullValue());
        given().get("/api/v1/replays").then().statusCode(200).body("[0].metric", equalTo("traffic.speed"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldSayWhatIsWrong() {
        ask(Map.of("metric", "no.such")).statusCode(404).body("type", endsWith("metric-unknown"));
        ask(Map.of("compare", true)).statusCode(400).body("type", endsWith("body-malformed"));
        ask(Map.of("metric", "events.opened", "from", "yesterday"))
                .statusCode(400)
                .body("type", endsWith("time-malformed"));
        given().get("/api/v1/replays/4711").then().statusCode(404).body("type", endsWith("replay-unknown"));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldBeForOperatorsAlone() {
        ask(Map.of("metric", "traffic.speed")).statusCode(403);
        given().get("/api/v1/replays").then().statusCode(403);
    }
}
