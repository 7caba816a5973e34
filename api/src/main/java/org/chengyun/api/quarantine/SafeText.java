package org.chengyun.api.quarantine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes from anywhere as text that can be shown: nothing in it moves a cursor, turns the direction of writing or hides.
 *
 * @param text what is not to be shown as it is stands as {@code \n}, {@code \t}, {@code \xNN} or {@code \}{@code uNNNN}
 * @param charset in which it was read: UTF-8, or GB18030 if it is no UTF-8 but that
 * @param isCut true if there is more
 */
public record SafeText(String text, String charset, boolean isCut) {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char HIGHEST_ASCII = 0x7e;

    /** The first of the bytes. */
    public static SafeText of(byte[] bytes, int mostBytes) {
        int length = Math.min(bytes.length, mostBytes);
        boolean isCut = length < bytes.length;
        Optional<String> utf8 = strict(bytes, length, StandardCharsets.UTF_8, isCut);
        if (utf8.isPresent()) {
            return new SafeText(escaped(utf8.get()), "UTF-8", isCut);
        }
        Optional<String> chinese = strict(bytes, length, GB18030, isCut).filter(SafeText::isWriting);
        return chinese.map(text -> new SafeText(escaped(text), "GB18030", isCut))
                .orElseGet(() -> new SafeText(lenient(bytes, length), "UTF-8", isCut));
    }

    /** The text if these bytes are nothing else; what a cut leaves of the last character is dropped. */
    private static Optional<String> strict(byte[] bytes, int length, Charset charset, boolean isCut) {
        CharBuffer text = CharBuffer.allocate(length);
        var result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, 0, length), text, !isCut);
        return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
    }

    /** Bytes that are no text are often valid GB18030, too; but then they are not all letters. */
    private static boolean isWriting(String text) {
        return text.codePoints()
                .allMatch(c -> c == '\n'
                        || c == '\r'
                        || c == '\t'
                        || (c >= ' ' && c <= HIGHEST_ASCII)
                        || Character.isIdeographic(c)
                        || (c > HIGHEST_ASCII
                                && Character.getType(c) >= Character.DASH_PUNCTUATION
                                && Character.isDefined(c)));
    }

    private static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> escape(out, c));
        return out.toString();
    }

    private static void escape(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (isHarmless(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append((c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
                }
            }
        }
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            // controls, what turns direction or takes no room, halves of pairs, what nobody has agreed on
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> true;
        };
    }

    /** What is UTF-8 as it is, every other byte by itself. */
    private static String lenient(byte[] bytes, int length) {
        var out = new StringBuilder(length + 16);
        int at = 0;
        while (at < length) {
            int taken = 0;
            for (int size = 1; size <= 4 && at + size <= length && taken == 0; size++) {
                try {
                    CharBuffer one = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, size));
                    escape(out, one.toString().codePointAt(0));
                    taken = size;
                } catch (CharacterCodingException e) {
                    // not yet a whole character, or none at all
                }
            }
            if (taken == 0) {
                out.append("\\x%02x".formatted(bytes[at] & 0xff));
                taken = 1;
            }
            at += taken;
        }
        return out.toString();
    }
}
