package org.chengyun.engine.core.dedupe;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keys that a batch added to a partition, as they are stored. Immutable.
 *
 * @param newestMs newest event time of one of them, epoch ms
 * @param bytes of each key 20 bytes, big-endian: its 128 bits, and by how many ms it is older than {@code newestMs}
 */
@SuppressWarnings("ArrayRecordComponent") // stored and read back, compared by nobody
public record KeyBlock(long newestMs, byte[] bytes) {
    /** Bytes of a key. */
    static final int KEY = 2 * Long.BYTES + Integer.BYTES;

    public KeyBlock {
        if (bytes.length % KEY != 0) {
            throw new IllegalArgumentException("%d bytes are no keys of %d bytes".formatted(bytes.length, KEY));
        }
    }

    /** Number of keys. */
    public int size() {
        return bytes.length / KEY;
    }

    void restoreTo(SeenKeys keys) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            keys.restore(buffer.getLong(), buffer.getLong(), newestMs - buffer.getInt());
        }
    }

    /** Collects the keys of one partition. */
    static final class Builder {
        private static final int WORDS = 3;
        /** So much is kept from batch to batch. */
        private static final int LARGE = WORDS << 12;

        private long[] keys = new long[64 * WORDS];
        private int length;

        void add(long first, long second, long eventTimeMs) {
            if (length == keys.length) {
                keys = Arrays.copyOf(keys, length * 2);
            }
            keys[length] = first;
            keys[length + 1] = second;
            keys[length + 2] = eventTimeMs;
            length += WORDS;
        }

        long bytes() {
            return (long) length * Long.BYTES;
        }

        /** Takes what was collected, without those from before the horizon: nobody will ask for them. */
        KeyBlock take(long horizonMs) {
            long newestMs = Long.MIN_VALUE;
            int live = 0;
            for (int at = 2; at < length; at += WORDS) {
                newestMs = Math.max(newestMs, keys[at]);
                live += keys[at] >= horizonMs ? 1 : 0;
            }
            ByteBuffer bytes = ByteBuffer.allocate(live * KEY);
            for (int at = 0; at < length; at += WORDS) {
                if (keys[at + 2] >= horizonMs) {
                    bytes.putLong(keys[at]).putLong(keys[at + 1]).putInt((int) (newestMs - keys[at + 2]));
                }
            }
            length = 0;
            if (keys.length > LARGE) {
                keys = new long[LARGE];
            }
            return new KeyBlock(newestMs, bytes.array());
        }
    }
}
