package org.chengyun.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the realm of a local stack out of the realm of a real installation: fills its {@code ${…}} with this home's
 * values and adds the demo accounts and the redirects of a browser on this machine. Pure.
 */
final class RealmFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(CHENGYUN_[A-Z_]+)}");

    private RealmFile() {}

    /**
     * @param realm the template
     * @param demo groups and users to add
     * @param values for the placeholders of both; plain letters, digits and address characters
     */
    static String render(String realm, String demo, Map<String, String> values) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(fill(realm, values));
        JsonNode added = JSON.readTree(fill(demo, values));
        for (String list : List.of("groups", "users")) {
            root.withArray(list).addAll((ArrayNode) added.path(list));
        }
        String url = values.getOrDefault("CHENGYUN_URL", "");
        for (JsonNode client : root.withArray("clients")) {
            if (client.path("clientId").asText().equals("dashboard")) {
                allowRedirects((ObjectNode) client, url);
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    static void allowRedirects(ObjectNode dashboard, String url) {
        ArrayNode redirects = dashboard.putArray("redirectUris");
        RealmUrls.redirects(url).forEach(redirects::add);
        ((ObjectNode) dashboard.path("attributes")).put("post.logout.redirect.uris", RealmUrls.joined(url));
    }

    private static String fill(String text, Map<String, String> values) {
        Matcher found = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (found.find()) {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for ${" + found.group(1) + "} of the realm file");
            }
            found.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return found.appendTail(filled).toString();
    }
}
