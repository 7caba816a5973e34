package org.chengyun.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a realm that an earlier version made what the realm file of this version has more: roles, groups and their
 * attributes, claims (client scopes and their mappers). Keycloak itself imports a realm once and never looks at the file
 * again.
 *
 * <p>What is there stays as it is, changed by people or not; users, passwords and clients are not touched.
 */
final class RealmUpdate {
    private final KeycloakApi keycloak;
    private final String realm;
    private final JsonNode wanted;
    private final List<String> added = new ArrayList<>();

    /** @param wanted the realm file, filled in */
    RealmUpdate(KeycloakApi keycloak, JsonNode wanted) {
        this.keycloak = keycloak;
        this.realm = wanted.path("realm").asText();
        this.wanted = wanted;
    }

    /** What was added, for people; empty if nothing was missing. */
    List<String> apply() throws IOException, InterruptedException {
        addRoles();
        addGroups();
        addScopes();
        return List.copyOf(added);
    }

    private void addRoles() throws IOException, InterruptedException {
        Map<String, JsonNode> known = byName("/roles");
        List<JsonNode> missing = new ArrayList<>();
        for (JsonNode role : wanted.path("roles").path("realm")) {
            String name = role.path("name").asText();
            if (!known.containsKey(name)) {
                missing.add(role);
                keycloak.post(realm + "/roles", only(role, "name", "description"));
                added.add("role " + name);
            }
        }
        Map<String, JsonNode> now = missing.isEmpty() ? known : byName("/roles");
        for (JsonNode role : missing) {
            var parts = JsonNodeFactory.instance.arrayNode();
            role.path("composites").path("realm").forEach(part -> parts.add(now.get(part.asText())));
            if (!parts.isEmpty()) {
                keycloak.post(
                        "%s/roles/%s/composites"
                                .formatted(realm, role.path("name").asText()),
                        parts);
            }
        }
    }

    private void addGroups() throws IOException, InterruptedException {
        Map<String, JsonNode> known = byName("/groups?briefRepresentation=false&max=10000");
        for (JsonNode group : wanted.path("groups")) {
            String name = group.path("name").asText();
            JsonNode present = known.get(name);
            if (present == null) {
                keycloak.post(realm + "/groups", only(group, "name", "attributes"));
                added.add("group " + name);
            } else {
                addAttributes(name, (ObjectNode) present, group.path("attributes"));
            }
        }
    }

    private void addAttributes(String name, ObjectNode group, JsonNode attributes)
            throws IOException, InterruptedException {
        ObjectNode present = group.withObject("/attributes");
        List<String> missing = new ArrayList<>();
        attributes.properties().forEach(attribute -> {
            if (!present.has(attribute.getKey())) {
                present.set(attribute.getKey(), attribute.getValue());
                missing.add("%s of group %s".formatted(attribute.getKey(), name));
            }
        });
        if (!missing.isEmpty()) {
            keycloak.put("%s/groups/%s".formatted(realm, group.path("id").asText()), group);
            added.addAll(missing);
        }
    }

    private void addScopes() throws IOException, InterruptedException {
        Map<String, JsonNode> known = byName("/client-scopes");
        for (JsonNode scope : wanted.path("clientScopes")) {
            String name = scope.path("name").asText();
            JsonNode present = known.get(name);
            if (present == null) {
                addScope(name, scope);
            } else {
                addMappers(name, present, scope.path("protocolMappers"));
            }
        }
    }

    private void addMappers(String scope, JsonNode present, JsonNode mappers) throws IOException, InterruptedException {
        List<String> known = present.path("protocolMappers").findValuesAsText("name");
        for (JsonNode mapper : mappers) {
            String name = mapper.path("name").asText();
            if (!known.contains(name)) {
                keycloak.post(
                        "%s/client-scopes/%s/protocol-mappers/models"
                                .formatted(realm, present.path("id").asText()),
                        mapper);
                added.add("claim %s of scope %s".formatted(name, scope));
            }
        }
    }

    /** A new scope is of no use before the clients have it: those of the file, which take all that are default. */
    private void addScope(String name, JsonNode scope) throws IOException, InterruptedException {
        keycloak.post(realm + "/client-scopes", scope);
        added.add("scope " + name);
        @Nullable JsonNode made = byName("/client-scopes").get(name);
        if (made == null || !isDefault(name)) {
            return;
        }
        String id = made.path("id").asText();
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        keycloak.put("%s/default-default-client-scopes/%s".formatted(realm, id), nothing);
        List<String> ours = wanted.path("clients").findValuesAsText("clientId");
        for (JsonNode client : keycloak.get(realm + "/clients")) {
            if (ours.contains(client.path("clientId").asText())) {
                keycloak.put(
                        "%s/clients/%s/default-client-scopes/%s"
                                .formatted(realm, client.path("id").asText(), id),
                        nothing);
            }
        }
    }

    private boolean isDefault(String scope) {
        for (JsonNode name : wanted.path("defaultDefaultClientScopes")) {
            if (name.asText().equals(scope)) {
                return true;
            }
        }
        return false;
    }

    private Map<String, JsonNode> byName(String path) throws IOException, InterruptedException {
        Map<String, JsonNode> byName = new HashMap<>();
        keycloak.get(realm + path).forEach(one -> byName.put(one.path("name").asText(), one));
        return byName;
    }

    private static ObjectNode only(JsonNode from, String... fields) {
        return ((ObjectNode) from).deepCopy().retain(fields);
    }
}
