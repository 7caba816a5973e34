package org.chengyun.ingest.socket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The part of a stream that is looked at: read but not handed over yet. Not thread-safe. */
public final class Window {
    /** How far it grows: a record and its frame must fit in. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int FIRST_BYTES = 8 * 1024;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int from;
    private int to;

    /** The bytes [{@link #from}, {@link #to}) count. */
    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    public int size() {
        return to - from;
    }

    /** True if nothing more can be read before something is consumed. */
    public boolean isFull() {
        return size() == MAX_BYTES;
    }

    /** Lets go of the bytes before {@code place}. */
    public void consumeTo(int place) {
        if (place < from || place > to) {
            throw new IllegalArgumentException("%d is not within [%d, %d]".formatted(place, from, to));
        }
        from = place;
    }

    /** A copy of the bytes [{@code begin}, {@code end}). */
    public byte[] copy(int begin, int end) {
        return Arrays.copyOfRange(bytes, begin, end);
    }

    /** Reads what is there, at least one byte; false at the end of the stream. */
    boolean fill(InputStream in) throws IOException {
        makeRoom();
        int read = in.read(bytes, to, bytes.length - to);
        to += Math.max(read, 0);
        return read >= 0;
    }

    /** Adds bytes as if they were read; as many as there is room for. Answers how many. */
    public int add(byte[] more, int begin, int end) {
        makeRoom();
        int count = Math.min(end - begin, bytes.length - to);
        System.arraycopy(more, begin, bytes, to, count);
        to += count;
        return count;
    }

    private void makeRoom() {
        if (isFull()) {
            throw new IllegalStateException("nothing was consumed of a full window");
        }
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == bytes.length) {
            int size = size();
            byte[] target = size > bytes.length / 2 ? new byte[Math.min(bytes.length * 2, MAX_BYTES)] : bytes;
            System.arraycopy(bytes, from, target, 0, size);
            bytes = target;
            from = 0;
            to = size;
        }
    }
}
