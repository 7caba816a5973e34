package org.chengyun.ingest.memory;

import java.util.Arrays;
import org.chengyun.datasets.sketch.Hash64;
import org.jspecify.annotations.Nullable;

/**
 * Remembers values by the bytes of a text; finding one allocates nothing. Each text has four places, by its hash: a new
 * one takes the last, one that is found again goes a place to the front. So what comes once does not push out what
 * comes often.
 *
 * <p>Thread-safe without a lock: entries do not change, and who races with another forgets or doubles one at worst. So
 * a value must follow from its text, or tell itself what else it follows from.
 *
 * @param <V> immutable
 */
public final class Memory<V> {
    private static final int PLACES = 4;

    private final int rowMask;
    /** Of the entry at the same place, so that looking at others than the right one costs nothing; 0 for none. */
    private final long[] hashes;

    private final @Nullable Entry<V>[] entries;

    private static final class Entry<V> {
        private final byte[] text;
        private final V value;

        Entry(byte[] text, V value) {
            this.text = text;
            this.value = value;
        }
    }

    /** @param texts how many are kept at most; a power of two, at least four */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Memory(int texts) {
        if (Integer.bitCount(texts) != 1 || texts < PLACES) {
            throw new IllegalArgumentException("texts " + texts);
        }
        rowMask = texts / PLACES - 1;
        hashes = new long[texts];
        entries = new Entry[texts];
    }

    /** What is known of the text in [from, to); null for nothing. */
    public @Nullable V find(byte[] bytes, int from, int to) {
        long hash = Hash64.of(bytes, from, to - from);
        int first = first(hash);
        for (int place = first; place < first + PLACES; place++) {
            Entry<V> there = hashes[place] == hash ? entries[place] : null;
            // hash and entry may be of different texts if somebody else writes just now
            if (there != null && Arrays.equals(there.text, 0, there.text.length, bytes, from, to)) {
                if (place > first) {
                    toFront(place, hash, there);
                }
                return there.value;
            }
        }
        return null;
    }

    /** Remembers a value, in place of what was known of the text. */
    public void put(byte[] bytes, int from, int to, V value) {
        long hash = Hash64.of(bytes, from, to - from);
        int first = first(hash);
        int place = first;
        while (place < first + PLACES - 1 && entries[place] != null && hashes[place] != hash) {
            place++;
        }
        set(place, hash, new Entry<>(Arrays.copyOfRange(bytes, from, to), value));
    }

    private int first(long hash) {
        return ((int) hash & rowMask) * PLACES;
    }

    private void toFront(int place, long hash, Entry<V> entry) {
        long hashBefore = hashes[place - 1];
        Entry<V> before = entries[place - 1];
        set(place - 1, hash, entry);
        if (before != null) {
            set(place, hashBefore, before);
        }
    }

    private void set(int place, long hash, Entry<V> entry) {
        hashes[place] = hash;
        entries[place] = entry;
    }
}
