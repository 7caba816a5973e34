package org.chengyun.ingest.mapped;

/**
 * A point in time as a source wrote it.
 *
 * @param epochMs milliseconds since 1970 in UTC
 * @param localMs the same on the wall clock, as if it were UTC; differences of it are what people subtract in their head
 * @param exact true if the source wrote which point in time it is, not only what the clock showed
 */
record SourceTime(long epochMs, long localMs, boolean exact) {
    private static final double HOUR_MS = 3_600_000;

    /** Hours that passed where both are exact, else hours on the wall clock. */
    double hoursUntil(SourceTime to) {
        return exact && to.exact ? (to.epochMs - epochMs) / HOUR_MS : wallHoursUntil(to);
    }

    /** Hours on the wall clock. */
    double wallHoursUntil(SourceTime to) {
        return (to.localMs - localMs) / HOUR_MS;
    }

    /** So many hours later, rounded to the millisecond. */
    SourceTime plusHours(double hours) {
        long ms = Math.round(hours * HOUR_MS);
        return new SourceTime(epochMs + ms, localMs + ms, exact);
    }
}
