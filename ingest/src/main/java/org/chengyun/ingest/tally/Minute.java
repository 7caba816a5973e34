package org.chengyun.ingest.tally;

import java.util.Map;

/**
 * What came of a feed in one minute, as far as this process has counted it. Immutable.
 *
 * @param startMs of the minute, milliseconds since 1970
 * @param change rises with all that is counted in it, so that one can tell whether it was written as it is
 */
public record Minute(
        long startMs,
        long change,
        long decoded,
        long filtered,
        long rejected,
        long repeated,
        long observations,
        long bytes,
        long failures,
        long dropped,
        long refused,
        Map<String, Long> reasons) {
    public Minute {
        reasons = Map.copyOf(reasons);
    }

    /** Source records, whatever became of them. */
    public long records() {
        return decoded + filtered + rejected;
    }
}
