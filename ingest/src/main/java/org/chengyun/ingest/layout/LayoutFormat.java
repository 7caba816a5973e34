package org.chengyun.ingest.layout;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.clock.Digits;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.HeadLines;
import org.chengyun.ingest.request.Routes;

/** Access logs of one {@link Layout}. */
final class LayoutFormat implements FeedFormat {
    private final String id;
    private final Layout layout;
    private final Habits habits;
    private final Schema schema;
    private final Routes routes;

    /**
     * What the format string does not say.
     *
     * @param zone of times without an offset, if the format knows
     * @param syslog true if syslog may have written a header before each line
     * @param absoluteTargets true if the server itself puts the host it was asked for into the target
     */
    record Habits(Optional<ZoneId> zone, boolean syslog, boolean absoluteTargets) {}

    LayoutFormat(String id, Layout layout, Habits habits, Schema schema, Routes routes) {
        this.id = id;
        this.layout = layout;
        this.habits = habits;
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
    public Optional<ZoneId> zone() {
        return habits.zone();
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        return new LayoutDecoder(layout, habits, schema, routes, zone, pseudonyms);
    }

    /** A line that also is one of a looser format is taken for this one: its fields are what they should be. */
    @Override
    public Recognition recognise(byte[] head) {
        var line = new LayoutLine(layout, ZoneOffset.UTC);
        int lines = 0;
        int fitting = 0;
        int named = 0;
        for (HeadLines.Line next : HeadLines.of(head)) {
            if (!SourceText.isBlankOrComment(head, next.from(), next.to())) {
                lines++;
                int from = habits.syslog() ? SyslogHeader.skip(head, next.from(), next.to()) : next.from();
                if (line.parse(head, from, next.to()) == null && isPlausible(line, head)) {
                    fitting++;
                    named += line.start(Role.HOST) < 0 || isDotted(line, head) ? 1 : 0;
                }
            }
        }
        // a host without a dot may be any word
        int certainty = named * 2 > fitting ? 1 : -1;
        return fitting == 0 || fitting * 2 < lines
                ? new Recognition.Misfit("%d of the first %d lines have its layout".formatted(fitting, lines))
                : new Recognition.Fits(id, fitting + certainty, 0);
    }

    private static boolean isPlausible(LayoutLine line, byte[] head) {
        boolean client = !line.has(Role.CLIENT) || isAddress(head, line.start(Role.CLIENT), line.end(Role.CLIENT));
        boolean host = line.start(Role.HOST) < 0 || isHost(head, line.start(Role.HOST), line.end(Role.HOST));
        return client && host;
    }

    /** Numbers with dots, or a colon. Names of clients are too rare to be told from other words. */
    private static boolean isAddress(byte[] bytes, int from, int to) {
        boolean mark = false;
        for (int i = from; i < to; i++) {
            boolean hex = Digits.isDigit(bytes[i]) || ((bytes[i] | 0x20) >= 'a' && (bytes[i] | 0x20) <= 'f');
            mark |= bytes[i] == '.' || bytes[i] == ':';
            if (!hex && bytes[i] != '.' && bytes[i] != ':' && bytes[i] != '[' && bytes[i] != ']') {
                return false;
            }
        }
        return mark;
    }

    private static boolean isHost(byte[] bytes, int from, int to) {
        boolean letter = false;
        for (int i = from; i < to; i++) {
            int c = bytes[i] | 0x20;
            boolean mark = bytes[i] == '.' || bytes[i] == '-' || bytes[i] == ':' || bytes[i] == '_';
            letter |= c >= 'a' && c <= 'z';
            if (!mark && !Digits.isDigit(bytes[i]) && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return letter;
    }

    private static boolean isDotted(LayoutLine line, byte[] bytes) {
        for (int i = line.start(Role.HOST); i < line.end(Role.HOST); i++) {
            if (bytes[i] == '.') {
                return true;
            }
        }
        return false;
    }
}
