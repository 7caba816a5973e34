package org.chengyun.engine.core.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a field as members of JSON objects bear it. Immutable. */
final class JsonName {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] plain;
    /** {@code "name":} in words; the last is zero beyond its end. */
    private final long[] words;

    private final long lastMask;
    private final int length;

    JsonName(String name) {
        plain = name.getBytes(StandardCharsets.UTF_8);
        byte[] quoted = "\"%s\":".formatted(name).getBytes(StandardCharsets.UTF_8);
        length = quoted.length;
        words = new long[(length + Long.BYTES - 1) / Long.BYTES];
        byte[] padded = Arrays.copyOf(quoted, words.length * Long.BYTES);
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) WORDS.get(padded, i * Long.BYTES);
        }
        int rest = length % Long.BYTES;
        lastMask = rest == 0 ? -1L : (1L << (rest * Byte.SIZE)) - 1;
    }

    /** Takes this name with its colon, if it stands there as most writers write it. */
    boolean takenFrom(JsonScanner json) {
        return json.takeName(words, lastMask, length);
    }

    /** Whether the string that was taken last is this name. */
    boolean equalsText(JsonScanner json) {
        return Arrays.equals(plain, 0, plain.length, json.textBytes, json.textFrom, json.textTo);
    }
}
