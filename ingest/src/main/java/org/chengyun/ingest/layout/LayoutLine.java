package org.chengyun.ingest.layout;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.chengyun.ingest.clock.Digits;
import org.chengyun.ingest.clock.LineClock;
import org.chengyun.ingest.clock.TimePiece;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.layout.Part.Captured;
import org.chengyun.ingest.layout.Part.Field;
import org.chengyun.ingest.layout.Part.Text;
import org.chengyun.ingest.layout.Part.Time;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of one line are that has a {@link Layout}. A field in quotes ends at the first quote that no backslash
 * escapes and behind which the line goes on as it must; any other at the text that stands behind it. Looks at every byte
 * a few times at most. Not thread-safe; reused from line to line.
 */
final class LayoutLine {
    private final Layout layout;
    private final ZoneId zone;
    private final LineClock clock = new LineClock();
    private final Map<Role, Span> spans = new EnumMap<>(Role.class);

    long timeMs;
    double durationSeconds;

    private byte[] bytes = {};
    private int to;
    private int at;
    private int begin;
    private String detail = "";

    LayoutLine(Layout layout, ZoneId zone) {
        this.layout = layout;
        this.zone = zone;
        for (Role role : Role.values()) {
            spans.put(role, new Span());
        }
    }

    private static final class Span {
        private int start = -1;
        private int end = -1;
    }

    private Span span(Role role) {
        return Objects.requireNonNull(spans.get(role), "every role has a place");
    }

    /** What is wrong with the line, in words for people; only after {@link #parse} answered a reason. */
    String detail() {
        return detail;
    }

    /** Where the field of that role begins; -1 if the layout has none. */
    int start(Role role) {
        return span(role).start;
    }

    int end(Role role) {
        return span(role).end;
    }

    /** False if the layout has no such field, or the server wrote nothing or '-' into it. */
    boolean has(Role role) {
        int length = end(role) - start(role);
        return start(role) >= 0 && (length > 1 || (length == 1 && bytes[start(role)] != '-'));
    }

    /** Finds the fields of the line in [from, end); answers why it is none, or null. */
    @Nullable
    Reason parse(byte[] line, int from, int end) {
        bytes = line;
        to = end;
        at = from;
        begin = from;
        for (Span span : spans.values()) {
            span.start = -1;
            span.end = -1;
        }
        clock.begin();
        durationSeconds = Double.NaN;
        for (int i = 0; i < layout.parts.length; i++) {
            Reason reason = part(i);
            if (reason != null) {
                return reason;
            }
        }
        if (at < to && !(layout.more && (bytes[at] == ' ' || bytes[at] == '\t'))) {
            return fail(Reason.FIELDS_EXTRA, "more follows behind the last field of the format");
        }
        timeMs = clock.timeMs(zone);
        return timeMs == LineClock.MALFORMED ? fail(Reason.TIME_MALFORMED, "the time does not exist") : null;
    }

    private @Nullable Reason part(int index) {
        return switch (layout.parts[index]) {
            case Text text -> text(text);
            case Time time -> time(time);
            case Captured captured -> captured();
            case Field field -> field(field, index);
        };
    }

    private @Nullable Reason text(Text text) {
        if (!text.isAt(bytes, at, to)) {
            return fail(
                    Reason.LINE_MALFORMED,
                    at >= to
                            ? "the line ends where '%s' should follow".formatted(text.shown())
                            : "'%s' is missing at byte %d".formatted(text.shown(), at - begin));
        }
        at += text.bytes.length;
        return null;
    }

    private @Nullable Reason time(Time time) {
        int end = time.piece().read(bytes, at, to, clock);
        if (end == TimePiece.FAILED) {
            return fail(Reason.TIME_MALFORMED, "%s is no time, or none that exists".formatted(time.name()));
        }
        at = end;
        return null;
    }

    private @Nullable Reason captured() {
        while (at < to && bytes[at] == '{') {
            int end = at;
            while (end + 1 < to && !(bytes[end] == '}' && bytes[end + 1] == ' ')) {
                end++;
            }
            at = Math.min(to, end + 2);
        }
        return null;
    }

