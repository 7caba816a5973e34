package org.chengyun.engine.core.decode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Keeps very long dimension values (a path of some kilobytes) usable as keys: the beginning, then {@code …#} and 16 hex
 * digits of the SHA-256 of the whole, so that different texts stay different and the same stay the same.
 */
final class ShortText {
    private ShortText() {}

    static String of(String text, int maxBytes) {
        int room = maxBytes - 24;
        // At most 4 bytes a code point, so this cut is always short enough; it never splits a surrogate pair.
        int end = text.offsetByCodePoints(0, Math.min(room / 4, text.codePointCount(0, text.length())));
        return text.substring(0, end) + "…#" + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
