package org.chengyun.ingest.w3c;

import static org.chengyun.ingest.clock.TimePiece.FAILED;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.clock.Digits;
import org.chengyun.ingest.clock.LineClock;
import org.chengyun.ingest.clock.TimePieces;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordReader;
import org.chengyun.ingest.request.Request;
import org.chengyun.ingest.request.RequestFields;
import org.chengyun.ingest.request.RequestLine;
import org.chengyun.ingest.request.Routes;
import org.jspecify.annotations.Nullable;

/** Records of a W3C extended log. Directives change what the records behind them hold. Not thread-safe. */
final class W3cDecoder implements RecordDecoder {
    private static final double MS = 1000;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    private final W3cSettings settings;
    private final ZoneId zone;
    private final Request request = new Request();
    private final RequestFields fields;
    private final W3cRow row = new W3cRow();
    private final LineClock clock = new LineClock();
    private final W3cAgent agent = new W3cAgent();
    private W3cHeader header;
    private boolean described;
    private byte[] source = {};

    W3cDecoder(
            W3cSettings settings, byte[] preamble, Schema schema, Routes routes, ZoneId zone, Pseudonyms pseudonyms) {
        this.settings = settings;
        this.zone = zone;
        this.fields = new RequestFields(schema, routes, pseudonyms);
        this.header = header(preamble, settings);
    }

    /** The header that the lines of a preamble make. */
    static W3cHeader header(byte[] preamble, W3cSettings settings) {
        W3cHeader made =
                settings.fields().isEmpty() ? W3cHeader.NONE : W3cHeader.NONE.withFields(settings.fields(), settings);
        var lines = new RecordReader(Framing.LINES, (byte) ',', preamble, true, false);
        while (lines.next()) {
            made = made.with(preamble, lines.start(), lines.end(), settings);
        }
        return made;
    }

    @Override
    public byte @Nullable [] preamble() {
        return described ? header.preamble() : null;
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        if (SourceText.isBlankOrComment(bytes, from, to)) {
            W3cHeader before = header;
            header = before.with(bytes, from, to, settings);
            described |= !header.equals(before);
            return Decoded.Ignored.INSTANCE;
        }
        source = bytes;
        Decoded decoded = record(from, to);
        return decoded instanceof Decoded.Rejected rejected && SourceText.looksBinary(bytes, from, to)
                ? new Decoded.Rejected(Reason.ENCODING_BINARY, "not a line of text; as a record: " + rejected.detail())
                : decoded;
    }

    private Decoded record(int from, int to) {
        if (header.fields() == null) {
            return new Decoded.Rejected(Reason.HEADER_MISSING, "no line '#Fields: …' came before");
        }
        row.split(source, from, to, header.width());
        if (row.size() < header.width()) {
            return new Decoded.Rejected(
                    Reason.ROW_INCOMPLETE, "%d values for %d fields".formatted(row.size(), header.width()));
        }
        if (row.size() > header.width()) {
            return new Decoded.Rejected(
                    Reason.ROW_TOO_WIDE, "%d values for %d fields".formatted(row.size(), header.width()));
        }
        if (!row.has(header.place(Column.TIME))) {
            return new Decoded.Rejected(Reason.TIME_MISSING, "the record says no time of day");
        }
        long timeMs = timeMs();
        if (timeMs == LineClock.MALFORMED) {
            return new Decoded.Rejected(
                    Reason.TIME_MALFORMED, "date and time are not yyyy-mm-dd and hh:mm:ss, or do not exist");
        }
        return observation(timeMs);
    }

    private long timeMs() {
        int time = header.place(Column.TIME);
        int date = header.place(Column.DATE);
        clock.begin();
        if (TimePieces.TIME_OF_DAY.read(source, row.start(time), row.end(time), clock) != row.end(time)) {
            return LineClock.MALFORMED;
        }
        if (row.has(date)) {
            boolean read = TimePieces.DATE.read(source, row.start(date), row.end(date), clock) == row.end(date);
            return read ? clock.timeMs(zone) : LineClock.MALFORMED;
        }
        return sinceDirective();
    }

