package org.chengyun.engine.core.fold;

import java.util.Arrays;
import org.chengyun.datasets.sketch.Cells;

/**
 * What a batch brings to the sketches of a {@link SliceTable}: a number per (sketch, row, bucket). Open addressing over one
 * key of all three: folding allocates nothing but room for more of them.
 *
 * <p>Not thread-safe; one owner at a time. {@link #clear} keeps the memory for the next batch.
 */
final class SketchTable {
    private static final int ROW_BITS = 24;
    private static final int SMALLEST = 1 << 6;
    /** Longs; above this a cleared table gives its memory back. */
    private static final int KEPT = 1 << 21;

    /** A slot is two longs, so that both are in one cache line: key + 1, 0 if it is empty; and the number. */
    private long[] slots = new long[SMALLEST];

    private int size;
    /** Keys in order, once somebody asked for cells; behind {@code size} it is anything. */
    private long[] sorted = new long[0];

    private boolean isSorted;

    /** Number of buckets of all sketches. */
    int size() {
        return size;
    }

    /** About how many bytes its buckets take: key, value and the key once more in order, in tables half full. */
    long bytes() {
        return size * 2L * 3 * Long.BYTES;
    }

    /** One more value in a bucket. */
    void add(int sketch, int row, int bucket) {
        int slot = slot(sketch, row, bucket);
        slots[slot + 1]++;
    }

    /** The larger of what the bucket has and a positive number. */
    void max(int sketch, int row, int bucket, int value) {
        int slot = slot(sketch, row, bucket);
        if (slots[slot + 1] < value) {
            slots[slot + 1] = value;
        }
    }

    /** Takes over what another table has, under the row numbers {@code rows} that its rows have here. */
    void merge(SketchTable that, int[] rows) {
        for (int i = 0; i < that.slots.length; i += 2) {
            if (that.slots[i] != 0) {
                long key = that.slots[i] - 1;
                int bucket = (int) key & ((1 << Cells.BUCKET_BITS) - 1);
                int row = rows[(int) (key >>> Cells.BUCKET_BITS) & ((1 << ROW_BITS) - 1)];
                int sketch = (int) (key >>> (Cells.BUCKET_BITS + ROW_BITS));
                int slot = slot(sketch, row, bucket);
                slots[slot + 1] = SketchFold.merged(sketch, slots[slot + 1], that.slots[i + 1]);
            }
        }
    }

    /** The cells of a sketch of a row, in their order; empty if it saw nothing. */
    long[] cells(int sketch, int row) {
        if (size == 0) {
            return new long[0];
        }
        sort();
        int from = below(key(sketch, row, 0));
        int to = from;
        while (to < size && sorted[to] >>> Cells.BUCKET_BITS == sorted[from] >>> Cells.BUCKET_BITS) {
            to++;
        }
        if (from == size || sorted[from] >>> Cells.BUCKET_BITS != key(sketch, row, 0) >>> Cells.BUCKET_BITS) {
            return new long[0];
        }
        long[] cells = new long[to - from];
        for (int i = from; i < to; i++) {
            int bucket = (int) sorted[i] & ((1 << Cells.BUCKET_BITS) - 1);
            cells[i - from] = Cells.cell(bucket, slots[find(sorted[i]) + 1]);
        }
        return cells;
    }

    void clear() {
        if (slots.length > KEPT) {
            slots = new long[SMALLEST];
            sorted = new long[0];
        } else if (size > 0) {
            Arrays.fill(slots, 0);
        }
        size = 0;
        isSorted = false;
    }

    private static long key(int sketch, int row, int bucket) {
        if (row >>> ROW_BITS != 0) {
            throw new IllegalStateException("a batch of %d rows is too large".formatted(row));
        }
        return ((long) sketch << ROW_BITS | row) << Cells.BUCKET_BITS | bucket;
    }

    private int slot(int sketch, int row, int bucket) {
        long key = key(sketch, row, bucket);
        int slot = find(key);
        if (slots[slot] == 0) {
            if (size * 4 >= slots.length) {
                grow();
                slot = find(key);
            }
            slots[slot] = key + 1;
            size++;
            isSorted = false;
        }
        return slot;
    }

    private int find(long key) {
        int mask = slots.length - 2;
        int slot = hash(key) & mask;
        while (slots[slot] != 0 && slots[slot] != key + 1) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int slot = find(old[i] - 1);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
    }

    private void sort() {
        if (isSorted) {
            return;
        }
        if (sorted.length < size) {
            sorted = new long[slots.length / 2];
        }
        int at = 0;
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i] != 0) {
                sorted[at++] = slots[i] - 1;
            }
        }
        Arrays.sort(sorted, 0, size);
        isSorted = true;
    }

    /** Index of the first key that is not smaller. */
    private int below(long key) {
        int found = Arrays.binarySearch(sorted, 0, size, key);
        return found >= 0 ? found : -found - 1;
    }

    private static int hash(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) ^ (int) (mixed >>> 52);
    }
}
