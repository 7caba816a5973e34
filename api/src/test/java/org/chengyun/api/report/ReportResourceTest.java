package org.chengyun.api.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ReportProfile.class)
class ReportResourceTest {
    private static final String REPORTS = "/api/v1/reports";

    @Inject
    SampleSource source;

    @Inject
    EntityManager database;

    @BeforeEach
    void empty() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("delete from report_run").executeUpdate());
        source.calm();
    }

    @Test
    @TestSecurity(
            user = "ana",
            roles = {"viewer", "analyst"})
    void shouldMakeListAndHandOut() {
        // When
        String id = given().contentType("application/json")
                .body(Map.of("date", "2026-11-20", "locale", "zh-CN"))
                .post(REPORTS)
                .then()
                .statusCode(201)
                .header("Location", startsWith("http"))
                .body("state", equalTo("made"))
                .body("madeBy", equalTo("ana"))
                .body("cut", equalTo(8231))
                .extract()
                .path("id");
        // Then
        given().get(REPORTS + "?date=2026-11-20&locale=zh-CN")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].id", equalTo(id));
        for (var format : BriefFormat.values()) {
            String path = REPORTS + "/" + id + "/" + format.extension();
            var answer = given().get(path).then().statusCode(200).extract();
            assertThat(answer.contentType()).isEqualToIgnoringWhitespace(format.contentType());
            assertThat(answer.header("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"chengyun-daily-brief-2026-11-20-zh-CN." + format.extension()
                            + "\"");
            assertThat(answer.header("ETag")).isEqualTo("\"" + MadeFiles.sha256(answer.asByteArray()) + "\"");
            given().header("If-None-Match", answer.header("ETag"))
                    .get(path)
                    .then()
                    .statusCode(304);
        }
        given().get(REPORTS + "/" + id + "/manifest").then().statusCode(200).body("cut", equalTo(8231));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldLetViewersReadOnly() {
        given().get(REPORTS).then().statusCode(200).body("", hasSize(0));
        given().contentType("application/json").body("{}").post(REPORTS).then().statusCode(403);
    }

    @Test
    void shouldRefuseStrangers() {
        given().get(REPORTS).then().statusCode(401);
        given().get(REPORTS + "/00000000-0000-0000-0000-000000000000/pdf")
                .then()
                .statusCode(401);
    }

    @Test
    @TestSecurity(
            user = "ana",
            roles = {"viewer", "analyst"})
    void shouldSayWhatIsWrong() {
        problem("{\"date\": \"yesterday\"}", 400, "date-malformed");
        problem("{\"locale\": \"fr\"}", 400, "locale-unknown");
        problem(
                "{\"date\": \"%s\"}"
                        .formatted(LocalDate.now(SampleBriefs.SHANGHAI).plusDays(1)),
                400,
                "date-future");
        given().get(REPORTS + "?limit=0").then().statusCode(400).body("type", endsIn("parameter-invalid"));
        given().get(REPORTS + "/nonsense/pdf").then().statusCode(404).body("type", endsIn("report-unknown"));
        assertThat(source.reads).hasValue(0);
    }

    @Test
    @TestSecurity(
            user = "ana",
            roles = {"viewer", "analyst"})
    void shouldListWhatFailedAndHaveNoFilesOfIt() {
        // Given
        source.trouble = new IllegalStateException("secret detail of the database");
        // When
        problem("{\"date\": \"2026-11-20\"}", 500, "report-failed");
        // Then
        String id = given().get(REPORTS)
                .then()
                .body("[0].state", equalTo("failed"))
                .body("[0].reason", equalTo("secret detail of the database"))
                .extract()
                .path("[0].id");
        given().get(REPORTS + "/" + id + "/pdf")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", endsIn("report-not-made"));
    }

    private static void problem(String body, int status, String code) {
        given().contentType("application/json")
                .body(body)
                .post(REPORTS)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", endsIn(code));
    }

    private static Matcher<String> endsIn(String code) {
        return equalTo("https://chengyun.org/problems/" + code);
    }
}
