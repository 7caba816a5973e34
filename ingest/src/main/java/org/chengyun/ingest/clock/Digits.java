package org.chengyun.ingest.clock;

/** Numbers in bytes, read without making text of them. */
public final class Digits {
    private static final int MOST = 18;
    private static final double[] TENTHS = tenths();

    private Digits() {}

    private static double[] tenths() {
        double[] powers = new double[MOST + 1];
        powers[0] = 1;
        for (int i = 1; i <= MOST; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    public static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** How many digits, up to {@code most}, stand at {@code at}. */
    public static int count(byte[] bytes, int at, int to, int most) {
        int count = 0;
        while (count < most && at + count < to && isDigit(bytes[at + count])) {
            count++;
        }
        return count;
    }

    /** The number in up to 18 digits. */
    public static long number(byte[] bytes, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** The whole number that [from, to) is, or -1. */
    public static long whole(byte[] bytes, int from, int to) {
        int length = to - from;
        return length > 0 && length <= MOST && count(bytes, from, to, MOST) == length
                ? number(bytes, from, length)
                : -1;
    }

    /** The number, perhaps with decimals, that [from, to) is; rounded once. Negative if it is none. */
    public static double decimal(byte[] bytes, int from, int to) {
        int before = count(bytes, from, to, MOST);
        int after = 0;
        int end = from + before;
        long digits = number(bytes, from, before);
        if (end < to && bytes[end] == '.') {
            after = count(bytes, end + 1, to, MOST - before);
            for (int i = 1; i <= after; i++) {
                digits = digits * 10 + bytes[end + i] - '0';
            }
            end += 1 + after;
        }
        return before == 0 || end != to ? -1 : digits / TENTHS[after];
    }
}
