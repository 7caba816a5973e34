package org.chengyun.ingest.w3c;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.HeadLines;
import org.chengyun.ingest.request.Routes;

/** W3C extended logs, whatever fields they have. Their times are UTC unless the definition says otherwise. */
public final class W3cFormat implements FeedFormat {
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final List<String> DIRECTIVES = List.of("#fields:", "#version:", "#software:", "#date:");

    private final String id;
    private final W3cSettings settings;
    private final ZoneId zone;
    private final Schema schema;
    private final Routes routes;

    private W3cFormat(String id, W3cSettings settings, ZoneId zone, Schema schema, Routes routes) {
        this.id = id;
        this.settings = settings;
        this.zone = zone;
        this.schema = schema;
        this.routes = routes;
    }

    /** Reads a format of kind {@code w3c}; what is wrong with it becomes a fault of the node. */
    public static W3cFormat read(YamlNode node, Schema schema, Routes routes) {
        node.onlyKeys("id", "kind", "zone", "fields", "names", "time_taken");
        Map<Column, List<String>> names = new EnumMap<>(Column.class);
        node.get("names").entries().forEach((key, entry) -> {
            for (Column column : Column.values()) {
                if (column.key().equals(key)) {
                    names.put(
                            column,
                            entry.texts().stream()
                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                    .toList());
                    return;
                }
            }
            entry.fault("'%s' is none of %s".formatted(key, known()));
        });
        String unit = node.get("time_taken").text().orElse("ms");
        if (!unit.equals("ms") && !unit.equals("s")) {
            node.get("time_taken").fault("time_taken is ms or s");
        }
        var settings = new W3cSettings(names, node.get("fields").text().orElse(""), unit.equals("s"));
        return new W3cFormat(node.requireText("id"), settings, zone(node.get("zone")), schema, routes);
    }

    private static String known() {
        return String.join(
                ", ", List.of(Column.values()).stream().map(Column::key).toList());
    }

    private static ZoneId zone(YamlNode node) {
        try {
            return ZoneId.of(node.text().orElse("UTC"));
        } catch (DateTimeException e) {
            node.fault("'%s' is no IANA time zone".formatted(node.text().orElse("")));
            return ZoneOffset.UTC;
        }
    }

    @Override
    public List<String> names() {
        return List.of(id);
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Optional<ZoneId> zone() {
        return Optional.of(zone);
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId feedZone, Pseudonyms pseudonyms) {
        return new W3cDecoder(settings, preamble, schema, routes, feedZone, pseudonyms);
    }

    /** A directive at the begin is enough: a new log has no records yet. */
    @Override
    public Recognition recognise(byte[] head) {
        int bom = startsWithBom(head) ? BOM.length : 0;
        boolean described = false;
        int lines = 0;
        int fitting = 0;
        W3cHeader header = W3cDecoder.header(new byte[0], settings);
        var row = new W3cRow();
        for (HeadLines.Line line : HeadLines.of(head)) {
            int from = line.from() == 0 ? bom : line.from();
            if (SourceText.isBlankOrComment(head, from, line.to())) {
                described |= lines == 0 && isDirective(head, from, line.to());
                header = header.with(head, from, line.to(), settings);
            } else {
                lines++;
                row.split(head, from, line.to(), header.width());
                fitting += header.fields() != null && row.size() == header.width() ? 1 : 0;
            }
        }
        if (described || (fitting > 0 && fitting * 2 >= lines)) {
            return new Recognition.Fits(id, fitting + 1, bom);
        }
        return new Recognition.Misfit("no directive such as #Fields stands before the first record");
    }

    private static boolean startsWithBom(byte[] head) {
        return head.length >= BOM.length && head[0] == BOM[0] && head[1] == BOM[1] && head[2] == BOM[2];
    }

    private static boolean isDirective(byte[] head, int from, int to) {
        String start = new String(head, from, Math.min(to - from, 16), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return DIRECTIVES.stream().anyMatch(start::startsWith);
    }
}
