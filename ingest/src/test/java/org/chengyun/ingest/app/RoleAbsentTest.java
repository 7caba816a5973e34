package org.chengyun.ingest.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that only serves the web starts nothing of ingest and says so. */
@QuarkusTest
@TestProfile(RoleAbsentTest.WebOnly.class)
@QuarkusTestResource(TestStack.class)
class RoleAbsentTest {
    /** Without the key of pseudonyms: only who takes data needs it. */
    public static final class WebOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("chengyun.roles", "web", "chengyun.pseudonym-key", "");
        }
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldSayThatItTakesNoData() {
        given().get("/api/v1/loads")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", endsWith("role-absent"));
    }
}
