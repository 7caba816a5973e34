package org.chengyun.api.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.AttributeType;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** Claims cut down rows by district and agency; figures of the whole city are open. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
class ScopeTest {
    private static ValidatableResponse windows(String metric) {
        return given().get("/api/v1/metrics/%s/windows?window=1h&to=2026-11-02T09:00:00Z".formatted(metric))
                .then()
                .statusCode(200);
    }

    @Test
    @TestSecurity(
            user = "dora",
            roles = "viewer",
            attributes = @SecurityAttribute(key = "districts", value = "d2", type = AttributeType.STRING))
    void shouldShowAScopedViewerTheirDistrictOnly() {
        windows("traffic.speed.district")
                .body("windows.by.district", contains("d2"))
                .body("trust.coverage", equalTo(0.5f));
    }

    @Test
    @TestSecurity(
            user = "dora",
            roles = "viewer",
            attributes = @SecurityAttribute(key = "districts", value = "d2", type = AttributeType.STRING))
    void shouldNotWidenTheScopeByAFilter() {
        given().get("/api/v1/metrics/traffic.speed.district/windows?window=1h&by=district=d1")
                .then()
                .statusCode(200)
                .body("windows", hasSize(0));
    }

    @Test
    @TestSecurity(user = "nora", roles = "viewer")
    void shouldShowAViewerWithoutClaimNoDistrictButTheCity() {
        windows("traffic.speed.district").body("windows", hasSize(0));
        windows("traffic.speed").body("windows", hasSize(1));
    }

    @Test
    @TestSecurity(
            user = "hans",
            roles = "viewer",
            attributes = @SecurityAttribute(key = "districts", value = "*", type = AttributeType.STRING))
    void shouldShowAllToAStar() {
        windows("traffic.speed.district").body("windows.by.district", contains("d1", "d2"));
    }

    @Test
    @TestSecurity(
            user = "rita",
            roles = {"viewer", "admin"})
    void shouldShowAllToAnAdministrator() {
        windows("traffic.speed.district").body("windows.by.district", contains("d1", "d2"));
    }
}
