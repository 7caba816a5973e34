package org.chengyun.ingest.jsonlog;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.clock.TimePiece;
import org.chengyun.ingest.clock.TimePieces;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.request.Routes;
import org.jspecify.annotations.Nullable;

/** Reads a format of kind {@code json-log}; everything wrong with it becomes a fault with its line. */
public final class JsonLogReader {
    private static final List<String> USUAL_TIMES = List.of("iso", "common", "epoch-s");

    private final YamlNode node;
    private final Schema schema;
    private final Routes routes;

    public JsonLogReader(YamlNode node, Schema schema, Routes routes) {
        this.node = node;
        this.schema = schema;
        this.routes = routes;
    }

    public FeedFormat read() {
        node.onlyKeys("id", "kind", "zone", "times", "duration_unit", "members");
        Map<Part, List<String>> names = names(node.get("members"));
        boolean asked = names.containsKey(Part.REQUEST) || names.containsKey(Part.TARGET);
        if (!asked || !names.containsKey(Part.TIME)) {
            node.fault("'members' must say where the time is, and the request or the target");
        }
        var mapping =
                new JsonLogMapping(Members.of(names), times(node.get("times")), perSecond(node.get("duration_unit")));
        return new JsonLogFormat(node.requireText("id"), mapping, zone(node.get("zone")), schema, routes);
    }

    private static Map<Part, List<String>> names(YamlNode members) {
        Map<Part, List<String>> names = new EnumMap<>(Part.class);
        members.entries().forEach((key, entry) -> {
            for (Part part : Part.values()) {
                if (part.key().equals(key)) {
                    names.put(part, entry.texts());
                    return;
                }
            }
            entry.fault("'%s' is none of %s"
                    .formatted(
                            key,
                            String.join(
                                    ", ",
                                    List.of(Part.values()).stream()
                                            .map(Part::key)
                                            .toList())));
        });
        return names;
    }

    private static List<TimePiece> times(YamlNode node) {
        List<TimePiece> times = new ArrayList<>();
        for (String name : node.isAbsent() ? USUAL_TIMES : node.texts()) {
            TimePiece time = time(name);
            if (time == null) {
                node.fault("'%s' is none of iso, common, epoch-s, epoch-ms, epoch-us, nor a pattern of strftime"
                        .formatted(name));
            } else {
                times.add(time);
            }
        }
        return List.copyOf(times);
    }

    private static @Nullable TimePiece time(String name) {
        return switch (name) {
            case "iso" -> TimePieces.ISO;
            case "common" -> TimePieces.COMMON;
            case "epoch-s" -> TimePieces.EPOCH_S;
            case "epoch-ms" -> TimePieces.EPOCH_MS;
            case "epoch-us" -> TimePieces.EPOCH_US;
            default -> name.indexOf('%') < 0 ? null : TimePieces.strftime(name);
        };
    }

    private static double perSecond(YamlNode node) {
        return switch (node.text().orElse("s")) {
            case "s" -> 1;
            case "ms" -> 1e3;
            case "us" -> 1e6;
            case "ns" -> 1e9;
            default -> {
                node.fault("the unit of a duration is s, ms, us or ns");
                yield 1;
            }
        };
    }

    private static Optional<ZoneId> zone(YamlNode node) {
        return node.text().flatMap(name -> {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException e) {
                node.fault("'%s' is no IANA time zone".formatted(name));
                return Optional.empty();
            }
        });
    }
}
