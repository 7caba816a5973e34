package org.chengyun.ingest.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes, eight at a time.
 *
 * <p>Warren, "Hacker's Delight", 6-1: of a word, the lowest byte that is zero, exactly.
 */
public final class ByteScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private ByteScan() {}

    /** Where the byte first is in [from, to); {@code to} if it is not there. */
    public static int find(byte[] bytes, int from, int to, byte wanted) {
        long pattern = ONES * (wanted & 0xff);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long found = zeros((long) LONGS.get(bytes, at) ^ pattern);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Where one of two bytes first is in [from, to); {@code to} if none is there. */
    public static int findEither(byte[] bytes, int from, int to, byte one, byte other) {
        long patternOfOne = ONES * (one & 0xff);
        long patternOfOther = ONES * (other & 0xff);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long found = zeros(word ^ patternOfOne) | zeros(word ^ patternOfOther);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != one && bytes[at] != other) {
            at++;
        }
        return at;
    }

    /** True if all bytes of [from, to) are printable ASCII: 0x20 to 0x7e. */
    public static boolean isPlain(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            if (strange((long) LONGS.get(bytes, at)) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] < 0x20 || bytes[at] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Not zero if a byte of the word is below 0x20 or above 0x7e. */
    private static long strange(long word) {
        // none has its high bit, so that adding and subtracting goes over no byte's end
        long ascii = word & ~HIGHS;
        long control = ~(ascii + ONES * (0x80 - 0x20));
        long delete = ascii + ONES;
        return (word | control | delete) & HIGHS;
    }

    /** The high bit of the lowest byte that is zero; of bytes above it, no matter. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
