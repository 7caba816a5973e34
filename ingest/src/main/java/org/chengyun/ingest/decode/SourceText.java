package org.chengyun.ingest.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.chengyun.ingest.record.ByteScan;
import org.jspecify.annotations.Nullable;

/** Text as sources write it, made safe to be stored and grouped by. */
public final class SourceText {
    /**
     * Longest text of an observation, in UTF-8 bytes. Three such dimensions fit into one index entry of the database
     * (2,704 bytes).
     */
    public static final int MAX_BYTES = 768;

    private static final int HASH_CHARS = 16;

    private SourceText() {}

    /** True if all bytes of [from, to) are printable ASCII. */
    public static boolean isPlain(byte[] bytes, int from, int to) {
        return ByteScan.isPlain(bytes, from, to);
    }

    /** True if [from, to) holds a control character other than tab and line breaks. */
    public static boolean looksBinary(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < 0x20 && b != '\t' && b != '\r' && b != '\n') {
                return true;
            }
        }
        return false;
    }

    /** True if [from, to) holds nothing but spaces and tabs, or begins with '#' after them. */
    public static boolean isBlankOrComment(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return bytes[i] == '#';
            }
        }
        return true;
    }

    /** The text of [from, to), or null if these bytes are no text in that character set. */
    public static @Nullable String strict(byte[] bytes, int from, int to, Charset charset) {
        if (isPlain(bytes, from, to)) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from));
            return text.toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The text of [from, to) with every byte that is neither printable ASCII nor UTF-8 written as {@code \xhh}. */
    public static String escaped(byte[] bytes, int from, int to) {
        String text = strict(bytes, from, to, StandardCharsets.UTF_8);
        boolean asBytes = text == null;
        String source = text == null ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) : text;
        if (!asBytes && source.chars().noneMatch(SourceText::isControl)) {
            return source;
        }
        var escaped = new StringBuilder(source.length() + 16);
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (isControl(c) || (asBytes && c >= 0x80)) {
                escaped.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isControl(int c) {
        return c < 0x20 || c == 0x7f;
    }

    /** True if the text cannot be stored: a control character NUL or half a character pair. */
    public static boolean isUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return true;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** The text itself up to {@link #MAX_BYTES}; a longer one is cut and ends in a hash, so that different texts stay so. */
    public static String bounded(String text) {
        if (text.length() * 3L <= MAX_BYTES) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= MAX_BYTES) {
            return text;
        }
        int cut = MAX_BYTES - HASH_CHARS - 3;
        while ((utf8[cut] & 0xc0) == 0x80) {
            cut--;
        }
        String hash = HexFormat.of().formatHex(sha256(utf8)).substring(0, HASH_CHARS);
        return new String(utf8, 0, cut, StandardCharsets.UTF_8) + "…" + hash;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** A value as shown in the detail of a rejection: cut to a readable length. */
    public static String quoted(String value) {
        return value.length() <= 60 ? "'" + value + "'" : "'" + value.substring(0, 60) + "…'";
    }
}
