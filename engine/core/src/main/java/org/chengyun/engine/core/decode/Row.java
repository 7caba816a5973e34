package org.chengyun.engine.core.decode;

/**
 * The values of one observation, by field index of its schema. Reused for every record: not thread-safe, the poll thread
 * owns it. A value is meaningful only where {@link #present} says so.
 */
public final class Row {
    final boolean[] present;
    final int[] codes;
    final long[] longs;
    final double[] numbers;
    /** Where the texts lie that were asked for as they are. */
    final byte[][] textBytes;

    final int[] textFrom;
    final int[] textLength;
    long eventTimeMs;

    Row(int fields) {
        present = new boolean[fields];
        codes = new int[fields];
        longs = new long[fields];
        numbers = new double[fields];
        textBytes = new byte[fields][];
        textFrom = new int[fields];
        textLength = new int[fields];
    }

    public boolean present(int field) {
        return present[field];
    }

    /** Code of a text field in the {@link Dictionary} of its dataset; 0 or 1 for a boolean. */
    public int code(int field) {
        return codes[field];
    }

    /** {@link org.chengyun.datasets.sketch.Hash64} of a text field that was asked for by its hash. */
    public long hash(int field) {
        return longs[field];
    }

    /** Value of a number or integer field. */
    public double number(int field) {
        return numbers[field];
    }

    /** Value of an integer or time field. */
    public long whole(int field) {
        return longs[field];
    }

    /** What holds the UTF-8 of a text field by which repetitions are known, from {@link #textFrom} on. Not to be kept. */
    public byte[] textBytes(int field) {
        return textBytes[field];
    }

    public int textFrom(int field) {
        return textFrom[field];
    }

    /** Bytes. */
    public int textLength(int field) {
        return textLength[field];
    }

    /** Event time of the last good observation, epoch ms: a rejected one leaves it as it was. */
    public long eventTimeMs() {
        return eventTimeMs;
    }
}
