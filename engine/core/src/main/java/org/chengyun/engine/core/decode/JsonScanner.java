package org.chengyun.engine.core.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON (RFC 8259) in a byte array and allocates nothing on the way, except for strings with escapes and for
 * numbers beyond the exact range of a double. Whatever is not JSON ends in {@link #FAILED}. Not thread-safe.
 */
final class JsonScanner {
    /** A position that no array has: the bytes are not JSON. */
    static final int FAILED = -1;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long UPPER = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long ZEROS = ONES * '0';
    private static final int DEEPEST = 64;
    private static final int MOST_DIGITS = 18;
    /** Nobody writes a long in more characters; reading millions of digits exactly takes minutes. */
    private static final int LONGEST_WHOLE = 400;

    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    byte[] bytes = new byte[0];
    /** Next byte to read; {@link #FAILED} for ever after the first byte that cannot stand where it stands. */
    int at;

    int end;

    /** Where the content of the last string lies; in {@link #textBytes}. */
    int textFrom;

    int textTo;
    byte[] textBytes = bytes;

    private long mantissa;
    private int digits;
    private int exponent;
    private boolean negative;
    private int numberFrom;

    boolean failed() {
        return at == FAILED;
    }

    /** Skips white space, then takes {@code expected}. */
    void take(char expected) {
        if (peek() == expected) {
            at++;
        } else {
            at = FAILED;
        }
    }

    /** The byte behind white space, not taken; 0 at the end. */
    int peek() {
        if (at == FAILED) {
            return 0;
        }
        while (at < end && bytes[at] <= ' ') {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return 0;
            }
            at++;
        }
        return at < end ? bytes[at] : 0;
    }

    /** Takes a string; its UTF-8 content lies in {@link #textBytes} from {@link #textFrom} to {@link #textTo}. */
    void string() {
        take('"');
        if (at == FAILED) {
            return;
        }
        int from = at;
        int i = special(from);
        if (i < end && bytes[i] == '"') {
            textBytes = bytes;
            textFrom = from;
            textTo = i;
            at = i + 1;
        } else if (i < end && bytes[i] == '\\') {
            escaped(from);
        } else {
            at = FAILED;
        }
    }

    /** The first quote, backslash or control character from {@code from} on, else {@link #end}; eight bytes at a time. */
    private int special(int from) {
        int i = from;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            long marks = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES) | below(word, ' ');
            if (marks != 0) {
                return i + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
            }
        }
        while (i < end && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] < 0 || bytes[i] >= ' ')) {
            i++;
        }
        return i;
    }

    /** The upper bit of each byte that is zero; above the lowest of them also of others ("Hacker's Delight", 6-1). */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & UPPER;
    }

    /** The upper bit of each byte below {@code limit}, which is at most 128; above the lowest also of others. */
    private static long below(long word, int limit) {
        return (word - ONES * limit) & ~word & UPPER;
    }

    private void escaped(int from) {
        byte[] plain = JsonEscapes.resolve(bytes, from, end);
        if (plain == null) {
            at = FAILED;
            return;
        }
        at = JsonEscapes.behind(bytes, from);
        textBytes = plain;
        textFrom = 0;
        textTo = plain.length;
    }

    /** Takes {@code "name":} if just that stands here, without white space. */
    boolean takeName(long[] words, long lastMask, int length) {
        int from = at;
        if (from == FAILED || from + words.length * Long.BYTES > bytes.length || from + length > end) {
            return false;
        }
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if ((long) WORDS.get(bytes, from + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        if (((long) WORDS.get(bytes, from + last * Long.BYTES) & lastMask) != words[last]) {
            return false;
        }
        at = from + length;
        return true;
    }

    /** Takes a number, whose value the next call of {@link #asDouble} or {@link #asLong} tells. */
    void number() {
        negative = peek() == '-';
        if (at == FAILED) {
            return;
        }
        numberFrom = at;
        if (negative) {
            at++;
        }
        mantissa = 0;
        digits = 0;
        exponent = 0;
        int first = at;
        digits();
        boolean none = at == first;
        boolean padded = at > first + 1 && bytes[first] == '0';
        if (none || padded) {
            at = FAILED;
            return;
        }
        if (at < end && bytes[at] == '.') {
            int point = ++at;
            digits();
            exponent = point - at;
            if (at == point) {
                at = FAILED;
                return;
            }
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            exponent();
        }
    }

    private void digits() {
        int i = at;
        long value = mantissa;
        int significant = digits;
        if (significant == 0 && i + Long.BYTES <= end) {
            long word = (long) WORDS.get(bytes, i) ^ ZEROS;
            // Eight digits, none of them a leading zero: their value at once.
            if ((word & 0xff) != 0 && (((word + ONES * 0x76) | word) & UPPER) == 0) {
                value = eight(word);
                significant = Long.BYTES;
                i += Long.BYTES;
            }
        }
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (significant < MOST_DIGITS) {
                value = value * 10 + digit;
            }
            if (value != 0) {
                significant++;
            }
        }
        mantissa = value;
        digits = significant;
        at = i;
    }

    /** The number of eight digits, the first in the lowest byte: pairs, then fours, then all (Lemire 2018). */
    private static long eight(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x0000_00ff_0000_00ffL) * 0x000f_4240_0000_0064L
                        + ((pairs >>> 16) & 0x0000_00ff_0000_00ffL) * 0x0000_2710_0000_0001L)
                >>> 32;
    }

    private void exponent() {
        at++;
        boolean less = at < end && bytes[at] == '-';
        if (less || (at < end && bytes[at] == '+')) {
            at++;
        }
        int from = at;
        int value = 0;
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = Math.min(value * 10 + bytes[at] - '0', 100_000);
        }
        exponent += less ? -value : value;
        if (at == from) {
            at = FAILED;
        }
    }

    /** The double nearest to the number just taken; infinite if there is none. */
    double asDouble() {
        if (digits <= MOST_DIGITS && mantissa <= EXACT && Math.abs(exponent) < POWERS.length) {
            // Both operands are exact, so the one rounding of the operation is the right one (Clinger 1990).
            double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
            return negative ? -value : value;
        }
        return Double.parseDouble(numberText());
    }

    /** The number just taken if it is a whole one in the range of a long, else null. */
    @Nullable
    Long asBoxedLong() {
        if (at - numberFrom > LONGEST_WHOLE) {
            return null;
        }
        try {
            return new BigDecimal(numberText()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            // A fraction, out of range, or an exponent that is.
            return null;
        }
    }

    /** True if {@link #asLong} is the value of the number just taken. */
    boolean isPlainLong() {
        return exponent == 0 && digits <= MOST_DIGITS;
    }

    long asLong() {
        return negative ? -mantissa : mantissa;
    }

    private String numberText() {
        return new String(bytes, numberFrom, at - numberFrom, StandardCharsets.US_ASCII);
    }

    /** Takes {@code true}, {@code false} or {@code null}. */
    void word(String word) {
        peek();
        int length = word.length();
        if (at == FAILED || end - at < length) {
            at = FAILED;
            return;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != word.charAt(i)) {
                at = FAILED;
                return;
            }
        }
        at += length;
    }

    /** Takes a value of any kind. */
    void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth > DEEPEST) {
            at = FAILED;
            return;
        }
        switch (peek()) {
            case '"' -> string();
            case '{' -> skipMembers(depth);
            case '[' -> skipElements(depth);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void skipMembers(int depth) {
        take('{');
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            string();
            take(':');
            skip(depth + 1);
        } while (more('}'));
    }

    private void skipElements(int depth) {
        take('[');
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            skip(depth + 1);
        } while (more(']'));
    }

    /** Takes a comma and says true, or the closing bracket and says false. */
    boolean more(char closing) {
        boolean comma = peek() == ',';
        if (comma) {
            at++;
        } else {
            take(closing);
        }
        return comma && at != FAILED;
    }
}