    /**
     * Without dates the records are of the day of the last {@code #Date}, or after the midnight behind it: those of before
     * cannot be told from those that are an hour late.
     */
    private long sinceDirective() {
        byte[] directive = header.date().getBytes(StandardCharsets.UTF_8);
        int end = TimePieces.DATE.read(directive, 0, directive.length, clock);
        if (end == FAILED) {
            return LineClock.MALFORMED;
        }
        long timeMs = clock.timeMs(zone);
        clock.begin();
        boolean whole = TimePieces.ISO.read(directive, 0, directive.length, clock) != FAILED;
        long begunMs = whole ? clock.timeMs(zone) : LineClock.MALFORMED;
        boolean nextDay = begunMs != LineClock.MALFORMED && timeMs != LineClock.MALFORMED && timeMs < begunMs - HOUR_MS;
        return nextDay ? timeMs + DAY_MS : timeMs;
    }

    private Decoded observation(long timeMs) {
        int status = header.place(Column.STATUS);
        int size = header.place(Column.SIZE);
        int duration = header.place(Column.DURATION);
        request.begin(timeMs);
        if (row.has(status)) {
            long code = Digits.whole(source, row.start(status), row.end(status));
            if (code < 0 || row.end(status) - row.start(status) != 3) {
                return new Decoded.Rejected(Reason.STATUS_MALFORMED, "the status is neither three digits nor '-'");
            }
            request.status((int) code);
        }
        if (row.has(size)) {
            long bytes = Digits.whole(source, row.start(size), row.end(size));
            if (bytes < 0) {
                return new Decoded.Rejected(Reason.SIZE_MALFORMED, "the byte count is neither digits nor '-'");
            }
            request.size(bytes);
        }
        if (row.has(duration)) {
            double seconds = seconds(row.start(duration), row.end(duration));
            if (seconds < 0) {
                return new Decoded.Rejected(Reason.NUMBER_MALFORMED, "the time taken is neither a number nor '-'");
            }
            request.duration(seconds);
        }
        describe();
        return new Decoded.Accepted(List.<@Nullable Object[]>of(fields.observation(request)));
    }

    /** Whole numbers are milliseconds, as IIS writes them; with decimals they are seconds, as the standard says. */
    private double seconds(int from, int to) {
        double value = Digits.decimal(source, from, to);
        boolean whole = Digits.count(source, from, to, Integer.MAX_VALUE) == to - from;
        return whole && !header.inSeconds() ? value / MS : value;
    }

    private void describe() {
        int target = header.place(Column.TARGET);
        int method = header.place(Column.METHOD);
        request.asked(
                        row.has(method) ? RequestLine.method(source, row.start(method), row.end(method)) : null,
                        row.has(target) ? RequestLine.path(source, row.start(target), visibleEnd(target)) : null)
                .client(client())
                .user(text(Column.USER))
                .virtualHost(text(Column.HOST));
        int agentPlace = header.place(Column.AGENT);
        if (row.has(agentPlace)) {
            agent.read(source, row.start(agentPlace), row.end(agentPlace));
            request.agent(agent.bytes(), 0, agent.length());
        }
    }

    /** Without a zero-width space at the end of a value, as CloudFront wrote. */
    private int visibleEnd(int index) {
        int end = row.end(index);
        boolean hidden = end - row.start(index) >= 3
                && source[end - 3] == (byte) 0xe2
                && source[end - 2] == (byte) 0x80
                && source[end - 1] == (byte) 0x8b;
        return hidden ? end - 3 : end;
    }

    /** The first of a list, should it be one of forwarded addresses. */
    private @Nullable String client() {
        String list = text(Column.CLIENT);
        int comma = list == null ? -1 : list.indexOf(',');
        return list == null || comma < 0 ? list : list.substring(0, comma);
    }

    private @Nullable String text(Column column) {
        int index = header.place(column);
        return row.has(index) ? RequestLine.text(source, row.start(index), row.end(index)) : null;
    }
}
