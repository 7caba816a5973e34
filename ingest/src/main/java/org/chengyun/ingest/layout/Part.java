package org.chengyun.ingest.layout;

import java.nio.charset.StandardCharsets;
import org.chengyun.ingest.clock.TimePiece;

/** One after the other they are a line. Immutable. */
sealed interface Part {
    /** Bytes that stand in every line. */
    final class Text implements Part {
        final byte[] bytes;

        Text(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        boolean isAt(byte[] line, int at, int to) {
            if (at + bytes.length > to) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (line[at + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }

        String shown() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * A field that ends where the text behind it begins.
     *
     * @param name as the format string has it, for people
     * @param perSecond of a duration: its units in a second
     */
    record Field(String name, Role role, double perSecond) implements Part {
        Field(String name, Role role) {
            this(name, role, 1);
        }
    }

    /** A time or a part of one; it knows itself where it ends. */
    record Time(String name, TimePiece piece) implements Part {}

    /** Any number of {@code {…}}, each with a space behind it: HAProxy's captured headers. */
    record Captured() implements Part {}
}
