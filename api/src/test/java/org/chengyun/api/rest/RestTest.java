package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** Numbers over HTTP, each with its trust. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
@TestSecurity(user = "vera", roles = "viewer")
class RestTest {
    private static RequestSpecification asking() {
        var numbers = JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE);
        return given().config(RestAssuredConfig.config().jsonConfig(numbers));
    }

    @Test
    void shouldListMetricsWithTheirVersions() {
        asking().get("/api/v1/metrics")
                .then()
                .statusCode(200)
                .body("id", hasItem("traffic.speed.road"))
                .body("find { it.id == 'traffic.speed.road' }.version", equalTo(1))
                .body("find { it.id == 'events.closed.agency' }.version", equalTo(0));
    }

    @Test
    void shouldDefineAMetric() {
        asking().get("/api/v1/metrics/traffic.speed.road")
                .then()
                .statusCode(200)
                .body("definition", equalTo("traffic.speed.road@1"))
                .body("label.'zh-CN'", equalTo("各道路平均车速"))
                .body("unit", equalTo("km/h"))
                .body("by", contains("road"))
                .body("windows", contains("1m", "5m/1m", "1h", "1d", "day", "week", "month"))
                .body("top.rank", equalTo("mean"))
                .body("top.order", equalTo("ascending"));
    }

    @Test
    void shouldDefineEstimatesWithTheirErrors() {
        asking().get("/api/v1/metrics/traffic.speed.road.percentiles")
                .then()
                .statusCode(200)
                .body("stats", contains("count", "mean", "stddev", "min", "max", "p15", "p50", "p85"))
                .body("errorBounds.p85", equalTo(1 / 128.0));
        asking().get("/api/v1/metrics/portal.visitors")
                .then()
                .body("stats", contains("count", "distinct"))
                .body("errorBounds.distinct", equalTo(0.01625));
    }

    /** Closed and open windows, both with the members of the definition and no others. */
    @Test
    void shouldAnswerWithEstimates() {
        double[] p85 = {26, 25};
        for (int i = 0; i < 2; i++) {
            String hour = i == 0 ? "08" : "09";
            asking().queryParam("window", "1h")
                    .queryParam("from", "2026-11-02T" + hour + ":00:00Z")
                    .queryParam("to", "2026-11-02T" + hour + ":30:00Z")
                    .queryParam("by", "road=r1")
                    .get("/api/v1/metrics/traffic.speed.road.percentiles/windows")
                    .then()
                    .statusCode(200)
                    .body("windows", hasSize(1))
                    .body("windows[0].p15", closeTo(12, 12 / 128.0))
                    .body("windows[0].p85", closeTo(p85[i], p85[i] / 128))
                    .body("windows[0].keySet()", not(hasItem("p95")))
                    .body("windows[0].distinct", nullValue());
        }
    }

    @Test
    void shouldSayThatASketchedRankingHasNoWindowsBySeries() {
        asking().get("/api/v1/metrics/portal.errors.path").then().body("top.sketch", equalTo(true));
        asking().get("/api/v1/metrics/portal.errors.path/windows?window=1h")
                .then()
                .statusCode(400)
                .body("detail", containsString("/top"));
        asking().get("/api/v1/metrics/portal.errors.path/top?window=1h")
                .then()
                .statusCode(200)
                .body("windows", hasSize(0));
    }

    @Test
    void shouldDescribeEstimates() {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("components.schemas.WindowRow.additionalProperties.type", equalTo("number"))
                .body("components.schemas.WindowRow.description", containsString("errorBounds"))
                .body("components.schemas.WindowRow.properties.keySet()", not(hasItem("percentiles")));
    }

    @Test
    void shouldAnswerAClosedWindowWithItsTrust() {
        asking().queryParam("window", "1h")
                .queryParam("to", "2026-11-02T09:00:00Z")
                .get("/api/v1/metrics/traffic.speed.road/windows")
                .then()
                .statusCode(200)
                .body("definition", equalTo("traffic.speed.road@1"))
                .body("unit", equalTo("km/h"))
                .body("dimensions", contains("road"))
                .body("windows.by.road", contains("r1", "r2", "r3"))
                .body("windows[0].start", equalTo("2026-11-02T08:00:00Z"))
                .body("windows[0].end", equalTo("2026-11-02T09:00:00Z"))
                .body("windows[0].n", equalTo(120))
                .body("windows[0].mean", closeTo(19.5, 1e-9))
                .body("windows[0].min", closeTo(10, 0))
                .body("windows[0].max", closeTo(29, 0))
                .body("windows.coverage", contains(1.0, 1.0, 0.5))
                .body("windows.finality", contains("revised", "final", "final"))
                .body("windows.cut", everyItem(equalTo(12)))
                .body("next", nullValue())
                .body("trust.coverage", closeTo(210 / 240.0, 1e-12))
                .body("trust.finality", equalTo("revised"))
                .body("trust.cut", equalTo(12))
                .body("trust.watermark", equalTo("2026-11-02T09:10:00Z"))
                .body("trust.definition", equalTo("traffic.speed.road@1"))
                .body("trust.late", equalTo(1))
                .body("trust.revision", equalTo(1));
    }

    @Test
    void shouldMeasureAnOpenWindowAgainstWhatCanHaveCome() {
        // s4 is silent: 3 of 4 sites in 14.5 of 60 minutes.
        asking().queryParam("window", "1h")
                .queryParam("from", "2026-11-02T09:00:00Z")
                .get("/api/v1/metrics/traffic.speed/windows")
                .then()
                .statusCode(200)
                .body("windows", hasSize(1))
                .body("windows[0].n", equalTo(45))
                .body("windows[0].coverage", closeTo(45 / (4 * 14.5), 1e-12))
                .body("windows[0].finality", equalTo("provisional"))
                .body("trust.finality", equalTo("provisional"));
    }

    @Test
    void shouldLearnWhatToExpectFromEarlierWeeks() {
        // Two a minute on Mondays before, one a minute today: half, of the three quarters of the hour that have passed.
        asking().queryParam("window", "1h")
                .queryParam("from", "2026-11-02T08:00:00Z")
                .get("/api/v1/metrics/portal.requests.service/windows")
                .then()
                .statusCode(200)
                .body("windows", hasSize(1))
                .body("windows[0].n", equalTo(45))
                .body("windows[0].mean", nullValue())
                .body("windows[0].coverage", closeTo(0.5, 1e-12));
        asking().queryParam("window", "1h")
                .get("/api/v1/metrics/portal.requests/windows")
                .then()
                .body(
                        "windows.coverage",
                        contains(nullValue(), equalTo(1.0), equalTo(1.0), equalTo(1.0), equalTo(0.5)));
    }

    @Test
    void shouldFilterByDimension() {
        asking().queryParam("window", "1h")
                .queryParam("by", "road=r2", "road=r3")
                .queryParam("to", "2026-11-02T09:00:00Z")
                .get("/api/v1/metrics/traffic.speed.road/windows")
                .then()
                .statusCode(200)
                .body("windows.by.road", contains("r2", "r3"));
    }

    @Test
    void shouldPageThroughClosedAndOpenWindows() {
        String cursor = null;
        int rows = 0;
        int pages = 0;
        do {
            var request = asking().queryParam("window", "5m/1m").queryParam("limit", 7);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/v1/metrics/traffic.speed.road/windows")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            rows += page.getList("windows").size();
            cursor = page.getString("next");
            pages++;
        } while (cursor != null);
        // 75 minutes and four starts before them for r1 and r2; 30 and four for r3
        assertThat(rows).isEqualTo(79 + 79 + 34);
        assertThat(pages).isEqualTo((rows + 6) / 7);
    }

    @Test
    void shouldRankWithTheRankBefore() {
        asking().queryParam("window", "1h")
                .get("/api/v1/metrics/traffic.volume.road/top")
                .then()
                .statusCode(200)
                .body("windows.rank", contains(1, 2, 3, 1, 2))
                .body("windows.by.road", contains("r1", "r2", "r3", "r1", "r2"))
                .body("windows.previousRank", contains(null, null, null, 1, 2))
                .body("windows.change", contains(null, null, null, "same", "same"))
                .body("windows[0].score", closeTo(120 * 19.5, 1e-9))
                .body("windows[0].n", equalTo(120))
                .body("windows[3].finality", equalTo("provisional"))
                .body("trust.cut", equalTo(12));
    }

    @Test
    void shouldTellTheLatestCuts() {
        asking().get("/api/v1/cuts/latest")
                .then()
                .statusCode(200)
                .body("cut", equalTo(12))
                .body("datasets.find { it.dataset == 'portal' }.cut", equalTo(9))
                .body("datasets.find { it.dataset == 'portal' }.watermark", equalTo("2026-11-02T08:30:00Z"))
                .body("datasets.find { it.dataset == 'events' }.cut", equalTo(0));
    }

    @Test
    void shouldTellHowTheFeedsStand() {
        asking().get("/api/v1/status")
                .then()
                .statusCode(200)
                .body("datasets.find { it.dataset == 'portal' }.quarantinedRecords", equalTo(3))
                .body(
                        "datasets.find { it.dataset == 'portal' }.quarantine.reason",
                        contains("future", "time-malformed"))
                .body("datasets.find { it.dataset == 'portal' }.quarantine.records", contains(1, 2))
                .body("datasets.find { it.dataset == 'traffic' }.newestEventTime", equalTo("2026-11-02T09:14:30Z"))
                .body("datasets.find { it.dataset == 'traffic' }.lagRecords", nullValue());
    }

    @Test
    void shouldDivideSumsAtReadTime() {
        asking().get("/api/v1/metrics/portal.error_rate.service")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("unit", equalTo("1"))
                .body("formula.kind", equalTo("ratio"))
                .body("formula.of", equalTo("portal.errors.service"))
                .body("formula.to", equalTo("portal.requests.service"))
                .body("top.rank", equalTo("value"))
                .body("windows", contains("1m", "1h", "1d", "day"));
        asking().queryParam("window", "1h")
                .get("/api/v1/metrics/portal.error_rate.service/windows")
                .then()
                .statusCode(200)
                .body("definition", equalTo("portal.error_rate.service@1"))
                .body("windows", hasSize(1))
                .body("windows[0].by.service", equalTo("tax"))
                .body("windows[0].n", equalTo(45))
                .body("windows[0].value", closeTo(0.2, 1e-12))
                .body("windows[0].numerator", closeTo(9, 0))
                .body("windows[0].denominator", closeTo(45, 0))
                .body("windows[0].mean", nullValue())
                .body("windows[0].finality", equalTo("provisional"))
                .body("total.value", closeTo(0.2, 1e-12))
                .body("trust.definition", equalTo("portal.error_rate.service@1"))
                .body("trust.coverage", closeTo(0.5, 1e-12))
                .body("trust.finality", equalTo("provisional"));
        asking().queryParam("window", "1h")
                .get("/api/v1/metrics/portal.error_rate.service/top")
                .then()
                .statusCode(200)
                .body("windows[0].rank", equalTo(1))
                .body("windows[0].score", closeTo(0.2, 1e-12))
                .body("windows[0].change", nullValue())
                .body("windows[0].denominator", closeTo(45, 0));
        asking().queryParam("window", "1m")
                .queryParam("limit", 1)
                .get("/api/v1/metrics/portal.error_rate.service/windows")
                .then()
                .body("windows[0].value", closeTo(1, 0))
                .body("next", org.hamcrest.Matchers.notNullValue());
        asking().queryParam("window", "5m/1m")
                .get("/api/v1/metrics/portal.error_rate.service/windows")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://chengyun.org/problems/window-unknown"));
    }

    @Test
    void shouldSmoothSuccessiveWindows() {
        asking().get("/api/v1/metrics")
                .then()
                .body("find { it.id == 'traffic.speed.road.smoothed' }.formula.weights", contains(0.5, 0.3, 0.2))
                .body("find { it.id == 'traffic.speed.road' }.formula", nullValue());
        asking().queryParam("window", "1m")
                .queryParam("by", "road=r2")
                .queryParam("to", "2026-11-02T08:04:00Z")
                .get("/api/v1/metrics/traffic.speed.road.smoothed/windows")
                .then()
                .statusCode(200)
                .body("unit", equalTo("km/h"))
                .body("windows.reason", contains("predecessor-missing", "predecessor-missing", null, null))
                .body("windows.value[2]", closeTo(0.5 * 32 + 0.3 * 31 + 0.2 * 30, 1e-9))
                .body("windows.value[3]", closeTo(0.5 * 33 + 0.3 * 32 + 0.2 * 31, 1e-9))
                .body("total", nullValue());
        asking().queryParam("window", "1m")
                .get("/api/v1/metrics/traffic.speed.road.smoothed/top")
                .then()
                .statusCode(404)
                .body("type", equalTo("https://chengyun.org/problems/ranking-unknown"));
    }

    @Test
    void shouldAnswerAsOfAnEarlierMoment() {
        asking().queryParam("window", "1h")
                .queryParam("asOf", "latest")
                .get("/api/v1/metrics/traffic.speed.road/windows")
                .then()
                .statusCode(200)
                .body("windows", hasSize(3))
                .body("windows.end", everyItem(equalTo("2026-11-02T09:00:00Z")))
                .body("asOf.cut", equalTo(12))
                .body("asOf.watermark", equalTo("2026-11-02T09:10:00Z"))
                .body("asOf.text.en", containsString("left out"))
                .body("trust.cut", equalTo(12))
                .body("open", hasSize(0));
        asking().queryParam("window", "1h")
                .queryParam("asOf", "11")
                .get("/api/v1/metrics/traffic.volume.road/top")
                .then()
                .statusCode(200)
                .body("windows", hasSize(0))
                .body("asOf.cut", equalTo(11))
                .body("asOf.text.'zh-CN'", containsString("尚无已关闭的窗口"))
                .body("trust.cut", equalTo(11))
                .body("trust.watermark", nullValue())
                .body("trust.finality", equalTo("provisional"));
        asking().queryParam("window", "1h")
                .queryParam("asOf", "13")
                .get("/api/v1/metrics/traffic.speed.road/windows")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://chengyun.org/problems/as-of-ahead"));
        asking().queryParam("window", "1h")
                .queryParam("asOf", "yesterday")
                .get("/api/v1/metrics/traffic.speed.road/windows")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://chengyun.org/problems/as-of-malformed"));
    }

    @Test
    void shouldTellWhyWindowsAreOpen() {
        asking().queryParam("window", "1h")
                .queryParam("from", "2026-11-02T09:00:00Z")
                .get("/api/v1/metrics/traffic.speed.road/windows")
                .then()
                .statusCode(200)
                .body("windows", hasSize(2))
                .body("open", hasSize(1))
                .body("open[0].end", equalTo("2026-11-02T10:00:00Z"))
                .body("open[0].reason", equalTo("not-reached"))
                .body("open[0].newestEventTime", equalTo("2026-11-02T09:14:30Z"))
                .body("open[0].text.en", containsString("event time has not come to 2026-11-02 18:00:00"))
                .body("open[0].text.'zh-CN'", containsString("事件时间尚未到达 2026-11-02 18:00:00"));
        asking().queryParam("window", "1h")
                .queryParam("to", "2026-11-02T09:00:00Z")
                .get("/api/v1/metrics/traffic.speed.road/windows")
                .then()
                .body("open", hasSize(0));
    }

    @Test
    void shouldTellHowTheEngineStands() {
        asking().get("/api/v1/engine")
                .then()
                .statusCode(200)
                .body("cut", equalTo(12))
                .body("datasets.dataset", contains("events", "portal", "traffic"))
                .body("datasets[2].watermark", equalTo("2026-11-02T09:10:00Z"))
                .body("datasets[2].allowedLatenessS", closeTo(120, 0))
                .body("datasets[2].partitions[0].newestEventTime", equalTo("2026-11-02T09:14:30Z"))
                .body("datasets[2].partitions[0].behindS", closeTo(0, 0))
                .body("datasets[2].partitions[0].idle", equalTo(true))
                .body("datasets[2].open.reason", equalTo("due"))
                .body("datasets[2].open.end", equalTo("2026-11-02T09:11:00Z"))
                .body("datasets[2].cuts.cut", contains(12, 11))
                .body("datasets[0].open.reason", equalTo("nothing-yet"));
    }

    @Test
    void shouldAuditAnyRange() {
        asking().queryParam("dataset", "traffic")
                .get("/api/v1/engine/audit")
                .then()
                .statusCode(200)
                .body("conserved", equalTo(true))
                .body("datasets", hasSize(1))
                .body("datasets[0].cuts", equalTo(2))
                .body("datasets[0].faults", hasSize(0));
        asking().queryParam("to", "2020-01-01T00:00:00Z")
                .get("/api/v1/engine/audit")
                .then()
                .body("datasets.cuts", contains(0, 0, 0))
                .body("to", equalTo("2020-01-01T00:00:00Z"));
        asking().queryParam("dataset", "water")
                .get("/api/v1/engine/audit")
                .then()
                .statusCode(404)
                .body("type", equalTo("https://chengyun.org/problems/dataset-unknown"));
        asking().post("/api/v1/engine/audits").then().statusCode(403);
    }

    @Test
    @TestSecurity(
            user = "otto",
            roles = {"viewer", "operator"})
    void shouldKeepTheVerdictsThatAnOperatorAsksFor() {
        asking().queryParam("dataset", "portal")
                .post("/api/v1/engine/audits")
                .then()
                .statusCode(200)
                .body("[0].dataset", equalTo("portal"))
                .body("[0].state", equalTo("conserved"))
                .body("[0].askedBy", equalTo("otto"))
                .body("[0].verdict.lastCut", equalTo(9));
        asking().queryParam("dataset", "portal")
                .get("/api/v1/engine/audits")
                .then()
                .body("[0].askedBy", equalTo("otto"))
                .body("[0].day", nullValue());
    }

    @Test
    void shouldTellHowTheEnginesDoWithoutNamingMachines() {
        String body = asking().get("/api/v1/status")
                .then()
                .statusCode(200)
                .body("datasets.find { it.dataset == 'traffic' }.engines.pace", contains("CATCHING_UP"))
                .body("datasets.find { it.dataset == 'traffic' }.engines.condition", contains("WAITING"))
                .body("datasets.find { it.dataset == 'traffic' }.engines.delayP99Ms", contains(431))
                .body(
                        "datasets.find { it.dataset == 'traffic' }.engines.warning",
                        contains("new series count as other"))
                .body("datasets.find { it.dataset == 'traffic' }.overLimits.metric", contains("traffic.speed"))
                .body("datasets.find { it.dataset == 'traffic' }.overLimits.observations", contains(1204))
                .body("datasets.find { it.dataset == 'portal' }.overLimits", hasSize(0))
                .extract()
                .asString();

        assertThat(body).doesNotContain("kafka.internal").doesNotContain("process 1");
    }

    @Test
    void shouldSayNothingIsFinalWhereNothingCanCome() {
        asking().queryParam("window", "1h")
                .queryParam("to", "2026-11-01T09:00:00Z")
                .get("/api/v1/metrics/traffic.speed/windows")
                .then()
                .statusCode(200)
                .body("windows", hasSize(0))
                .body("trust.finality", equalTo("final"))
                .body("trust.coverage", nullValue());
    }

    @Test
    void shouldDescribeItself() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/metrics/{id}/windows'.get.summary", equalTo("Windows of a metric"))
                .body("info.title", equalTo("Chengyun"))
                .body(
                        "paths.'/api/v1/metrics/{id}/windows'.get.responses.'400'.content.'application/problem+json'.schema.'$ref'",
                        equalTo("#/components/schemas/Problem"))
                .body(
                        "components.schemas.Trust.properties.coverage.description",
                        containsString("Observed of expected"));
    }
}
