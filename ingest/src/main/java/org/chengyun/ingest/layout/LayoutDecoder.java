package org.chengyun.ingest.layout;

import java.time.ZoneId;
import java.util.List;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.clock.Digits;
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

/** One line of a log that has a {@link Layout} becomes one observation. Not thread-safe. */
final class LayoutDecoder implements RecordDecoder {
    private static final int NO_STATUS = -1;
    private static final int BAD = -2;

    private final LayoutLine line;
    private final LayoutFormat.Habits habits;
    private final Request request = new Request();
    private final RequestFields fields;

    LayoutDecoder(
            Layout layout,
            LayoutFormat.Habits habits,
            Schema schema,
            Routes routes,
            ZoneId zone,
            Pseudonyms pseudonyms) {
        this.line = new LayoutLine(layout, zone);
        this.habits = habits;
        this.fields = new RequestFields(schema, routes, pseudonyms);
    }

    @Override
    public Decoded decode(byte[] source, int from, int to) {
        if (SourceText.isBlankOrComment(source, from, to)) {
            return Decoded.Ignored.INSTANCE;
        }
        int begin = habits.syslog() ? SyslogHeader.skip(source, from, to) : from;
        Reason reason = line.parse(source, begin, to);
        if (reason != null) {
            return SourceText.looksBinary(source, from, to)
                    ? new Decoded.Rejected(
                            Reason.ENCODING_BINARY, "not a line of text; as a log line: " + line.detail())
                    : new Decoded.Rejected(reason, line.detail());
        }
        return observation(source);
    }

    private Decoded observation(byte[] source) {
        int status = status(source);
        long size = size(source, Role.SIZE);
        if (size == Request.NO_SIZE) {
            size = size(source, Role.SIZE_WITH_HEADERS);
        }
        if (status == BAD) {
            return new Decoded.Rejected(Reason.STATUS_MALFORMED, "the status is neither three digits nor '-'");
        }
        if (size == BAD) {
            return new Decoded.Rejected(Reason.SIZE_MALFORMED, "the byte count is neither digits nor '-'");
        }
        request.begin(line.timeMs).duration(line.durationSeconds).size(size);
        String method = ask(source);
        if (status == NO_STATUS && method == null && line.start(Role.STATUS) >= 0) {
            return new Decoded.Rejected(
                    Reason.REQUEST_MISSING, "neither a request nor a status: a connection without HTTP");
        }
        if (status != NO_STATUS) {
            request.status(status);
        }
        request.client(client(source)).user(text(source, Role.USER));
        if (line.has(Role.AGENT)) {
            request.agent(source, line.start(Role.AGENT), line.end(Role.AGENT));
        }
        return new Decoded.Accepted(List.<@Nullable Object[]>of(fields.observation(request)));
    }

    /** Fills method, path and virtual host; answers the method. */
    private @Nullable String ask(byte[] source) {
        String method;
        int target;
        int end;
        if (line.has(Role.REQUEST)) {
            int from = line.start(Role.REQUEST);
            int to = line.end(Role.REQUEST);
            method = RequestLine.method(source, from, to);
            target = RequestLine.targetStart(source, from, to);
            end = RequestLine.targetEnd(source, target, to);
        } else {
            method = line.has(Role.METHOD)
                    ? RequestLine.method(source, line.start(Role.METHOD), line.end(Role.METHOD))
                    : null;
            target = Math.max(0, line.start(Role.TARGET));
            end = line.has(Role.TARGET) ? line.end(Role.TARGET) : target;
        }
        String host = text(source, Role.HOST);
        boolean fromTarget = host == null && habits.absoluteTargets();
        request.asked(method, RequestLine.path(source, target, end))
                .virtualHost(fromTarget ? RequestLine.host(source, target, end) : host);
        return method;
    }

    private @Nullable String client(byte[] source) {
        if (line.has(Role.CLIENT)) {
            return text(source, Role.CLIENT);
        }
        String list = text(source, Role.FORWARDED_FOR);
        int comma = list == null ? -1 : list.indexOf(',');
        return list == null || comma < 0 ? list : list.substring(0, comma).strip();
    }

    private @Nullable String text(byte[] source, Role role) {
        return line.has(role) ? RequestLine.text(source, line.start(role), line.end(role)) : null;
    }

    /** HAProxy writes -1 if it had no answer to give. */
    private int status(byte[] source) {
        int from = line.start(Role.STATUS);
        if (!line.has(Role.STATUS) || source[from] == '-') {
            return NO_STATUS;
        }
        long code = Digits.whole(source, from, line.end(Role.STATUS));
        return line.end(Role.STATUS) - from == 3 && code >= 0 ? (int) code : BAD;
    }

    private long size(byte[] source, Role role) {
        if (!line.has(role)) {
            return Request.NO_SIZE;
        }
        int from = line.start(role);
        long value = Digits.whole(source, source[from] == '+' ? from + 1 : from, line.end(role));
        return value < 0 ? BAD : value;
    }
}
