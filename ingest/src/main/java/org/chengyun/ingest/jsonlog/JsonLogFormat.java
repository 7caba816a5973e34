package org.chengyun.ingest.jsonlog;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.HeadLines;
import org.chengyun.ingest.request.Routes;

/** Access logs of JSON lines with one {@link JsonLogMapping}. */
final class JsonLogFormat implements FeedFormat {
    /** The first lines may be damaged, or messages of the server's own. */
    private static final int LINES_TRIED = 20;

    private final String id;
    private final JsonLogMapping mapping;
    private final Optional<ZoneId> zone;
    private final Schema schema;
    private final Routes routes;

    JsonLogFormat(String id, JsonLogMapping mapping, Optional<ZoneId> zone, Schema schema, Routes routes) {
        this.id = id;
        this.mapping = mapping;
        this.zone = zone;
        this.schema = schema;
        this.routes = routes;
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
    public boolean isJson() {
        return true;
    }

    @Override
    public Optional<ZoneId> zone() {
        return zone;
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId feedZone, Pseudonyms pseudonyms) {
        return new JsonLogDecoder(mapping, schema, routes, feedZone, pseudonyms);
    }

    @Override
    public Recognition recognise(byte[] head) {
        var json = new JsonRecord(mapping.members());
        int best = 0;
        int tried = 0;
        for (HeadLines.Line line : HeadLines.of(head)) {
            if (tried < LINES_TRIED && line.to() > line.from()) {
                tried++;
                if (json.read(head, line.from(), line.to()) == null && saysEnough(json)) {
                    best = Math.max(best, json.found());
                }
            }
        }
        return best > 0
                ? new Recognition.Fits(id, best, 0)
                : new Recognition.Misfit("the first %d lines are no such JSON objects".formatted(tried));
    }

    private static boolean saysEnough(JsonRecord json) {
        boolean asked = json.text(Part.REQUEST) != null || json.text(Part.TARGET) != null;
        return asked && json.text(Part.TIME) != null && json.text(Part.STATUS) != null;
    }
}
