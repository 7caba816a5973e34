package org.chengyun.ingest.jsonlog;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.clock.Digits;
import org.chengyun.ingest.clock.LineClock;
import org.chengyun.ingest.clock.TimePiece;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.request.Request;
import org.chengyun.ingest.request.RequestFields;
import org.chengyun.ingest.request.RequestLine;
import org.chengyun.ingest.request.Routes;
import org.jspecify.annotations.Nullable;

/** One JSON object of an access log becomes one observation. Not thread-safe. */
final class JsonLogDecoder implements RecordDecoder {
    private final JsonLogMapping mapping;
    private final ZoneId zone;
    private final JsonRecord json;
    private final Request request = new Request();
    private final RequestFields fields;
    private final LineClock clock = new LineClock();

    JsonLogDecoder(JsonLogMapping mapping, Schema schema, Routes routes, ZoneId zone, Pseudonyms pseudonyms) {
        this.mapping = mapping;
        this.zone = zone;
        this.json = new JsonRecord(mapping.members());
        this.fields = new RequestFields(schema, routes, pseudonyms);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        if (SourceText.isBlankOrComment(bytes, from, to)) {
            return Decoded.Ignored.INSTANCE;
        }
        Decoded.Rejected rejected = json.read(bytes, from, to);
        return rejected == null ? request() : rejected;
    }

    private Decoded request() {
        String time = json.text(Part.TIME);
        if (time == null) {
            return new Decoded.Rejected(Reason.TIME_MISSING, "the record says no time");
        }
        long timeMs = timeMs(bytes(time));
        if (timeMs == LineClock.MALFORMED) {
            return new Decoded.Rejected(Reason.TIME_MALFORMED, "the time is " + SourceText.quoted(time));
        }
        request.begin(timeMs);
        Decoded.Rejected rejected = numbers();
        if (rejected != null) {
            return rejected;
        }
        if (!ask() && json.text(Part.STATUS) == null) {
            return new Decoded.Rejected(
                    Reason.REQUEST_MISSING, "neither a request nor a status: a message of the server");
        }
        String agent = json.text(Part.AGENT);
        if (agent != null) {
            byte[] bytes = bytes(agent);
            request.agent(bytes, 0, bytes.length);
        }
        request.client(first(text(Part.CLIENT))).user(text(Part.USER));
        return new Decoded.Accepted(List.<@Nullable Object[]>of(fields.observation(request)));
    }

    private long timeMs(byte[] text) {
        for (TimePiece form : mapping.times()) {
            clock.begin();
            if (form.read(text, 0, text.length, clock) == text.length) {
                return clock.timeMs(zone);
            }
        }
        return LineClock.MALFORMED;
    }

    private Decoded.@Nullable Rejected numbers() {
        String status = json.text(Part.STATUS);
        // 0: the client was gone before there was one
        if (status != null && !status.equals("0")) {
            byte[] bytes = bytes(status);
            long code = Digits.whole(bytes, 0, bytes.length);
            if (code < 0 || bytes.length != 3) {
                return new Decoded.Rejected(Reason.STATUS_MALFORMED, "the status is " + SourceText.quoted(status));
            }
            request.status((int) code);
        }
        String size = json.text(Part.SIZE);
        if (size != null && !size.startsWith("-")) {
            byte[] bytes = bytes(size);
            long sent = Digits.whole(bytes, 0, bytes.length);
            if (sent < 0) {
                return new Decoded.Rejected(Reason.SIZE_MALFORMED, "the byte count is " + SourceText.quoted(size));
            }
            request.size(sent);
        }
        return duration();
    }

    private Decoded.@Nullable Rejected duration() {
        String text = json.text(Part.DURATION);
        if (text == null || text.startsWith("-")) {
            return null;
        }
        double value = number(text);
        if (!Double.isFinite(value)) {
            return new Decoded.Rejected(Reason.NUMBER_MALFORMED, "the duration is " + SourceText.quoted(text));
        }
        request.duration(value / mapping.perSecond());
        return null;
    }

    /** A decimal number, perhaps with an exponent; NaN if it is none. */
    private static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+';
            if (!part) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Fills method, path and virtual host; false if there is neither method nor path. */
    private boolean ask() {
        String line = json.text(Part.REQUEST);
        String method;
        String path;
        if (line != null) {
            byte[] bytes = bytes(line);
            int target = RequestLine.targetStart(bytes, 0, bytes.length);
            method = RequestLine.method(bytes, 0, bytes.length);
            path = RequestLine.path(bytes, target, RequestLine.targetEnd(bytes, target, bytes.length));
        } else {
            byte[] word = bytes(json.text(Part.METHOD));
            byte[] target = bytes(json.text(Part.TARGET));
            method = RequestLine.method(word, 0, word.length);
            path = RequestLine.path(target, 0, target.length);
        }
        request.asked(method, path).virtualHost(text(Part.HOST));
        return method != null || path != null;
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable String text(Part part) {
        String text = json.text(part);
        if (text == null) {
            return null;
        }
        byte[] bytes = bytes(text);
        return RequestLine.text(bytes, 0, bytes.length);
    }

    /** The first of a list of addresses. */
    private static @Nullable String first(@Nullable String list) {
        int comma = list == null ? -1 : list.indexOf(',');
        return list == null || comma < 0 ? list : list.substring(0, comma).strip();
    }
}
