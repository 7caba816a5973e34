package org.chengyun.engine.bench.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reused buffer for text that is all ASCII. Not thread-safe. */
final class Text {
    private final byte[] buffer = new byte[1024];
    private int length;

    Text clear() {
        length = 0;
        return this;
    }

    Text add(byte[] ascii) {
        System.arraycopy(ascii, 0, buffer, length, ascii.length);
        length += ascii.length;
        return this;
    }

    Text add(String ascii) {
        return add(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    Text add(long number) {
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

    /** Two digits. */
    Text add2(int number) {
        buffer[length++] = (byte) ('0' + number / 10);
        buffer[length++] = (byte) ('0' + number % 10);
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }
}
