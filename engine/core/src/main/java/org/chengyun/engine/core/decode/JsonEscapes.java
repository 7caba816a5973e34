package org.chengyun.engine.core.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strings with escapes: rare, so they may allocate. */
final class JsonEscapes {
    private static final String PLAIN = "\"\\/bfnrt";
    private static final int NO_UTF_8 = 0xff;
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private JsonEscapes() {}

    /**
     * The content of a string as UTF-8.
     *
     * @param from behind the opening quote
     * @return null if it does not end, or holds what a string must not
     */
    static byte @Nullable [] resolve(byte[] bytes, int from, int end) {
        var plain = new ByteArrayOutputStream();
        int i = from;
        while (i < end && bytes[i] != '"') {
            byte b = bytes[i];
            if (b >= 0 && b < ' ') {
                return null;
            }
            if (b != '\\') {
                plain.write(b);
                i++;
                continue;
            }
            int length = escape(bytes, i, end, plain);
            if (length == 0) {
                return null;
            }
            i += length;
        }
        return i < end ? plain.toByteArray() : null;
    }

    /** Behind the closing quote of a string that {@link #resolve} could read. */
    static int behind(byte[] bytes, int from) {
        int i = from;
        while (bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    /** Resolves one escape; its length in bytes, 0 if it is none. */
    private static int escape(byte[] bytes, int at, int end, ByteArrayOutputStream plain) {
        if (at + 1 >= end) {
            return 0;
        }
        int kind = PLAIN.indexOf(bytes[at + 1]);
        if (kind >= 0) {
            plain.write(MEANT.charAt(kind));
            return 2;
        }
        int unit = unit(bytes, at, end);
        if (unit < 0) {
            return 0;
        }
        if (!Character.isSurrogate((char) unit)) {
            plain.writeBytes(Character.toString(unit).getBytes(StandardCharsets.UTF_8));
            return 6;
        }
        int low = unit(bytes, at + 6, end);
        if (low < 0 || !Character.isSurrogatePair((char) unit, (char) low)) {
            // JSON allows half a character, Unicode does not: whoever wants the text must see that it is none.
            plain.write(NO_UTF_8);
            return 6;
        }
        int point = Character.toCodePoint((char) unit, (char) low);
        plain.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        return 12;
    }

    /** The UTF-16 unit of a {@code \}{@code uXXXX}, −1 if there is none. */
    private static int unit(byte[] bytes, int at, int end) {
        if (at + 6 > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
