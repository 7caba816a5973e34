package org.chengyun.engine.bench.accesslog;

/** A growing line of ASCII in a reused buffer. Not thread-safe. */
public final class Line {
    private static final int LONGEST = 4096;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final byte[] buffer = new byte[LONGEST];
    private int length;

    Line clear() {
        length = 0;
        return this;
    }

    Line add(byte[] ascii) {
        System.arraycopy(ascii, 0, buffer, length, ascii.length);
        length += ascii.length;
        return this;
    }

    Line add(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** In decimal; not negative. */
    Line add(long number) {
        long rest = number;
        int digits = 1;
        for (long power = 10; power <= rest; power *= 10) {
            digits++;
        }
        for (int at = length + digits - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    Line addHex(int number) {
        int shift = Math.max(0, (31 - Integer.numberOfLeadingZeros(number | 1)) / 4 * 4);
        for (; shift >= 0; shift -= 4) {
            buffer[length++] = HEX[number >>> shift & 15];
        }
        return this;
    }

    /** The first bytes only. */
    Line cutTo(int bytes) {
        length = Math.min(length, bytes);
        return this;
    }

    public byte[] bytes() {
        return buffer;
    }

    public int length() {
        return length;
    }
}
