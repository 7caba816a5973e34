package org.chengyun.ingest.request;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chengyun.datasets.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * Which service a request belongs to: the first route whose path begins the request's path, else the virtual host, else
 * {@link #OTHER}. Immutable.
 *
 * <p>A route's path is a list of segments; {@code {service}} takes the segment at its place as the service.
 */
public final class Routes {
    /** The service of a request that no route knows. */
    public static final String OTHER = "other";

    /** No routes: the virtual host or {@link #OTHER}. */
    public static final Routes NONE = new Routes(List.of(), Set.of(), StaticFiles.USUAL);

    private static final int MAX_NAME = 64;

    private final List<Route> routes;
    private final Set<String> services;
    private final StaticFiles staticFiles;

    private record Route(List<String> segments, @Nullable String service) {}

    private Routes(List<Route> routes, Set<String> services, StaticFiles staticFiles) {
        this.routes = List.copyOf(routes);
        this.services = Set.copyOf(services);
        this.staticFiles = staticFiles;
    }

    /** Reads a {@code routes.yaml}; what is wrong with it becomes a fault of the node. */
    public static Routes read(YamlNode node) {
        node.onlyKeys("services", "static", "routes");
        List<Route> routes = new ArrayList<>();
        for (YamlNode item : node.get("routes").items()) {
            item.onlyKeys("path", "service");
            List<String> segments = segments(item.requireText("path"));
            String service = item.get("service").text().orElse(null);
            boolean captures = segments.contains("{service}");
            if (captures == (service != null)) {
                item.fault("a route has either 'service' or {service} in its path");
            }
            routes.add(new Route(segments, service));
        }
        return new Routes(routes, new HashSet<>(node.get("services").texts()), staticFiles(node.get("static")));
    }

    private static StaticFiles staticFiles(YamlNode node) {
        if (node.isAbsent()) {
            return StaticFiles.USUAL;
        }
        List<String> endings = node.texts();
        for (String ending : endings) {
            if (!ending.matches("[a-z0-9]{1,11}")) {
                node.fault("'%s' is no ending such as css: 1 to 11 lower-case letters and digits".formatted(ending));
            }
        }
        return new StaticFiles(endings);
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /**
     * The service of a request.
     *
     * @param path null if the request has none
     * @param virtualHost null if the log does not name it
     */
    public String service(@Nullable String path, @Nullable String virtualHost) {
        if (path != null && path.startsWith("/")) {
            for (Route route : routes) {
                String service = match(route, path);
                if (service != null) {
                    return service;
                }
            }
        }
        return virtualHost != null && isName(virtualHost) ? virtualHost : OTHER;
    }

    /** Whether a path is a file that belongs to a page, judged by its ending. */
    public boolean isStatic(String path) {
        return staticFiles.contains(path);
    }

    private @Nullable String match(Route route, String path) {
        String service = route.service;
        int at = 1;
        for (String expected : route.segments) {
            if (at > path.length()) {
                return null;
            }
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            if (expected.equals("{service}")) {
                service = path.substring(at, end);
            } else if (end - at != expected.length() || !path.startsWith(expected, at)) {
                return null;
            }
            at = end + 1;
        }
        return service != null && isName(service) && (services.isEmpty() || services.contains(service))
                ? service
                : null;
    }

    /** Anybody can send any path: only what looks like a name may become a dimension. */
    private static boolean isName(String word) {
        if (word.isEmpty() || word.length() > MAX_NAME) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
