package org.chengyun.ingest.syslog;

import java.time.Instant;
import java.time.ZoneId;
import org.chengyun.ingest.syslog.SyslogMessage.Form;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of syslog messages. Takes what RFC 5424 and RFC 3164 say, and what senders make of it: ISO times,
 * years and fractions in the old form, no host, no tag. What has no header is all body: never a failure.
 *
 * <p>Pure. Thread-safe.
 */
final class SyslogParser {
    private static final int MAX_PRIORITY = 191;
    private static final int USER_NOTICE = 13;
    private static final int MAX_TAG = 64;

    private final ZoneId zone;

    /** @param zone of times in the old form, which have none */
    SyslogParser(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Reads the message in the bytes [from, to).
     *
     * @param receivedAt tells the year of times in the old form, which have none
     */
    SyslogMessage parse(byte[] bytes, int from, int to, Instant receivedAt) {
        int end = withoutLineEnd(bytes, from, to);
        var cursor = new Cursor(bytes, from, end);
        int priority = priority(cursor);
        if (priority < 0) {
            cursor.back(from);
            return bare(USER_NOTICE, from, end);
        }
        int header = cursor.at();
        SyslogMessage found = rfc5424(cursor, priority, end);
        if (found == null) {
            cursor.back(header);
            found = rfc3164(cursor, priority, end, receivedAt);
        }
        return found == null ? bare(priority, header, end) : found;
    }

    private static int withoutLineEnd(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r' || bytes[end - 1] == 0)) {
            end--;
        }
        return end;
    }

    private static SyslogMessage bare(int priority, int from, int end) {
        return new SyslogMessage(Form.BARE, priority >> 3, priority & 7, null, "", "", from, end);
    }

    private static int priority(Cursor cursor) {
        if (!cursor.take('<')) {
            return -1;
        }
        int priority = cursor.number(1, 3);
        return priority >= 0 && priority <= MAX_PRIORITY && cursor.take('>') ? priority : -1;
    }

    private static @Nullable SyslogMessage rfc5424(Cursor cursor, int priority, int end) {
        if (cursor.peek() == '0' || cursor.number(1, 3) < 0 || !cursor.take(' ')) {
            return null;
        }
        String written = cursor.word();
        Instant time = written.equals("-") ? null : SyslogTime.iso(written);
        if ((time == null && !written.equals("-")) || !cursor.take(' ')) {
            return null;
        }
        String host = said(cursor.word());
        if (!cursor.take(' ')) {
            return null;
        }
        String app = said(cursor.word());
        for (int field = 0; field < 2; field++) {
            // process id and message id
            if (!cursor.take(' ') || cursor.word().isEmpty()) {
                return null;
            }
        }
        if (!cursor.take(' ') || !structuredData(cursor)) {
            return null;
        }
        if (!cursor.atEnd() && !cursor.take(' ')) {
            return null;
        }
        skipByteOrderMark(cursor);
        return new SyslogMessage(Form.RFC5424, priority >> 3, priority & 7, time, host, app, cursor.at(), end);
    }

    private static String said(String word) {
        return word.equals("-") ? "" : word;
    }

    /** Steps over {@code -} or elements such as {@code [id name="value"]}, in whose values a backslash escapes. */
    private static boolean structuredData(Cursor cursor) {
        if (cursor.take('-')) {
            return true;
        }
        if (cursor.peek() != '[') {
            return false;
        }
        while (cursor.take('[')) {
            boolean quoted = false;
            while (quoted || cursor.peek() != ']') {
                int c = cursor.next();
                if (c < 0) {
                    return false;
                }
                if (c == '"') {
                    quoted = !quoted;
                } else if (quoted && c == '\\') {
                    cursor.next();
                }
            }
            cursor.take(']');
        }
        return true;
    }

    private static void skipByteOrderMark(Cursor cursor) {
        if (cursor.peek() == 0xEF && cursor.peek(1) == 0xBB && cursor.peek(2) == 0xBF) {
            cursor.back(cursor.at() + 3);
        }
    }

    private @Nullable SyslogMessage rfc3164(Cursor cursor, int priority, int end, Instant receivedAt) {
        Instant time = SyslogTime.old(cursor, zone, receivedAt);
        if (time == null || !cursor.take(' ')) {
            return null;
        }
        cursor.skip(' ');
        int begin = cursor.at();
        String host = "";
        String app = tag(cursor);
        if (app == null) {
            cursor.back(begin);
            host = cursor.word();
            cursor.take(' ');
            begin = cursor.at();
            app = tag(cursor);
        }
        if (app == null) {
            cursor.back(begin);
            app = "";
        }
        return new SyslogMessage(Form.RFC3164, priority >> 3, priority & 7, time, host, app, cursor.at(), end);
    }

    /** Steps over {@code name:} or {@code name[pid]:} with the space behind; null if there is none. */
    private static @Nullable String tag(Cursor cursor) {
        int from = cursor.at();
        while (isOfTag(cursor.peek()) && cursor.at() - from < MAX_TAG) {
            cursor.next();
        }
        int to = cursor.at();
        if (to == from) {
            return null;
        }
        if (cursor.take('[')) {
            while (!cursor.atEnd() && cursor.peek() != ']' && cursor.peek() != ' ') {
                cursor.next();
            }
            if (!cursor.take(']')) {
                return null;
            }
            cursor.take(':');
        } else if (!cursor.take(':')) {
            return null;
        }
        // a colon inside of a word is that of an address
        if (!cursor.atEnd() && !cursor.take(' ')) {
            return null;
        }
        return cursor.text(from, to);
    }

    private static boolean isOfTag(int c) {
        return c > ' ' && c != ':' && c != '[' && c != ']';
    }
}
