package org.chengyun.ingest.clock;

import static org.chengyun.ingest.clock.TimePiece.FAILED;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms in which servers write time. */
public final class TimePieces {
    private static final byte[] MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_OFFSET_HOURS = 18;
    private static final int MINUTE_SECONDS = 60;
    private static final int HOUR_SECONDS = 3600;

    /** {@code 20/May/2015:21:05:15 +0000}; a fraction of the second may be there and the offset may be missing. */
    public static final TimePiece COMMON =
            pattern("%d/%b/%Y:%H:%M:%S").then(fraction()).then(optionalOffset());

    /** {@code 2015-05-20T21:05:15.123+00:00}, with a space for the 'T', without fraction or offset. */
    public static final TimePiece ISO = pattern("%Y-%m-%d")
            .then(TimePieces::dateEnd)
            .then(pattern("%H:%M:%S"))
            .then(fraction())
            .then(optionalOffset());

    /** {@code 2015-05-20}. */
    public static final TimePiece DATE = pattern("%Y-%m-%d");

    /** {@code 21:05:15}, perhaps with a fraction. */
    public static final TimePiece TIME_OF_DAY = pattern("%H:%M:%S").then(fraction());

    /** Seconds since 1970, perhaps with decimals. */
    public static final TimePiece EPOCH_S = TimePieces::epochSeconds;

    /** Whole milliseconds since 1970. */
    public static final TimePiece EPOCH_MS = (line, at, to, clock) -> epoch(line, at, to, clock, 1, 1);
    /** Whole microseconds since 1970. */
    public static final TimePiece EPOCH_US = (line, at, to, clock) -> epoch(line, at, to, clock, 1, 1000);

    private TimePieces() {}

    /** Pieces in sequence. */
    private record Sequence(List<TimePiece> pieces) implements TimePiece {
        Sequence then(TimePiece next) {
            List<TimePiece> more = new ArrayList<>(pieces);
            more.add(next);
            return new Sequence(List.copyOf(more));
        }

        @Override
        public int read(byte[] line, int at, int to, LineClock clock) {
            int next = at;
            for (TimePiece piece : pieces) {
                next = piece.read(line, next, to, clock);
                if (next == FAILED) {
                    return FAILED;
                }
            }
            return next;
        }
    }

    private static Sequence pattern(String known) {
        if (strftime(known) instanceof Sequence sequence) {
            return sequence;
        }
        throw new IllegalArgumentException(known);
    }

