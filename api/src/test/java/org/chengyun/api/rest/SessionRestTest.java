package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.AttributeType;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions over HTTP, each with its trust. The watermark is 09:10. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
@TestSecurity(
        user = "hans",
        roles = "viewer",
        attributes = @SecurityAttribute(key = "districts", value = "*", type = AttributeType.STRING))
class SessionRestTest {
    private static final String SESSIONS = "/api/v1/metrics/traffic.congestion.site/sessions";

    private static ValidatableResponse sessions(String query) {
        return given().get(SESSIONS + query).then().statusCode(200);
    }

    @Test
    void shouldAnswerWithSessionsAndTheirTrust() {
        sessions("?to=2026-11-02T08:30:00Z")
                .body("definition", equalTo("traffic.congestion.site@1"))
                .body("session", equalTo("10m"))
                .body("dimensions", contains("site", "district"))
                .body("sessions.by.site", contains("s1", "s3"))
                .body("sessions[0].start", equalTo("2026-11-02T08:05:00Z"))
                .body("sessions[0].last", equalTo("2026-11-02T08:20:30Z"))
                .body("sessions[0].end", equalTo("2026-11-02T08:30:30Z"))
                .body("sessions[0].durationSeconds", equalTo(930f))
                .body("sessions[0].n", equalTo(3))
                .body("sessions[0].mean", equalTo(20f))
                .body("sessions[0].variance", equalTo(25f))
                .body("sessions[0].max", equalTo(25f))
                .body("sessions[1].variance", nullValue())
                .body("sessions.finality", contains("final", "revised"))
                .body("trust.finality", equalTo("revised"))
                .body("trust.coverage", nullValue())
                .body("trust.late", equalTo(2))
                .body("trust.revision", equalTo(1))
                .body("trust.cut", equalTo(12))
                .body("trust.watermark", equalTo("2026-11-02T09:10:00Z"))
                .body("next", nullValue());
    }

    @Test
    void shouldCallASessionThatMayGrowProvisionalThoughItWasRevised() {
        sessions("?from=2026-11-02T08:30:00Z")
                .body("sessions.by.site", contains("s2"))
                .body("sessions[0].revision", equalTo(1))
                .body("sessions[0].finality", equalTo("provisional"));
    }

    @Test
    void shouldBeFinalThatThereIsNothing() {
        sessions("?to=2026-11-02T08:00:00Z").body("sessions", empty()).body("trust.finality", equalTo("final"));
        sessions("?from=2026-11-02T10:00:00Z").body("sessions", empty()).body("trust.finality", equalTo("provisional"));
    }

    @Test
    void shouldPageThroughEverySession() {
        List<String> sites = new ArrayList<>();
        String cursor = null;
        do {
            var page = given().get(SESSIONS + "?limit=1" + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .body("sessions", hasSize(1))
                    .extract()
                    .jsonPath();
            sites.add(page.getString("sessions[0].by.site"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(sites).containsExactly("s1", "s3", "s2");
    }

    @Test
    void shouldFilterByADimension() {
        sessions("?by=site=s2&by=site=s3").body("sessions.by.site", contains("s3", "s2"));
    }

    @Test
    @TestSecurity(
            user = "dora",
            roles = "viewer",
            attributes = @SecurityAttribute(key = "districts", value = "d2", type = AttributeType.STRING))
    void shouldShowAScopedViewerTheirDistrictOnly() {
        sessions("").body("sessions.by.district", contains("d2"));
        sessions("?by=district=d1").body("sessions", empty());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "404, sessions-unknown, /api/v1/metrics/traffic.speed/sessions",
        "404, metric-unknown, /api/v1/metrics/traffic.nothing/sessions",
        "400, dimension-unknown, /api/v1/metrics/traffic.congestion.site/sessions?by=road=r1",
        "400, cursor-malformed, /api/v1/metrics/traffic.congestion.site/sessions?cursor=x",
        "400, window-unknown, /api/v1/metrics/traffic.congestion.site/windows?window=1h",
        "400, window-unknown, /api/v1/metrics/traffic.congestion.site/top?window=1h",
    })
    void shouldExplainARefusal(int status, String code, String path) {
        given().get(path).then().statusCode(status).body("type", equalTo("https://chengyun.org/problems/" + code));
    }

    @Test
    void shouldTellWhereTheSessionsAre() {
        given().get("/api/v1/metrics/traffic.congestion.site/windows?window=1h")
                .then()
                .body("detail", containsString("/api/v1/metrics/traffic.congestion.site/sessions"));
        given().get("/api/v1/metrics/traffic.congestion.site")
                .then()
                .body("session", equalTo("10m"))
                .body("windows", empty());
        given().get("/api/v1/metrics/traffic.speed").then().body("session", nullValue());
    }
}
