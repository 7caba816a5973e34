package org.chengyun.dashboard.quarantine;

/** Bytes as people look at them: place, sixteen in hexadecimal, the same as ASCII. */
final class HexDump {
    private static final int WIDTH = 16;
    private static final char HIGHEST = 0x7e;

    private HexDump() {}

    /** The first {@code most} bytes. */
    static String of(byte[] bytes, int most) {
        int length = Math.min(bytes.length, most);
        var dump = new StringBuilder(length * 5);
        for (int line = 0; line < length; line += WIDTH) {
            dump.append("%06x  ".formatted(line));
            var text = new StringBuilder(WIDTH);
            for (int i = line; i < line + WIDTH; i++) {
                dump.append(i < length ? "%02x ".formatted(bytes[i] & 0xff) : "   ");
                if (i < length) {
                    text.append(bytes[i] >= ' ' && bytes[i] <= HIGHEST ? (char) bytes[i] : '.');
                }
            }
            dump.append(' ').append(text).append('\n');
        }
        return dump.toString();
    }
}
