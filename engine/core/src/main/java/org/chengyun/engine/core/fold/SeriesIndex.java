package org.chengyun.engine.core.fold;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.Row;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric: each combination of dimension values gets an index, dense from 0.
 *
 * <p>Thread-safe: a series that is known is found without a lock, a new one is added under one; what is written never
 * changes.
 */
public final class SeriesIndex {
    private static final int NONE = -1;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] fields;
    private final Dictionary dictionary;
    /** Index + 1, written behind all that belongs to it; 0 if empty. */
    private volatile int[] slots = new int[1 << 8];
    /** Of a single dimension: index + 1 at [code + 1], 0 if it is not known here yet. */
    private volatile int[] byCode = new int[1 << 8];
    /** Codes of series i at [i * width, (i + 1) * width). */
    private volatile int[] codes;

    private volatile @Nullable String[][] dimensions = new String[1 << 6][];
    private volatile int size;

    /** @param fields schema indexes of the dimensions */
    public SeriesIndex(int[] fields, Dictionary dictionary) {
        this.fields = fields.clone();
        this.dictionary = dictionary;
        this.codes = new int[(1 << 6) * Math.max(1, fields.length)];
    }

    public int size() {
        return size;
    }

    /** About how many bytes of heap it takes. */
    public long bytes() {
        long arrays = (long) (codes.length + slots.length + byCode.length + dimensions.length) * Integer.BYTES;
        return arrays + (long) size * (24 + (long) Integer.BYTES * fields.length);
    }

    /** The values of a series in the order of the metric's dimensions; null = the observation had none. Not to be changed. */
    public @Nullable String[] dimensions(int index) {
        return dimensions[index];
    }

    int of(Row row) {
        if (fields.length == 1) {
            int place = code(row, 0) + 1;
            int[] known = byCode;
            if (place < known.length && known[place] != 0) {
                return known[place] - 1;
            }
            return remember(place, find(row));
        }
        return find(row);
    }

    private int code(Row row, int dimension) {
        return row.present(fields[dimension]) ? row.code(fields[dimension]) : NONE;
    }

    private synchronized int remember(int place, int index) {
        if (place >= byCode.length) {
            byCode = Arrays.copyOf(byCode, Math.max(byCode.length * 2, place + 1));
        }
        byCode[place] = index + 1;
        return index;
    }

    private int find(Row row) {
        int hash = 0;
        for (int d = 0; d < fields.length; d++) {
            hash = hash * 0x01000193 + code(row, d);
        }
        int known = find(hash, row);
        return known >= 0 ? known : add(hash, row);
    }

    /** Negative if it is not known. */
    private int find(int hash, Row row) {
        int[] table = slots;
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        for (int entry = (int) SLOTS.getAcquire(table, slot); entry != 0; entry = (int) SLOTS.getAcquire(table, slot)) {
            if (matches(entry - 1, row)) {
                return entry - 1;
            }
            slot = (slot + 1) & mask;
        }
        return NONE;
    }

    private boolean matches(int index, Row row) {
        int[] known = codes;
        for (int d = 0, at = index * fields.length; d < fields.length; d++, at++) {
            if (known[at] != code(row, d)) {
                return false;
            }
        }
        return true;
    }

    private synchronized int add(int hash, Row row) {
        int known = find(hash, row);
        if (known >= 0) {
            // Another thread was faster.
            return known;
        }
        int index = size;
        if (index == dimensions.length) {
            dimensions = Arrays.copyOf(dimensions, index * 2);
            codes = Arrays.copyOf(codes, codes.length * 2);
        }
        @Nullable String[] values = new String[fields.length];
        for (int d = 0; d < fields.length; d++) {
            int code = code(row, d);
            codes[index * fields.length + d] = code;
            values[d] = code == NONE ? null : dictionary.text(code);
        }
        dimensions[index] = values;
        size = index + 1;
        if (size * 2 > slots.length) {
            rehash();
        } else {
            place(slots, hash, index);
        }
        return index;
    }

    private void rehash() {
        int[] larger = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            int hash = 0;
            for (int d = 0; d < fields.length; d++) {
                hash = hash * 0x01000193 + codes[i * fields.length + d];
            }
            place(larger, hash, i);
        }
        slots = larger;
    }

    private static void place(int[] table, int hash, int index) {
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        SLOTS.setRelease(table, slot, index + 1);
    }

    private static int spread(int hash) {
        return (hash * 0x9e3779b9) >>> 7;
    }
}
