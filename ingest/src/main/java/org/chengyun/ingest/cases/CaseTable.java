package org.chengyun.ingest.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Short byte strings by key, about 50 bytes of heap for each case that was opened and closed: an open-addressing table of
 * keys, and the bytes one behind the other in slabs. Not thread-safe.
 */
public final class CaseTable {
    /** Longest byte string. */
    static final int MAX_BYTES = 4096;

    private static final int SLAB_BYTES = 1 << 18;
    private static final int GRAIN = 8;
    private static final int SLAB_GRAINS = SLAB_BYTES / GRAIN;
    private static final int FIRST_SLOTS = 64;
    private static final int SLOT_BYTES = 20;
    /** Of four slots three are taken at most. */
    private static final int LOAD = 3;

    private static final int EMPTY = -1;

    private long[] high;
    private long[] low;
    private int[] place;
    private int size;
    private final List<byte[]> slabs = new ArrayList<>();
    private int nextGrain;
    private long wastedGrains;

    public CaseTable() {
        high = new long[FIRST_SLOTS];
        low = new long[FIRST_SLOTS];
        place = new int[FIRST_SLOTS];
        Arrays.fill(place, EMPTY);
    }

    public int size() {
        return size;
    }

    /** What it takes of the heap. */
    public long heapBytes() {
        return (long) place.length * SLOT_BYTES + (long) slabs.size() * SLAB_BYTES;
    }

    private int slot(CaseKey key) {
        int mask = place.length - 1;
        int at = (int) key.low() & mask;
        while (place[at] != EMPTY && (high[at] != key.high() || low[at] != key.low())) {
            at = (at + 1) & mask;
        }
        return at;
    }

    public boolean contains(CaseKey key) {
        return place[slot(key)] != EMPTY;
    }

    /** The bytes under a key; null if there are none. */
    public byte @Nullable [] get(CaseKey key) {
        int at = slot(key);
        if (place[at] == EMPTY) {
            return null;
        }
        byte[] slab = slabs.get(place[at] / SLAB_GRAINS);
        int from = place[at] % SLAB_GRAINS * GRAIN;
        return Arrays.copyOfRange(slab, from + 2, from + 2 + length(place[at]));
    }

    private int length(int grain) {
        byte[] slab = slabs.get(grain / SLAB_GRAINS);
        int from = grain % SLAB_GRAINS * GRAIN;
        return (slab[from] & 0xff) << 8 | (slab[from + 1] & 0xff);
    }

    private static int grains(int length) {
        return (length + 2 + GRAIN - 1) / GRAIN;
    }

    /** Puts bytes in the place of those under a key, if there are some. */
    public void put(CaseKey key, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("%d bytes are more than a case takes".formatted(bytes.length));
        }
        int at = slot(key);
        if (place[at] == EMPTY) {
            high[at] = key.high();
            low[at] = key.low();
            place[at] = append(bytes);
            size++;
            if (size > place.length / 4 * LOAD) {
                widen();
            }
            return;
        }
        int old = grains(length(place[at]));
        if (old == grains(bytes.length)) {
            write(place[at], bytes);
        } else {
            wastedGrains += old;
            place[at] = append(bytes);
            if (wastedGrains > SLAB_GRAINS && wastedGrains > nextGrain / 2) {
                rewrite();
            }
        }
    }

    private int append(byte[] bytes) {
        int grains = grains(bytes.length);
        int left = SLAB_GRAINS - nextGrain % SLAB_GRAINS;
        if (nextGrain == slabs.size() * SLAB_GRAINS || left < grains) {
            wastedGrains += nextGrain == slabs.size() * SLAB_GRAINS ? 0 : left;
            nextGrain = Math.multiplyExact(slabs.size(), SLAB_GRAINS);
            slabs.add(new byte[SLAB_BYTES]);
        }
        int at = nextGrain;
        nextGrain += grains;
        write(at, bytes);
        return at;
    }

    private void write(int grain, byte[] bytes) {
        byte[] slab = slabs.get(grain / SLAB_GRAINS);
        int from = grain % SLAB_GRAINS * GRAIN;
        slab[from] = (byte) (bytes.length >> 8);
        slab[from + 1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, slab, from + 2, bytes.length);
    }

    private void widen() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldPlace = place;
        int slots = Math.multiplyExact(oldPlace.length, 2);
        high = new long[slots];
        low = new long[slots];
        place = new int[slots];
        Arrays.fill(place, EMPTY);
        for (int i = 0; i < oldPlace.length; i++) {
            if (oldPlace[i] != EMPTY) {
                int at = slot(new CaseKey(oldHigh[i], oldLow[i]));
                high[at] = oldHigh[i];
                low[at] = oldLow[i];
                place[at] = oldPlace[i];
            }
        }
    }

    /** Leaves out what was replaced. */
    private void rewrite() {
        List<byte[]> old = List.copyOf(slabs);
        slabs.clear();
        nextGrain = 0;
        wastedGrains = 0;
        for (int i = 0; i < place.length; i++) {
            if (place[i] != EMPTY) {
                byte[] slab = old.get(place[i] / SLAB_GRAINS);
                int from = place[i] % SLAB_GRAINS * GRAIN;
                int length = (slab[from] & 0xff) << 8 | (slab[from + 1] & 0xff);
                place[i] = append(Arrays.copyOfRange(slab, from + 2, from + 2 + length));
            }
        }
    }
}
