package org.chengyun.ingest.clock;

/** How a time, or a part of one, is written. Immutable. */
@FunctionalInterface
public interface TimePiece {
    int FAILED = -1;

    /** Reads the piece at {@code at} into the clock; answers where it ends, or {@link #FAILED}. */
    int read(byte[] line, int at, int to, LineClock clock);
}
