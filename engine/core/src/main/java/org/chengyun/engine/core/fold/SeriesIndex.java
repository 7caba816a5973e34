package org.chengyun.engine.core.fold;

import java.util.Arrays;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.Row;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric: each combination of dimension values gets an index, dense from 0.
 *
 * <p>The poll thread adds. Another thread may read {@link #dimensions} of indexes below a size that was handed to it
 * safely: what is written never changes.
 */
public final class SeriesIndex {
    private static final int NONE = -1;

    private final int[] fields;
    private final Dictionary dictionary;
    private int[] slots = new int[1 << 8];
    /** Of a single dimension: index + 1 at [code + 1], 0 if it is not known yet. */
    private int[] byCode = new int[1 << 8];
    /** Codes of series i at [i * width, (i + 1) * width). */
    private int[] codes;

    private volatile @Nullable String[][] dimensions = new String[1 << 6][];
    private int size;
    private final int[] probe;

    /** @param fields schema indexes of the dimensions */
    public SeriesIndex(int[] fields, Dictionary dictionary) {
        this.fields = fields.clone();
        this.dictionary = dictionary;
        this.codes = new int[(1 << 6) * Math.max(1, fields.length)];
        this.probe = new int[fields.length];
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
            int code = row.present(fields[0]) ? row.code(fields[0]) : NONE;
            if (code + 1 < byCode.length && byCode[code + 1] != 0) {
                return byCode[code + 1] - 1;
            }
            int index = find(row);
            remember(code + 1, index);
            return index;
        }
        return find(row);
    }

    private void remember(int place, int index) {
        if (place >= byCode.length) {
            byCode = Arrays.copyOf(byCode, Math.max(byCode.length * 2, place + 1));
        }
        byCode[place] = index + 1;
    }

    private int find(Row row) {
        int hash = 0;
        for (int d = 0; d < fields.length; d++) {
            probe[d] = row.present(fields[d]) ? row.code(fields[d]) : NONE;
            hash = hash * 0x01000193 + probe[d];
        }
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (matches(entry - 1)) {
                return entry - 1;
            }
            slot = (slot + 1) & mask;
        }
        return add(slot);
    }

    private boolean matches(int index) {
        for (int d = 0, at = index * fields.length; d < fields.length; d++, at++) {
            if (codes[at] != probe[d]) {
                return false;
            }
        }
        return true;
    }

    private int add(int slot) {
        if (size == dimensions.length) {
            dimensions = Arrays.copyOf(dimensions, size * 2);
            codes = Arrays.copyOf(codes, codes.length * 2);
        }
        @Nullable String[] values = new String[fields.length];
        for (int d = 0; d < fields.length; d++) {
            codes[size * fields.length + d] = probe[d];
            values[d] = probe[d] == NONE ? null : dictionary.text(probe[d]);
        }
        dimensions[size] = values;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int hash = 0;
            for (int d = 0; d < fields.length; d++) {
                hash = hash * 0x01000193 + codes[i * fields.length + d];
            }
            int slot = spread(hash) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
        }
    }

    private static int spread(int hash) {
        return (hash * 0x9e3779b9) >>> 7;
    }
}
