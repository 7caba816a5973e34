package org.chengyun.dashboard.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which doors stand open without a sign-in, and what every answer carries. */
@QuarkusTest
class DoorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health/live",
                "/q/metrics",
                "/q/openapi",
                "/chengyun.css",
                "/icons/brand.svg",
                "/signed-out.html"
            })
    void shouldBeOpen(String path) {
        given().get(path).then().statusCode(200).header("X-Content-Type-Options", "nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/reports", "/session", "/api/v1/metrics", "/no-such-page", "/q/info", "/VAADIN/push"})
    void shouldBeClosedWithoutASignIn(String path) {
        given().redirects().follow(false).get(path).then().statusCode(401);
    }

    @Test
    @TestSecurity(user = "li", roles = "viewer")
    void shouldConfirmASession() {
        given().get("/session").then().statusCode(204).header("Referrer-Policy", is("same-origin"));
    }

    @Test
    @TestSecurity(user = "li", roles = "viewer")
    void shouldSayThatAnApiAddressLeadsNowhere() {
        given().get("/api/v1/no-such-thing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", is("https://chengyun.org/problems/path-unknown"));
    }

    @Test
    @TestSecurity(user = "li", roles = "viewer")
    void shouldLetARoleIn() {
        given().get("/api/v1/probe").then().statusCode(200).body(is("here"));
        given().get("/api/v1/probe/unannotated").then().statusCode(403);
    }

    @Test
    @TestSecurity(user = "wang", roles = "feed")
    void shouldKeepAnotherRoleOut() {
        given().get("/api/v1/probe").then().statusCode(403);
    }

    @Test
    void shouldKeepTheSessionCookieFromScriptsAndOtherSites() {
        assertThat(SessionCookie.mended("JSESSIONID=x; path=/", false))
                .isEqualTo("JSESSIONID=x; path=/; HttpOnly; SameSite=Lax");
        assertThat(SessionCookie.mended("JSESSIONID=x; path=/; HttpOnly", true))
                .isEqualTo("JSESSIONID=x; path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(SessionCookie.mended("q_session=x; SameSite=Lax", true)).isEqualTo("q_session=x; SameSite=Lax");
    }

    @Test
    void shouldAllowNoInlineScriptWithoutTheNonce() {
        assertThat(ContentPolicy.policy("abc"))
                .contains("default-src 'self'", "script-src 'self' 'nonce-abc' 'unsafe-eval'", "frame-ancestors 'none'")
                .doesNotContain("http:", "https:", "*");
    }
}
