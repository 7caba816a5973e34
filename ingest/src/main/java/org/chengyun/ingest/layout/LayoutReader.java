package org.chengyun.ingest.layout;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.layout.LayoutFormat.Habits;
import org.chengyun.ingest.request.Routes;

/** Reads a format of kind {@code log-format}; everything wrong with it becomes a fault with its line. */
public final class LayoutReader {
    private static final String ANY = "$time_local $request";

    private final YamlNode node;
    private final Schema schema;
    private final Routes routes;

    public LayoutReader(YamlNode node, Schema schema, Routes routes) {
        this.node = node;
        this.schema = schema;
        this.routes = routes;
    }

    public FeedFormat read() {
        node.onlyKeys("id", "kind", "nginx", "apache", "zone", "syslog", "more", "absolute");
        var habits = new Habits(
                zone(), node.get("syslog").flag(false), node.get("absolute").flag(false));
        return new LayoutFormat(node.requireText("id"), layout(), habits, schema, routes);
    }

    private Layout layout() {
        boolean nginx = !node.get("nginx").isAbsent();
        boolean apache = !node.get("apache").isAbsent();
        if (nginx == apache) {
            node.fault("give the format string of either nginx (log_format) or apache (LogFormat)");
        }
        YamlNode configured = node.get(nginx ? "nginx" : "apache");
        String format = configured.text().orElse(ANY);
        try {
            List<Part> parts = nginx || !apache ? FormatStrings.nginx(format) : FormatStrings.apache(format);
            return Layout.of(parts, node.get("more").flag(false));
        } catch (IllegalArgumentException e) {
            configured.fault(String.valueOf(e.getMessage()));
            return Layout.of(FormatStrings.nginx(ANY), true);
        }
    }

    private Optional<ZoneId> zone() {
        return node.get("zone").text().flatMap(name -> {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException e) {
                node.get("zone").fault("'%s' is no IANA time zone".formatted(name));
                return Optional.empty();
            }
        });
    }
}
