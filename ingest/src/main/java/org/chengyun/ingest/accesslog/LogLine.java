package org.chengyun.ingest.accesslog;

import java.util.Arrays;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.record.ByteScan;
import org.chengyun.ingest.request.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of one access log line are. A hand-written scanner over bytes: this is the hot path.
 *
 * <p>A line is {@code [vhost] host ident user [time] "request" status bytes}, and then nothing or exactly a quoted
 * referer and a quoted agent. The request ends at the first quote that is followed by a space, three digits and a space
 * or the end. In referer and agent a backslash escapes a quote, as Apache writes it. Not thread-safe; reused from line
 * to line.
 */
final class LogLine {
    /** The server wrote '-' for the number of bytes. */
    static final long NO_SIZE = Request.NO_SIZE;

    private static final int MAX_SIZE_DIGITS = 18;

    private final boolean withVirtualHost;

    int vhostStart;
    int vhostEnd;
    int hostStart;
    int hostEnd;
    int userStart;
    int userEnd;
    int requestStart;
    int requestEnd;
    int statusStart;
    long timeMs;
    long size;
    /** True if referer and agent are there: the combined form. */
    boolean combined;

    int agentStart;
    int agentEnd;

    private final byte[] lastTime = new byte[LogTime.LENGTH];
    private long lastTimeMs;
    private byte[] bytes = {};
    private int to;
    private int at;
    private String detail = "";

    LogLine(boolean withVirtualHost) {
        this.withVirtualHost = withVirtualHost;
    }

    /** What is wrong with the line, in words for people; only after {@link #parse} answered a reason. */
    String detail() {
        return detail;
    }

    /** Finds the fields of the line in [from, to); answers why it is none, or null. */
    @Nullable
    Reason parse(byte[] line, int from, int end) {
        bytes = line;
        to = end;
        at = from;
        Reason reason = names();
        if (reason == null) {
            reason = request();
        }
        if (reason == null) {
            reason = size();
        }
        return reason == null ? agents() : reason;
    }

    private @Nullable Reason names() {
        if (withVirtualHost) {
            vhostStart = at;
            vhostEnd = token();
        }
        hostStart = at;
        hostEnd = token();
        int identStart = at;
        token();
        if (at >= to || hostEnd == hostStart || identStart >= to || (withVirtualHost && vhostEnd == vhostStart)) {
            return fail(Reason.LINE_MALFORMED, "host, ident and user are missing");
        }
        userStart = at;
        int bracket = bracket();
        if (bracket < 0) {
            return fail(
                    hasBracket() ? Reason.TIME_MALFORMED : Reason.LINE_MALFORMED,
                    "no [dd/Mon/yyyy:HH:mm:ss ±hhmm] after the user");
        }
        userEnd = bracket - 1;
        timeMs = time(bracket);
        if (timeMs == LogTime.MALFORMED) {
            return fail(Reason.TIME_MALFORMED, "the time is not [dd/Mon/yyyy:HH:mm:ss ±hhmm] or does not exist");
        }
        at = bracket + LogTime.LENGTH;
        return null;
    }

    /** A busy server writes many lines in a second. */
    private long time(int bracket) {
        boolean whole = bracket + LogTime.LENGTH <= to;
        if (whole && Arrays.equals(bytes, bracket, bracket + LogTime.LENGTH, lastTime, 0, LogTime.LENGTH)) {
            return lastTimeMs;
        }
        long parsedMs = LogTime.parse(bytes, bracket, to);
        if (parsedMs != LogTime.MALFORMED) {
            System.arraycopy(bytes, bracket, lastTime, 0, LogTime.LENGTH);
            lastTimeMs = parsedMs;
        }
        return parsedMs;
    }

    /** Steps over a token and the space after it; answers where the token ended. */
    private int token() {
        int end = ByteScan.find(bytes, at, to, (byte) ' ');
        at = Math.min(to, end + 1);
        return end;
    }

