package org.chengyun.ingest.record;

/**
 * Finds where a record of a document ends: an object in a list, an element below the root. What stands between the
 * records, such as brackets and the root's tags, is a record of its own or the begin of the next one. Knows nothing of
 * what was before, so that reading can go on at any record. Immutable.
 */
public interface Boundary {
    /** The bytes end before the record does. */
    int NEED_MORE = Integer.MIN_VALUE;

    /** One for a reader of its own, which goes forward through one array only; it may remember what it looked for in vain. */
    default Boundary forOneReader() {
        return this;
    }

    /**
     * Index after the record that begins at {@code from}; at least one byte long.
     *
     * @param until the search ends here
     * @param all true if nothing that follows {@code until} may belong to the record: the stream ends there, or the
     *     record would be too long
     * @return {@link #NEED_MORE} unless {@code all}; {@code ~index} if the record is only cut off there
     */
    int end(byte[] bytes, int from, int until, boolean all);

    /** Index in [from, until) at which a record may begin in the rest of one that was too long, or {@link #NEED_MORE}. */
    int restart(byte[] bytes, int from, int until);
}
