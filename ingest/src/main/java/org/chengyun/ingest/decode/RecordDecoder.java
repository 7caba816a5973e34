package org.chengyun.ingest.decode;

import org.jspecify.annotations.Nullable;

/**
 * Turns one source record into observations; the only code that knows its format.
 *
 * <p>Pure: no I/O, no clock, no logging. Bad data is an answer; a throw is a bug. Keeps no state from record to record
 * that changes an answer but what {@link #preamble()} says, so that decoding can go on anywhere in a stream. Reuses
 * buffers: not thread-safe.
 */
@FunctionalInterface
public interface RecordDecoder {
    /** Decodes the bytes [from, to), which hold one record without its line end. */
    Decoded decode(byte[] bytes, int from, int to);

    /**
     * What another decoder needs as its preamble to go on behind the records so far, as those described what follows; null
     * if that is what this one was given.
     */
    default byte @Nullable [] preamble() {
        return null;
    }

    /**
     * Decodes a record whose place in the stream means something, as in a table without times.
     *
     * @param number of records before it
     */
    default Decoded decode(byte[] bytes, int from, int to, long number) {
        return decode(bytes, from, to);
    }
}
