package org.chengyun.ingest.mapped;

/**
 * A point in time as a source wrote it.
 *
 * @param epochMs milliseconds since 1970 in UTC
 * @param localMs the same on the wall clock, as if it were UTC; differences of it are what people subtract in their head
 */
record SourceTime(long epochMs, long localMs) {}
