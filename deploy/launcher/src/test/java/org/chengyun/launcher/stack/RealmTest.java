package org.chengyun.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The realm as the real Keycloak imported it. */
class RealmTest {
    private static final ObjectMapper JSON = new ObjectMapper();
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
        JsonNode claims = claims("chengyun-cli");
        assertThat(claims.path("iss").asText()).isEqualTo(realm.url());
        assertThat(texts(claims.path("aud"))).contains("chengyun-api");
        assertThat(texts(claims.path("realm_access").path("roles")))
                .contains("operator", "analyst", "viewer")
                .doesNotContain("admin");
        assertThat(texts(claims.path("districts"))).containsExactly("*");
        assertThat(texts(claims.path("agencies"))).containsExactly("*");
    }

    @Test
    void shouldLetTheSimulatorPushAndNotRead() throws Exception {
        JsonNode claims = claims("simulator");
        assertThat(texts(claims.path("datasets"))).containsExactly("*");
        assertThat(texts(claims.path("realm_access").path("roles")))
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

    private static JsonNode claims(String client) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client + "&client_secret="
                        + realm.clientSecret(client)))
                .build();
        JsonNode token =
                JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
        String body = token.path("access_token").asText().split("\\.", -1)[1];
        return JSON.readTree(Base64.getUrlDecoder().decode(body));
    }

    private static Iterable<String> texts(JsonNode array) {
        return StreamSupport.stream(
                        (array.isArray() ? array : JSON.createArrayNode().add(array)).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
