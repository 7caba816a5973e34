package org.chengyun.ingest.tally;

import java.util.Map;

/**
 * What a committed piece came to. Immutable.
 *
 * @param decoded source records that became observations
 * @param filtered source records of no interest
 * @param rejected source records in quarantine
 * @param bytes of the source records
 * @param reasons rejected records by reason
 * @param newestMs newest event time among its observations, milliseconds since 1970; 0 for none
 */
public record Counts(
        long decoded,
        long filtered,
        long rejected,
        long observations,
        long bytes,
        Map<String, Long> reasons,
        long newestMs) {
    public static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, Map.of(), 0);

    /** Source records, whatever became of them. */
    public long records() {
        return decoded + filtered + rejected;
    }
}
