package org.chengyun.dashboard.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The application starts without Keycloak and says what is missing. */
@QuarkusTest
@TestProfile(IdentityServiceDownTest.NobodyListens.class)
class IdentityServiceDownTest {
    @Test
    void shouldSayThatNobodyCanSignIn() {
        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(503)
                .header("Retry-After", is("5"))
                .contentType(containsString("text/html"))
                .body(containsString("登录服务暂时无法使用"), containsString("The sign-in service is not available"));
    }

    @Test
    void shouldAnswerTheApiWithAProblem() {
        given().header("Authorization", "Bearer abc.def.ghi")
                .get("/api/v1/metrics")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", is("https://chengyun.org/problems/identity-service-unavailable"));
    }

    @Test
    void shouldStayAlive() {
        given().get("/q/health/live").then().statusCode(200);
    }

    public static final class NobodyListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.tenant-enabled", "true",
                    "quarkus.oidc.api.tenant-enabled", "true",
                    "quarkus.oidc.auth-server-url", "http://127.0.0.1:9/realms/chengyun",
                    "quarkus.oidc.credentials.secret", "only-for-this-test");
        }
    }
}