    /** A pattern of C's strftime, or null if it holds something that is not known here. */
    public static @Nullable TimePiece strftime(String pattern) {
        List<TimePiece> pieces = new ArrayList<>();
        boolean letter = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (!letter && c == '%') {
                letter = true;
                continue;
            }
            TimePiece piece = letter ? conversion(c) : literal(c);
            if (piece == null) {
                return null;
            }
            pieces.add(piece);
            letter = false;
        }
        if (letter) {
            return null;
        }
        return new Sequence(List.copyOf(pieces));
    }

    private static @Nullable TimePiece conversion(char letter) {
        return switch (letter) {
            case 'Y' -> number(4, 4, 0, 9999, (clock, value) -> clock.year = value);
            case 'y' -> number(2, 2, 0, 99, (clock, value) -> clock.year = value < 69 ? 2000 + value : 1900 + value);
            case 'm' -> number(1, 2, 1, 12, (clock, value) -> clock.month = value);
            case 'd', 'e' -> number(1, 2, 1, 31, (clock, value) -> clock.day = value);
            case 'H', 'k' -> number(1, 2, 0, 23, (clock, value) -> clock.hour = value);
            case 'I', 'l' -> number(1, 2, 1, 12, (clock, value) -> clock.hour = value);
            case 'M' -> number(1, 2, 0, 59, (clock, value) -> clock.minute = value);
            case 'S' -> number(1, 2, 0, 60, (clock, value) -> clock.second = value);
            case 'b', 'h' -> TimePieces::month;
            case 'a' -> TimePieces::threeLetters;
            case 'p' -> TimePieces::half;
            case 'z' -> TimePieces::offset;
            case 's' -> EPOCH_S;
            case 'T' -> strftime("%H:%M:%S");
            case 'R' -> strftime("%H:%M");
            case 'F' -> strftime("%Y-%m-%d");
            case 'D' -> strftime("%m/%d/%y");
            case 't' -> literal('\t');
            case '%' -> literal('%');
            default -> null;
        };
    }

    private interface Setter {
        void set(LineClock clock, int value);
    }

    private static TimePiece number(int least, int most, int min, int max, Setter setter) {
        return (line, at, to, clock) -> {
            // %e and %k write a space for a leading zero
            int from = at < to && line[at] == ' ' && most == 2 ? at + 1 : at;
            int digits = Digits.count(line, from, to, most);
            int value = (int) Digits.number(line, from, digits);
            if (digits < least || value < min || value > max) {
                return FAILED;
            }
            setter.set(clock, value);
            return from + digits;
        };
    }

    private static TimePiece literal(char c) {
        return (line, at, to, clock) -> at < to && line[at] == c ? at + 1 : FAILED;
    }

    private static int month(byte[] line, int at, int to, LineClock clock) {
        for (int i = 0; at + 3 <= to && i < MONTHS.length; i += 3) {
            if ((line[at] | 0x20) == MONTHS[i]
                    && (line[at + 1] | 0x20) == MONTHS[i + 1]
                    && (line[at + 2] | 0x20) == MONTHS[i + 2]) {
                clock.month = i / 3 + 1;
                return at + 3;
            }
        }
        return FAILED;
    }

    private static int threeLetters(byte[] line, int at, int to, LineClock clock) {
        return at + 3 <= to ? at + 3 : FAILED;
    }

    private static int half(byte[] line, int at, int to, LineClock clock) {
        if (at + 2 > to || (line[at + 1] | 0x20) != 'm') {
            return FAILED;
        }
        int letter = line[at] | 0x20;
        clock.half = letter == 'p' ? 12 : 0;
        return letter == 'p' || letter == 'a' ? at + 2 : FAILED;
    }

    /** {@code Z}, {@code +0800} or {@code +08:00}. */
    private static int offset(byte[] line, int at, int to, LineClock clock) {
        if (at < to && line[at] == 'Z') {
            clock.offsetSeconds = 0;
            return at + 1;
        }
        if (at + 5 > to || (line[at] != '+' && line[at] != '-') || Digits.count(line, at + 1, to, 2) < 2) {
            return FAILED;
        }
        int minutesAt = line[at + 3] == ':' ? at + 4 : at + 3;
        if (Digits.count(line, minutesAt, to, 2) < 2) {
            return FAILED;
        }
        int hours = (int) Digits.number(line, at + 1, 2);
        int minutes = (int) Digits.number(line, minutesAt, 2);
        if (hours > MAX_OFFSET_HOURS || minutes > 59 || (hours == MAX_OFFSET_HOURS && minutes > 0)) {
            return FAILED;
        }
        int seconds = hours * HOUR_SECONDS + minutes * MINUTE_SECONDS;
        clock.offsetSeconds = line[at] == '-' ? -seconds : seconds;
        return minutesAt + 2;
    }

    /** An offset that follows, perhaps after a space. */
    private static TimePiece optionalOffset() {
        return (line, at, to, clock) -> {
            int from = at < to && line[at] == ' ' ? at + 1 : at;
            boolean sign = from < to && (line[from] == '+' || line[from] == '-' || line[from] == 'Z');
            boolean there = sign && (line[from] == 'Z' || (from + 1 < to && Digits.isDigit(line[from + 1])));
            return there ? offset(line, from, to, clock) : at;
        };
    }

    private static TimePiece fraction() {
        return (line, at, to, clock) -> {
            boolean there = at + 1 < to && (line[at] == '.' || line[at] == ',') && Digits.isDigit(line[at + 1]);
            if (!there) {
                return at;
            }
            clock.milli = milli(line, at + 1, to);
            return at + 1 + Digits.count(line, at + 1, to, Integer.MAX_VALUE);
        };
    }

    /** The first three decimals, cut off. */
    private static int milli(byte[] line, int at, int to) {
        int digits = Digits.count(line, at, to, 3);
        int value = (int) Digits.number(line, at, digits);
        for (int i = digits; i < 3; i++) {
            value *= 10;
        }
        return value;
    }

    private static int dateEnd(byte[] line, int at, int to, LineClock clock) {
        return at < to && (line[at] == 'T' || line[at] == ' ' || line[at] == 't') ? at + 1 : FAILED;
    }

    private static int epochSeconds(byte[] line, int at, int to, LineClock clock) {
        int end = epoch(line, at, to, clock, 1000, 1);
        return end == FAILED ? FAILED : fraction().read(line, end, to, clock);
    }

    private static int epoch(byte[] line, int at, int to, LineClock clock, long times, long by) {
        int digits = Digits.count(line, at, to, 17);
        if (digits == 0) {
            return FAILED;
        }
        long value = Digits.number(line, at, digits);
        // beyond 9999 nothing is a time
        if (value > 253_402_300_799_999L * by / times) {
            return FAILED;
        }
        clock.epochMs = value * times / by;
        return at + digits;
    }

    /** Milliseconds or microseconds alone, as Apache's {@code %{msec_frac}t}. */
    public static TimePiece milliseconds(int digits) {
        return (line, at, to, clock) -> {
            if (Digits.count(line, at, to, digits) < digits) {
                return FAILED;
            }
            clock.milli = milli(line, at, to);
            return at + digits;
        };
    }
}
