package org.chengyun.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the same, byte by byte, over many short texts: what matters is where words begin and end. */
class ByteScanTest {
    private static final byte[] TEXT = {
        ' ', 0x1f, '"', '"' + 1, '\\', 0x7e, 0x7f, (byte) 0x80, (byte) 0xa2, (byte) 0xff, 0
    };

    @Test
    void shouldFindTheFirst() {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = bytes(random);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length + 1 - from);
            byte one = TEXT[random.nextInt(TEXT.length)];
            byte other = TEXT[random.nextInt(TEXT.length)];

            assertThat(ByteScan.find(bytes, from, to, one)).isEqualTo(slowly(bytes, from, to, one, one));
            assertThat(ByteScan.findEither(bytes, from, to, one, other)).isEqualTo(slowly(bytes, from, to, one, other));
        }
    }

    private static int slowly(byte[] bytes, int from, int to, byte one, byte other) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == one || bytes[i] == other) {
                return i;
            }
        }
        return to;
    }

    @Test
    void shouldTellPrintableAscii() {
        var random = new Random(8);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = bytes(random);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length + 1 - from);
            boolean plain = true;
            for (int at = from; at < to; at++) {
                plain &= bytes[at] >= 0x20 && bytes[at] <= 0x7e;
            }

            assertThat(ByteScan.isPlain(bytes, from, to)).isEqualTo(plain);
        }
    }

    /** Mostly letters, so that some come to the end. */
    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(12) == 0 ? TEXT[random.nextInt(TEXT.length)] : (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }
}
