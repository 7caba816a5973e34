package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.AttributeType;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers about times of which not everything is kept any more. All rows are still there: nobody may show them. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
@TestSecurity(
        user = "hans",
        roles = "viewer",
        attributes = @SecurityAttribute(key = "districts", value = "*", type = AttributeType.STRING))
class KeptRestTest {
    @Inject
    DataSource dataSource;

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void kept(String dataset, String kind, String from) throws SQLException {
        execute("insert into kept values ('%s', '%s', '%s', %s)"
                .formatted(dataset, kind, from, kind.equals("cuts") ? "12" : "null"));
    }

    @AfterEach
    void keepEverything() throws SQLException {
        execute("delete from kept");
    }

    private static ValidatableResponse ask(String what, Map<String, String> parameters) {
        var numbers = JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE);
        return given().config(RestAssuredConfig.config().jsonConfig(numbers))
                .queryParams(parameters)
                .get("/api/v1/" + what)
                .then();
    }

    private static Map<String, String> minutes(String from, String to) {
        return Map.of("window", "1m", "from", "2026-11-02T" + from + ":00Z", "to", "2026-11-02T" + to + ":00Z");
    }

    @Test
    void shouldSayWhereARangeReachesBeforeWhatIsKept() throws SQLException {
        kept("traffic", "minutes", "2026-11-02T08:30:00Z");

        ask("metrics/traffic.speed/windows", minutes("08:00", "08:35"))
                .statusCode(200)
                .body("windows", hasSize(5))
                .body("windows[0].start", equalTo("2026-11-02T08:30:00Z"))
                .body("notKept.before", equalTo("2026-11-02T08:30:00Z"))
                .body("notKept.kind", equalTo("minutes"))
                .body("notKept.text.en", containsString("kept from 2026-11-02T08:30:00Z on"))
                .body("notKept.text.'zh-CN'", containsString("起保留"));
        ask("metrics/traffic.speed.road/top", Map.of("window", "5m/1m", "from", "2026-11-02T08:00:00Z"))
                .body("windows[0].start", equalTo("2026-11-02T08:30:00Z"))
                .body("notKept.kind", equalTo("minutes"));
    }

    @Test
    void shouldNotPromiseThatThereWasNothing() throws SQLException {
        kept("traffic", "minutes", "2026-11-02T08:30:00Z");

        ask("metrics/traffic.speed/windows", minutes("08:00", "08:10"))
                .statusCode(200)
                .body("windows", hasSize(0))
                .body("trust.finality", equalTo("provisional"))
                .body("trust.coverage", nullValue())
                .body("notKept.before", notNullValue());
        // Where all is kept, nothing is said
        ask("metrics/traffic.speed/windows", minutes("08:30", "08:40")).body("notKept", nullValue());
    }

    @Test
    void shouldTellOfLargerWindowsAllThatTheyHold() throws SQLException {
        kept("traffic", "minutes", "2026-11-02T09:00:00Z");

        ask("metrics/traffic.speed.road/windows", Map.of("window", "1h", "to", "2026-11-02T09:00:00Z"))
                .statusCode(200)
                .body("windows[0].n", equalTo(120))
                .body("windows[0].coverage", equalTo(1.0))
                .body("notKept", nullValue());
    }

    @Test
    void shouldHaveNoCoverageWhereWhatItComparesWithIsGone() throws SQLException {
        var today = Map.of("window", "1h", "from", "2026-11-02T08:00:00Z");
        kept("portal", "minutes", "2026-11-02T07:00:00Z");
        ask("metrics/portal.requests.service/windows", today).body("windows[0].coverage", equalTo(0.5));

        kept("portal", "hours", "2026-11-02T07:00:00Z");

        ask("metrics/portal.requests.service/windows", today)
                .body("windows[0].n", equalTo(45))
                .body("windows[0].coverage", nullValue());
    }

    @Test
    void shouldRefuseAMomentOfWhichCutsAreGone() throws SQLException {
        var then = Map.of("window", "1h", "from", "2026-11-02T08:00:00Z", "asOf", "11");
        ask("metrics/traffic.speed/windows", then).statusCode(200);

        kept("traffic", "cuts", "2026-11-02T09:00:00Z");

        ask("metrics/traffic.speed/windows", then)
                .statusCode(410)
                .body("type", containsString("as-of-not-kept"))
                .body("detail", containsString("from 12 on"));
        ask("metrics/traffic.speed/windows", Map.of("window", "1h", "from", "2026-11-02T08:00:00Z", "asOf", "12"))
                .statusCode(200)
                .body("windows", hasSize(1));
    }

    @Test
    void shouldLeaveOutWhatRevisionsAreGoneOf() throws SQLException {
        kept("traffic", "revisions", "2026-11-02T08:30:00Z");

        ask("metrics/traffic.speed/windows", Map.of("window", "1m", "from", "2026-11-02T08:29:00Z", "asOf", "12"))
                .statusCode(200)
                .body("windows[0].start", equalTo("2026-11-02T08:30:00Z"))
                .body("notKept.kind", equalTo("revisions"));
        ask("metrics/traffic.speed/windows", minutes("08:29", "08:31")).body("windows", hasSize(2));
    }

    @Test
    void shouldHideWhatIsLeftOfSessions() throws SQLException {
        var all = Map.of("from", "2026-11-02T08:00:00Z", "to", "2026-11-02T10:00:00Z");
        ask("metrics/traffic.congestion.site/sessions", all).body("sessions", hasSize(3));

        kept("traffic", "sessions", "2026-11-02T08:20:00Z");

        // One begins before and ends after it: that one is whole.
        ask("metrics/traffic.congestion.site/sessions", all)
                .body("sessions", hasSize(2))
                .body("notKept.kind", equalTo("sessions"));
    }

    @Test
    void shouldAuditWhatIsKeptAndSaySo() throws SQLException {
        ask("engine/audit", Map.of("dataset", "traffic"))
                .body("datasets[0].cuts", equalTo(2))
                .body("datasets[0].keptFrom", nullValue());
        kept("traffic", "cuts", "2026-11-02T09:00:00Z");

        ask("engine/audit", Map.of("dataset", "traffic"))
                .statusCode(200)
                .body("conserved", equalTo(true))
                .body("datasets[0].cuts", equalTo(1))
                .body("datasets[0].keptFrom", equalTo("2026-11-02T09:00:00Z"))
                .body("datasets[0].notKept.en", containsString("were not looked at"));
    }
}
