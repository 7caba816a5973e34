package org.chengyun.engine.core.dedupe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3 for x64, 128 bits (Appleby). The same bytes have the same hash in every process and release: hashes are
 * stored. Among a thousand million different keys two have the same hash with a probability of some 10⁻²¹.
 *
 * <p>Whoever knows it can make two keys collide; it would make one of his own readings go uncounted, which he could as
 * well not send. Not thread-safe: the result lies in the object until the next one.
 */
final class Hash128 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR_1 = 0x87c37b91114253d5L;
    private static final long FACTOR_2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    long first;
    long second;

    /** Hashes {@code [0, length)} of the bytes, beyond which there must be a block of zeros. */
    void of(byte[] bytes, int length, long seed) {
        long h1 = seed;
        long h2 = seed;
        int at = 0;
        for (; length - at >= BLOCK; at += BLOCK) {
            h1 ^= spread1((long) LONGS.get(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= spread2((long) LONGS.get(bytes, at + Long.BYTES));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        // Of what is left: missing bytes are zeros, and a word of zeros changes nothing.
        h1 ^= spread1((long) LONGS.get(bytes, at));
        h2 ^= spread2((long) LONGS.get(bytes, at + Long.BYTES));
        finish(h1 ^ length, h2 ^ length);
    }

    private void finish(long one, long other) {
        long h1 = one + other;
        long h2 = other + h1;
        h1 = mix(h1);
        h2 = mix(h2);
        first = h1 + h2;
        second = h2 + first;
    }

    private static long spread1(long word) {
        return Long.rotateLeft(word * FACTOR_1, 31) * FACTOR_2;
    }

    private static long spread2(long word) {
        return Long.rotateLeft(word * FACTOR_2, 33) * FACTOR_1;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
