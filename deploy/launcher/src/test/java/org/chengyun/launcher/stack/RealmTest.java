package org.chengyun.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The realm as the real Keycloak imported it. */
class RealmTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RealmAccess realm;
    private static LocalStack stack;

    @BeforeAll
    static void findStack() {
        stack = LocalStack.shared(Part.KEYCLOAK);
        realm = stack.realm();
    }

    @Test
    void shouldGiveTheCommandLineATokenForTheApi() throws Exception {
        JsonNode claims = Claims.of(realm, "chengyun-cli");
        assertThat(claims.path("iss").asText()).isEqualTo(realm.url());
        assertThat(Claims.texts(claims.path("aud"))).contains("chengyun-api");
        assertThat(Claims.texts(claims.path("realm_access").path("roles")))
                .contains("operator", "analyst", "viewer")
                .doesNotContain("admin");
        assertThat(Claims.texts(claims.path("districts"))).containsExactly("*");
        assertThat(Claims.texts(claims.path("agencies"))).containsExactly("*");
    }

    @Test
    void shouldLetTheSimulatorPushAndNotRead() throws Exception {
        JsonNode claims = Claims.of(realm, "simulator");
        assertThat(Claims.texts(claims.path("datasets"))).containsExactly("*");
        assertThat(Claims.texts(claims.path("realm_access").path("roles")))
                .contains("feed")
                .doesNotContain("viewer");
    }

    @Test
    void shouldTakeTheBrowserToTheLoginPageFromBothNamesOfThisMachine() throws Exception {
        for (String url : RealmUrls.redirects(stack.applicationUrl())) {
            URI login = URI.create(realm.url()
                    + "/protocol/openid-connect/auth?client_id=dashboard&response_type=code&scope=openid"
                    + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri="
                    + url.replace("*", "city"));
            assertThat(HTTP.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString())
                            .body())
                    .contains("kc-form-login");
        }
    }
}
