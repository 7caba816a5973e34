package org.chengyun.ingest.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes as disks, networks, careless senders and attackers do. The same seed does the same. */
final class Mutator {
    private static final String MARKS = "\"'\\\n\r\t ,;:|{}[]()<>&/=-+#%.!?@0\u0000";
    private static final List<byte[]> TOKENS = tokens(
            "0",
            "-1",
            "-0",
            "007",
            "1e400",
            "-1e-400",
            "1E+2147483648",
            "NaN",
            "Infinity",
            "0x1F",
            "2147483648",
            "9223372036854775807",
            "-9223372036854775809",
            "1".repeat(400),
            "0." + "3".repeat(400),
            "99999999999999999999999999.5",
            "29/Feb/2023:24:00:00 +2400",
            "31/Dec/1969:23:59:60 -0000",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00+18:00",
            "0000-00-00 00:00:00",
            "2026-03-29T02:30:00",
            "13/32/99 25:61:61 PM",
            "null",
            "true",
            "\"\"",
            "\"\"\"",
            "\",\"",
            "\r\n",
            "\n\n",
            "\r",
            "\u2028",
            "\uFEFF",
            "\\u0000",
            "\\ud800",
            "\\x",
            "%",
            "%zz",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "&b;",
            "&#0;",
            "&#1114112;",
            "#Fields: ",
            "#Fields: date time date cs-uri\n",
            "]}",
            "},{",
            "{\"a\":",
            "<a b=\"",
            "::ffff:1.2.3.4",
            "[::1]:65536",
            "<191>1 - - - - - - ",
            "<13>Feb 30 25:00:00 ",
            "999999999 <",
            "12 <");
    private static final byte[][] NO_CHARACTERS = {
        {(byte) 0xC0, (byte) 0x80},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xFF, (byte) 0xFE},
        {(byte) 0xE8},
        {(byte) 0x81},
        {(byte) 0x81, 0x30},
        {(byte) 0x84, 0x31, (byte) 0xA4, 0x37},
        {(byte) 0xFE, 0x39, (byte) 0xFE, 0x39},
        {(byte) 0x80}
    };
    private static final List<byte[]> NESTS =
            tokens("{\"a\":", "[", "[{\"a\":[", "<a>", "<a b='c'>", "(", "\"", "{", "<![CDATA[", "\",\"", "\\", "},{");

    private final Random random;
    private byte[] bytes = new byte[0];

    Mutator(Random random) {
        this.random = random;
    }

    private static List<byte[]> tokens(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * A damaged copy.
     *
     * @param keep so many bytes at the begin stay as they are
     * @param other from which slices are taken
     */
    byte[] damaged(byte[] good, int keep, byte[] other) {
        bytes = good.clone();
        int most = random.nextInt(8) == 0 ? 24 : 4;
        for (int hits = 1 + random.nextInt(most); hits > 0; hits--) {
            hit(Math.min(keep, bytes.length), other);
        }
        return bytes;
    }

    /** The same, and longer than this. */
    byte[] large(byte[] good, int keep, byte[] other, int leastBytes) {
        byte[] damaged = damaged(good, keep, other);
        int from = Math.min(keep, damaged.length);
        byte[] what = slice(damaged, from);
        if (what.length == 0 || random.nextInt(3) == 0) {
            what = NESTS.get(random.nextInt(NESTS.size()));
        }
        int at = from + random.nextInt(damaged.length - from + 1);
        insert(at, repeated(what, leastBytes / what.length + 1));
        return bytes;
    }

    /** Half of the first record, and then a mark again and again. */
    static byte[] repeatedBehind(Fuzzer.Seed seed, String mark, int bytes) {
        byte[] content = seed.content();
        int end = seed.keep();
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        var all = new ByteArrayOutputStream(bytes);
        all.write(content, 0, seed.keep() + (end - seed.keep()) / 2);
        byte[] marks = mark.getBytes(StandardCharsets.UTF_8);
        byte[] rest = repeated(marks, bytes / marks.length);
        all.write(rest, 0, rest.length);
        return all.toByteArray();
    }

    private static byte[] repeated(byte[] what, int times) {
        byte[] all = new byte[what.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = what[i % what.length];
        }
        return all;
    }

    private void hit(int keep, byte[] other) {
        int at = keep + random.nextInt(bytes.length - keep + 1);
        switch (random.nextInt(16)) {
            case 0, 1 -> {
                if (at < bytes.length) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2, 3 -> {
                if (at < bytes.length) {
                    bytes[at] = mark();
                }
            }
            case 4 -> {
                if (at < bytes.length) {
                    bytes[at] = (byte) random.nextInt(256);
                }
            }
            case 5 -> insert(at, new byte[] {mark()});
            case 6, 7 -> cut(at, Math.min(bytes.length, at + 1 + few()));
            case 8 -> insert(at, slice(bytes, keep));
            case 9 -> insert(at, slice(other, 0));
            case 10 -> insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
            case 11, 12 -> number(at);
            case 13 -> insert(at, NO_CHARACTERS[random.nextInt(NO_CHARACTERS.length)]);
            case 14 -> {
                byte[] nest = NESTS.get(random.nextInt(NESTS.size()));
                insert(at, repeated(nest, 1 + (random.nextInt(20) == 0 ? random.nextInt(3_000) : random.nextInt(12))));
            }
            default -> cut(random.nextInt(4) == 0 ? at : Math.max(at, bytes.length - few()), bytes.length);
        }
    }

    private byte mark() {
        return (byte) MARKS.charAt(random.nextInt(MARKS.length()));
    }

    private int few() {
        return random.nextInt(random.nextInt(6) == 0 ? 200 : 8);
    }

    private byte[] slice(byte[] of, int from) {
        if (of.length <= from) {
            return new byte[0];
        }
        int begin = from + random.nextInt(of.length - from);
        int length = random.nextInt(random.nextInt(3) == 0 ? 400 : 24);
        return Arrays.copyOfRange(of, begin, Math.min(of.length, begin + length));
    }

    /** In the place of the next number another one. */
    private void number(int from) {
        int begin = from;
        while (begin < bytes.length && !isDigit(bytes[begin])) {
            begin++;
        }
        int end = begin;
        while (end < bytes.length && isDigit(bytes[end])) {
            end++;
        }
        if (begin == bytes.length) {
            return;
        }
        cut(begin, end);
        insert(
                begin,
                random.nextBoolean()
                        ? TOKENS.get(random.nextInt(16))
                        : Integer.toString(random.nextInt(random.nextBoolean() ? 100 : Integer.MAX_VALUE))
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void cut(int from, int to) {
        if (from < to) {
            byte[] rest = Arrays.copyOf(bytes, bytes.length - (to - from));
            System.arraycopy(bytes, to, rest, from, bytes.length - to);
            bytes = rest;
        }
    }

    private void insert(int at, byte[] what) {
        var all = new ByteArrayOutputStream(bytes.length + what.length);
        all.write(bytes, 0, at);
        all.write(what, 0, what.length);
        all.write(bytes, at, bytes.length - at);
        bytes = all.toByteArray();
    }
}
