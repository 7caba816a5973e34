package org.chengyun.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.junit.jupiter.api.Test;

/** A home whose realm an earlier version made, started by this one: a real Keycloak. */
class RealmUpdateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> said = new CopyOnWriteArrayList<>();

    private LocalStack start(StackHome home) throws Exception {
        said.clear();
        return LocalStack.start(StackPlan.forTests(home, Set.of(Part.KEYCLOAK)), said::add);
    }

    private static KeycloakApi keycloak(StackHome home) throws Exception {
        return new KeycloakApi(
                HttpClient.newHttpClient(),
                "http://127.0.0.1:" + Ports.last(home).get(Port.KEYCLOAK),
                Secrets.read(home).get(Secret.KEYCLOAK_ADMIN_CLIENT));
    }

    private static JsonNode named(JsonNode all, String field, String name) {
        for (JsonNode one : all) {
            if (one.path(field).asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no %s in %s".formatted(name, all));
    }

    @Test
    void shouldBringTheRealmOfAnEarlierVersionUpToDateAndKeepItsPeople() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "old-realm");
        var home = new StackHome(folder);
        String paula;
        // Given
        try (LocalStack stack = start(home)) {
            assertThat(said).noneMatch(line -> line.contains("the realm has now"));
            KeycloakApi keycloak = keycloak(home);
            makeOld(keycloak);
            paula = add(keycloak);
            assertThat(Claims.of(stack.realm(), "simulator").has("datasets")).isFalse();
        }
        // as homes of earlier versions are
        Files.delete(home.keycloak().resolve("realm-version"));

        // When
        try (LocalStack stack = start(home)) {
            // Then
            assertThat(said)
                    .contains(
                            "keycloak: the realm has now, too: role feed, datasets of group whole-city, claim datasets of scope chengyun");
            JsonNode claims = Claims.of(stack.realm(), "simulator");
            assertThat(Claims.texts(claims.path("datasets"))).containsExactly("*");
            assertThat(Claims.texts(claims.path("agencies"))).containsExactly("parks");
            KeycloakApi keycloak = keycloak(home);
            assertThat(named(keycloak.get("chengyun/users?max=100"), "username", "paula")
                            .path("id")
                            .asText())
                    .isEqualTo(paula);
            assertThat(keycloak.get("chengyun/users/%s/groups".formatted(paula)).findValuesAsText("name"))
                    .containsExactly("whole-city");
            // what people take out of it stays out until the files change
            removeMapper(keycloak);
        }
        try (LocalStack stack = start(home)) {
            assertThat(Claims.of(stack.realm(), "simulator").has("datasets")).isFalse();
        }
    }

    /** What this version has more is taken out, and something that people may change is changed. */
    private static void makeOld(KeycloakApi keycloak) throws Exception {
        removeMapper(keycloak);
        keycloak.delete("chengyun/roles/feed");
        ObjectNode group =
                (ObjectNode) named(keycloak.get("chengyun/groups?briefRepresentation=false"), "name", "whole-city");
        ((ObjectNode) group.path("attributes")).remove("datasets");
        ((ObjectNode) group.path("attributes")).putArray("agencies").add("parks");
        keycloak.put("chengyun/groups/" + group.path("id").asText(), group);
    }

    private static void removeMapper(KeycloakApi keycloak) throws Exception {
        JsonNode scope = named(keycloak.get("chengyun/client-scopes"), "name", "chengyun");
        keycloak.delete("chengyun/client-scopes/%s/protocol-mappers/models/%s"
                .formatted(
                        scope.path("id").asText(),
                        named(scope.path("protocolMappers"), "name", "datasets")
                                .path("id")
                                .asText()));
    }

    /** The id of somebody whom the administrator of that home added. */
    private static String add(KeycloakApi keycloak) throws Exception {
        keycloak.post(
                "chengyun/users",
                JSON.readTree("{\"username\":\"paula\",\"enabled\":true,\"groups\":[\"/whole-city\"]}"));
        return named(keycloak.get("chengyun/users?max=100"), "username", "paula")
                .path("id")
                .asText();
    }
}