    private @Nullable Reason field(Field field, int index) {
        boolean last = index + 1 == layout.parts.length;
        int end;
        if (last) {
            end = wordEnd(at);
        } else if (isQuoted(index)) {
            end = quoteEnd(index);
            if (end < 0) {
                return fail(Reason.QUOTE_UNCLOSED, "%s has no closing quote".formatted(field.name()));
            }
        } else {
            end = plainEnd(field, index);
            if (end < 0) {
                return fail(Reason.LINE_MALFORMED, "where %s ends cannot be seen".formatted(field.name()));
            }
        }
        int start = at;
        at = end;
        return note(field, start, end);
    }

    private boolean isQuoted(int index) {
        return index > 0
                && layout.parts[index - 1] instanceof Text before
                && before.bytes[before.bytes.length - 1] == '"'
                && layout.parts[index + 1] instanceof Text behind
                && behind.bytes[0] == '"';
    }

    private int quoteEnd(int index) {
        for (int i = at; i < to; i++) {
            if (bytes[i] == '\\') {
                i++;
            } else if (bytes[i] == '"' && goesOn(index + 1, i)) {
                return i;
            }
        }
        return -1;
    }

    private int plainEnd(Field field, int index) {
        if (isAddress(field) && layout.parts[index + 1] instanceof Text text && text.bytes[0] == ':') {
            return portColon(index);
        }
        boolean oneWord = mustBeWord(field.role());
        for (int i = at; i < to; i++) {
            if (goesOn(index + 1, i)) {
                return i;
            }
            if (oneWord && bytes[i] == ' ') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isAddress(Field field) {
        return field.role() == Role.CLIENT || field.role() == Role.HOST;
    }

    /** An address of version 6 holds colons itself: the last one of the word is meant. */
    private int portColon(int index) {
        for (int i = wordEnd(at) - 1; i >= at; i--) {
            if (bytes[i] == ':' && goesOn(index + 1, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean mustBeWord(Role role) {
        return switch (role) {
            case CLIENT, HOST, METHOD, STATUS, SIZE, SIZE_WITH_HEADERS, DURATION -> true;
            case SKIPPED, FORWARDED_FOR, USER, REQUEST, TARGET, AGENT -> false;
        };
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < to && bytes[end] != ' ' && bytes[end] != '\t') {
            end++;
        }
        return end;
    }

    /** True if the text at {@code index} of the layout stands at {@code place}, and what follows it can be a begin. */
    private boolean goesOn(int index, int place) {
        if (!(layout.parts[index] instanceof Text text) || !text.isAt(bytes, place, to)) {
            return false;
        }
        int next = place + text.bytes.length;
        if (index + 1 == layout.parts.length) {
            return next == to || (layout.more && (bytes[next] == ' ' || bytes[next] == '\t'));
        }
        if (!(layout.parts[index + 1] instanceof Field field) || !isNumeric(field.role())) {
            return true;
        }
        return next < to && (Digits.isDigit(bytes[next]) || bytes[next] == '-' || bytes[next] == '+');
    }

    private static boolean isNumeric(Role role) {
        return role == Role.STATUS || role == Role.SIZE || role == Role.SIZE_WITH_HEADERS || role == Role.DURATION;
    }

    private @Nullable Reason note(Field field, int start, int end) {
        if (field.role() == Role.DURATION) {
            return duration(field, start, end);
        }
        Span span = span(field.role());
        span.start = start;
        span.end = end;
        return null;
    }

    /** '-' and negative durations mean that there was none. */
    private @Nullable Reason duration(Field field, int start, int end) {
        if (end > start && bytes[start] == '-') {
            return null;
        }
        int from = start < end && bytes[start] == '+' ? start + 1 : start;
        double value = Digits.decimal(bytes, from, end);
        if (value < 0) {
            return fail(Reason.NUMBER_MALFORMED, "%s is no number".formatted(field.name()));
        }
        double seconds = value / field.perSecond();
        durationSeconds = Double.isNaN(durationSeconds) ? seconds : durationSeconds + seconds;
        return null;
    }

    private Reason fail(Reason reason, String why) {
        detail = why;
        return reason;
    }
}
