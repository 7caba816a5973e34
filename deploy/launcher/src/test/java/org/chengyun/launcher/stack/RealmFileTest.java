package org.chengyun.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealmFileTest {
    private static final String REALM = """
            {"groups": [{"name": "a"}],
             "clients": [{"clientId": "dashboard", "secret": "${CHENGYUN_OIDC_SECRET}", "attributes": {}}],
             "users": [{"username": "service"}]}
            """;
    private static final String DEMO = """
            {"groups": [{"name": "b"}], "users": [{"username": "${CHENGYUN_X}"}]}
            """;

    @Test
    void shouldFillAddAndAllowBothNamesOfTheMachine() throws Exception {
        String text = RealmFile.render(
                REALM,
                DEMO,
                Map.of("CHENGYUN_OIDC_SECRET", "s3", "CHENGYUN_X", "vera", "CHENGYUN_URL", "http://127.0.0.1:8080"));
        JsonNode realm = new ObjectMapper().readTree(text);
        JsonNode dashboard = realm.path("clients").path(0);
        assertThat(dashboard.path("secret").asText()).isEqualTo("s3");
        assertThat(realm.path("users").findValuesAsText("username")).containsExactly("service", "vera");
        assertThat(realm.path("groups").findValuesAsText("name")).containsExactly("a", "b");
        assertThat(dashboard.path("redirectUris").toString())
                .isEqualTo("[\"http://127.0.0.1:8080/*\",\"http://localhost:8080/*\"]");
    }

    @Test
    void shouldNameAValueThatIsMissing() {
        assertThatThrownBy(() -> RealmFile.render(REALM, DEMO, Map.of("CHENGYUN_X", "vera")))
                .hasMessageContaining("CHENGYUN_OIDC_SECRET");
    }
}
