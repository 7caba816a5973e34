package org.chengyun.datasets.sketch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0 (Collet, "xxHash fast digest algorithm", format 0.1.1). The same value has the same hash in every
 * process and release: what is stored of it must go on to fit.
 */
public final class Hash64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME_1 = 0x9e3779b185ebca87L;
    private static final long PRIME_2 = 0xc2b2ae3d27d4eb4fL;
    private static final long PRIME_3 = 0x165667b19e3779f9L;
    private static final long PRIME_4 = 0x85ebca77c2b2ae63L;
    private static final long PRIME_5 = 0x27d4eb2f165667c5L;
    /** Their sum, modulo 2^64. */
    private static final long PRIME_1_AND_2 = 0x60ea27eeadc0b5d6L;

    private static final int STRIPE = 32;

    private Hash64() {}

    /** Of a number, as of its eight bytes in little-endian order; zero has no sign. */
    public static long of(double value) {
        long hash = PRIME_5 + Long.BYTES;
        return mix(lane(hash, Double.doubleToRawLongBits(value + 0.0)));
    }

    /** Of some bytes. */
    public static long of(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        long hash = PRIME_5;
        if (length >= STRIPE) {
            int stripes = length / STRIPE;
            hash = stripes(bytes, at, stripes);
            at += stripes * STRIPE;
        }
        hash += length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = lane(hash, (long) LONGS.get(bytes, at));
        }
        if (end - at >= Integer.BYTES) {
            hash ^= ((int) INTS.get(bytes, at) & 0xffffffffL) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < end; at++) {
            hash ^= (bytes[at] & 0xff) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return mix(hash);
    }

    private static long stripes(byte[] bytes, int offset, int count) {
        long a = PRIME_1_AND_2;
        long b = PRIME_2;
        long c = 0;
        long d = -PRIME_1;
        for (int i = 0, at = offset; i < count; i++, at += STRIPE) {
            a = round(a, (long) LONGS.get(bytes, at));
            b = round(b, (long) LONGS.get(bytes, at + 8));
            c = round(c, (long) LONGS.get(bytes, at + 16));
            d = round(d, (long) LONGS.get(bytes, at + 24));
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        hash = (hash ^ round(0, a)) * PRIME_1 + PRIME_4;
        hash = (hash ^ round(0, b)) * PRIME_1 + PRIME_4;
        hash = (hash ^ round(0, c)) * PRIME_1 + PRIME_4;
        return (hash ^ round(0, d)) * PRIME_1 + PRIME_4;
    }

    private static long round(long state, long word) {
        return Long.rotateLeft(state + word * PRIME_2, 31) * PRIME_1;
    }

    private static long lane(long hash, long word) {
        return Long.rotateLeft(hash ^ round(0, word), 27) * PRIME_1 + PRIME_4;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ hash >>> 33) * PRIME_2;
        mixed = (mixed ^ mixed >>> 29) * PRIME_3;
        return mixed ^ mixed >>> 32;
    }
}
