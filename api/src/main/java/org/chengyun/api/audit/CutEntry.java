package org.chengyun.api.audit;

import java.util.List;

/**
 * What one cut says that it read and did. Immutable.
 *
 * @param job {@code live} for the running catalogue
 * @param ranges the offsets it took, by partition
 * @param late how many of those counted came after the watermark
 */
record CutEntry(
        long cut,
        String job,
        List<Range> ranges,
        long eventsIn,
        long counted,
        long filtered,
        long duplicates,
        long quarantined,
        long late) {
    CutEntry {
        ranges = List.copyOf(ranges);
    }

    /** Offsets {@code [from, to)} of one partition. */
    record Range(int partition, long from, long to) {}
}
