package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.AttributeType;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions together, over HTTP. The portal's watermark is 08:30. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
@TestSecurity(
        user = "hans",
        roles = "viewer",
        attributes = @SecurityAttribute(key = "districts", value = "*", type = AttributeType.STRING))
class SessionSummaryTest {
    private static final String VISITS = "/api/v1/metrics/portal.sessions.service/sessions";
    private static final String EPISODES = "/api/v1/metrics/traffic.congestion.site/sessions";
    private static final String DAY = "?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z";

    private static ValidatableResponse summary(String of, String query) {
        return given().get(of + "/summary" + DAY + query).then().statusCode(200);
    }

    @Test
    void shouldTellHowManySessionsAndHowTheySpread() {
        summary(VISITS, "")
                .body("definition", equalTo("portal.sessions.service@1"))
                .body("session", equalTo("30m"))
                .body("dimensions", contains("service"))
                .body("total.sessions", equalTo(8))
                .body("total.open", equalTo(1))
                .body("total.observations", equalTo(25))
                .body("total.seconds.max", equalTo(600f))
                .body("lengths.sessions", contains(1, 0, 5, 2, 0, 0, 0, 0))
                .body("lengths[2].from", equalTo(60f))
                .body("lengths[7].to", nullValue())
                .body("sizes.sessions", contains(1, 3, 2, 2, 0, 0, 0, 0))
                .body("overLimit", equalTo(0))
                .body("trust.cut", equalTo(9))
                .body("trust.finality", equalTo("provisional"))
                .body("trust.late", equalTo(8));
    }

    @Test
    void shouldGroupByWhatTellsNoPeopleApart() {
        summary(VISITS, "")
                .body("groups.by.service", contains("tax", "permit"))
                .body("groups[0].sessions", equalTo(6))
                .body("groups[0].seconds.mean", equalTo(150f))
                .body("groups[0].seconds.p50", equalTo(120f))
                .body("groups[0].seconds.p90", equalTo(300f))
                .body("groups[0].each.p50", equalTo(3f))
                .body("groupsInAll", equalTo(2));
        summary(VISITS, "&groups=1").body("groups", hasSize(1)).body("groupsInAll", equalTo(2));
        summary(VISITS, "&by=service=permit").body("total.sessions", equalTo(2)).body("groups", hasSize(1));
    }

    @Test
    void shouldOnlyCountTheSessionsOfFewPeople() {
        summary(VISITS, "")
                .body("groups[1].sessions", equalTo(2))
                .body("groups[1].seconds", nullValue())
                .body("groups[1].each", nullValue());
        summary(VISITS, "&by=service=permit").body("total.seconds", nullValue()).body("lengths", empty());
        summary(EPISODES, "").body("total.sessions", equalTo(3)).body("groups.seconds", everyItem(notNullValue()));
    }

    @Test
    void shouldCountThemByWhenTheyBegan() {
        summary(VISITS, "")
                .body("windows.start", contains("2026-11-02T07:00:00Z", "2026-11-02T08:00:00Z"))
                .body("windows.all.sessions", contains(7, 1))
                .body("windows.finality", contains("final", "provisional"));
        // the day began before the span
        summary(VISITS, "&window=day")
                .body("windows.start", contains("2026-11-01T16:00:00Z"))
                .body("windows.finality", contains("provisional"));
    }

    @Test
    void shouldCallWhatChangedAfterItWasFinalRevised() {
        given().get(EPISODES + "/summary?from=2026-11-02T08:00:00Z&to=2026-11-02T08:30:00Z&window=1m")
                .then()
                .body("windows.finality", contains("revised"))
                .body("trust.revision", equalTo(1));
    }

    @Test
    void shouldShowSinglePeopleToNobodyButAdministrators() {
        given().get(VISITS)
                .then()
                .statusCode(403)
                .body("type", equalTo("https://chengyun.org/problems/people-hidden"))
                .body("detail", containsString("/sessions/summary"));
        given().get(VISITS + "/summary" + DAY + "&by=client=p1")
                .then()
                .statusCode(403)
                .body("type", equalTo("https://chengyun.org/problems/people-hidden"));
        assertThat(given().get(VISITS + "/summary" + DAY).asString()).doesNotContain("\"p1\"", "client");
    }

    @Test
    @TestSecurity(
            user = "root",
            roles = {"viewer", "admin"})
    void shouldShowAdministratorsTheSessionsOfPeople() {
        given().get(VISITS)
                .then()
                .statusCode(200)
                .body("sessions", hasSize(8))
                .body("sessions[0].by.client", equalTo("p0"))
                .body("ofPeople", nullValue());
    }

    @Test
    @TestSecurity(
            user = "dora",
            roles = "viewer",
            attributes = @SecurityAttribute(key = "districts", value = "d2", type = AttributeType.STRING))
    void shouldCountWhatAScopedViewerMaySee() {
        summary(EPISODES, "").body("total.sessions", equalTo(1)).body("groups.by.district", contains("d2"));
    }

    @Test
    void shouldBeFinalThatThereIsNothing() {
        given().get(VISITS + "/summary?from=2026-11-01T00:00:00Z&to=2026-11-01T12:00:00Z")
                .then()
                .body("total.sessions", equalTo(0))
                .body("total.seconds", nullValue())
                .body("windows", empty())
                .body("trust.finality", equalTo("final"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "404, sessions-unknown, /api/v1/metrics/portal.requests/sessions/summary?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z",
        "400, window-unknown, /api/v1/metrics/portal.sessions.service/sessions/summary?window=long",
        "400, parameter-invalid, /api/v1/metrics/portal.sessions.service/sessions/summary?window=1h",
        "400, parameter-invalid, /api/v1/metrics/portal.sessions.service/sessions/summary?window=5m/1m&from=2026-11-02T00:00:00Z&to=2026-11-02T01:00:00Z",
        "400, dimension-unknown, /api/v1/metrics/portal.sessions.service/sessions/summary?by=road=r1&from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z",
    })
    void shouldExplainARefusal(int status, String code, String path) {
        given().get(path).then().statusCode(status).body("type", equalTo("https://chengyun.org/problems/" + code));
    }
}
