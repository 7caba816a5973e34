package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal has its stable code and says what to do. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
class ProblemTest {
    @Inject
    DataSource dataSource;

    private static ValidatableResponse refused(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://chengyun.org/problems/" + code))
                .body("status", equalTo(status));
    }

    @ParameterizedTest
    @CsvSource({
        "404, metric-unknown, /api/v1/metrics/no.such",
        "404, metric-unknown, /api/v1/metrics/no.such/windows?window=1h",
        "404, ranking-unknown, /api/v1/metrics/traffic.speed/top?window=1h",
        "404, ranking-unknown, /api/v1/metrics/traffic.speed.road/top?window=1m",
        "404, path-unknown, /api/v1/nothing",
        "404, path-unknown, /api/v1/metrics/a/b/c",
        "400, window-unknown, /api/v1/metrics/traffic.speed/windows?window=2h",
        "400, window-unknown, /api/v1/metrics/traffic.speed/windows",
        "400, dimension-unknown, /api/v1/metrics/traffic.speed/windows?window=1h&by=road=r1",
        "400, filter-malformed, /api/v1/metrics/traffic.speed.road/windows?window=1h&by=road",
        "400, time-malformed, /api/v1/metrics/traffic.speed/windows?window=1h&from=yesterday",
        "400, range-empty, /api/v1/metrics/traffic.speed/windows?window=1h&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "400, cursor-malformed, /api/v1/metrics/traffic.speed/windows?window=1h&cursor=abc",
        "400, parameter-invalid, /api/v1/metrics/traffic.speed/windows?window=1h&limit=0",
        "400, parameter-invalid, /api/v1/metrics/traffic.speed/windows?window=1h&limit=10001",
        "400, parameter-invalid, /api/v1/metrics/traffic.speed/windows?window=1h&limit=many",
    })
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldNameTheReason(int status, String code, String path) {
        refused(given().urlEncodingEnabled(false).get(path).then(), status, code);
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldListTheWindowsThatThereAre() {
        var response =
                given().get("/api/v1/metrics/traffic.speed/windows?window=2h").then();
        refused(response, 400, "window-unknown")
                .body("windows", contains("1m", "1h", "1d", "day", "week", "month"))
                .body("detail", containsString("2h"));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldRefuseACursorOfAnotherQuestion() {
        String cursor = given().get("/api/v1/metrics/traffic.speed/windows?window=1m&limit=1")
                .then()
                .extract()
                .path("next");
        var response = given().queryParam("cursor", cursor)
                .get("/api/v1/metrics/traffic.speed/windows?window=1h&limit=1")
                .then();
        refused(response, 400, "cursor-malformed");
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldRefuseAnotherMethod() {
        refused(given().delete("/api/v1/metrics").then(), 405, "method-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/metrics",
                "/api/v1/metrics/traffic.speed",
                "/api/v1/metrics/traffic.speed/windows",
                "/api/v1/metrics/traffic.speed/top",
                "/api/v1/cuts/latest",
                "/api/v1/cuts",
                "/api/v1/status",
                "/api/v1/nothing"
            })
    void shouldAskStrangersToSignIn(String path) {
        refused(given().get(path).then(), 401, "token-missing").body("detail", not(containsString("Exception")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/metrics", "/api/v1/metrics/traffic.speed/windows", "/api/v1/cuts", "/api/v1/status"})
    @TestSecurity(user = "simulator", roles = "feed")
    void shouldKeepOutWhoLacksTheRole(String path) {
        refused(given().get(path).then(), 403, "role-missing");
    }

    @Test
    @TestSecurity(user = "rita", roles = "admin")
    void shouldCloseWhatDoesNotSayWhoMayUseIt() {
        refused(given().get("/api/v1/careless/forgotten").then(), 403, "role-missing");
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldGiveUpAReadThatTakesTooLong() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table window_stat in access exclusive mode");
            refused(
                            given().get("/api/v1/metrics/traffic.speed/windows?window=1m")
                                    .then(),
                            503,
                            "read-too-long")
                    .header("Retry-After", "5");
            connection.rollback();
        }
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldNotLeakAFaultOfItsOwn() {
        refused(given().get("/api/v1/careless/faulty").then(), 500, "fault")
                .body("detail", not(containsString("secret of the test")));
    }
}