    /** A user name may hold spaces: it ends where the time begins. */
    private int bracket() {
        for (int i = at + 1; i < to; i++) {
            if (bytes[i] == '[' && bytes[i - 1] == ' ' && LogTime.begins(bytes, i, to)) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasBracket() {
        for (int i = at; i < to; i++) {
            if (bytes[i] == '[') {
                return true;
            }
        }
        return false;
    }

    private @Nullable Reason request() {
        if (at + 1 >= to || bytes[at] != ' ' || bytes[at + 1] != '"') {
            return fail(Reason.LINE_MALFORMED, "no quoted request after the time");
        }
        requestStart = at + 2;
        int first = quote(requestStart);
        for (int i = first; i < to; i = quote(i + 1)) {
            if (isStatusAfter(i)) {
                requestEnd = i;
                statusStart = i + 2;
                at = i + 5;
                return null;
            }
        }
        return first < to
                ? fail(Reason.STATUS_MALFORMED, "no three-digit status after the request")
                : fail(Reason.QUOTE_UNCLOSED, "the request has no closing quote");
    }

    private int quote(int from) {
        return ByteScan.find(bytes, from, to, (byte) '"');
    }

    private boolean isStatusAfter(int quote) {
        return quote + 4 < to
                && bytes[quote + 1] == ' '
                && LogTime.isDigit(bytes[quote + 2])
                && LogTime.isDigit(bytes[quote + 3])
                && LogTime.isDigit(bytes[quote + 4])
                && (quote + 5 == to || bytes[quote + 5] == ' ');
    }

    private @Nullable Reason size() {
        int from = at + 1;
        int end = from;
        while (end < to && bytes[end] != ' ') {
            end++;
        }
        if (from >= to || end == from) {
            return fail(Reason.SIZE_MALFORMED, "no byte count after the status");
        }
        at = end;
        if (end == from + 1 && bytes[from] == '-') {
            size = NO_SIZE;
            return null;
        }
        if (end - from > MAX_SIZE_DIGITS) {
            return fail(Reason.SIZE_MALFORMED, "the byte count has more than 18 digits");
        }
        long value = 0;
        for (int i = from; i < end; i++) {
            if (!LogTime.isDigit(bytes[i])) {
                return fail(Reason.SIZE_MALFORMED, "the byte count is neither digits nor '-'");
            }
            value = value * 10 + bytes[i] - '0';
        }
        size = value;
        return null;
    }

    private @Nullable Reason agents() {
        combined = at < to;
        if (!combined) {
            return null;
        }
        Reason reason = quoted("referer");
        if (reason == null) {
            agentStart = at + 2;
            reason = quoted("agent");
            agentEnd = at - 1;
        }
        if (reason == null && at < to) {
            return fail(Reason.FIELDS_EXTRA, "more follows after referer and agent");
        }
        return reason;
    }

    /** Steps over a space and a quoted field. */
    private @Nullable Reason quoted(String name) {
        if (at + 1 >= to || bytes[at] != ' ' || bytes[at + 1] != '"') {
            return fail(
                    Reason.FIELDS_EXTRA, "a quoted referer and a quoted agent may follow the byte count, nothing else");
        }
        int closing = closingQuote(at + 2);
        if (closing < 0) {
            return fail(Reason.QUOTE_UNCLOSED, "the %s has no closing quote".formatted(name));
        }
        at = closing + 1;
        return null;
    }

    /** Servers before Apache 2.0.46 did not escape quotes: one that no space or end follows is part of the text. */
    private int closingQuote(int from) {
        int i = special(from);
        while (i < to) {
            boolean escape = bytes[i] == '\\';
            if (!escape && (i + 1 == to || bytes[i + 1] == ' ')) {
                return i;
            }
            i = special(escape ? i + 2 : i + 1);
        }
        return -1;
    }

    private int special(int from) {
        return ByteScan.findEither(bytes, from, to, (byte) '"', (byte) '\\');
    }

    private Reason fail(Reason reason, String why) {
        detail = why;
        return reason;
    }
}
