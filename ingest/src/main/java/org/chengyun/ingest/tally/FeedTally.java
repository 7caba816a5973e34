package org.chengyun.ingest.tally;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What came over one feed for one dataset. Counted once a piece or batch, never once a record. Thread-safe: synchronised,
 * and held for no longer than a few additions.
 */
public final class FeedTally {
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    /** A database that is away for longer gets what came before as one minute. */
    private static final int MOST_MINUTES = 1_440;

    private final NavigableMap<Long, OpenMinute> minutes = new TreeMap<>();
    private final Map<String, Long> behindBytes = new ConcurrentHashMap<>();
    private long reachedMs;
    private long recordMs;
    private long goodMs;
    private long newestMs;

    FeedTally() {}

    synchronized void committed(long nowMs, Counts counts) {
        if (counts.records() == 0) {
            return;
        }
        minute(nowMs).add(counts);
        recordMs = Math.max(recordMs, nowMs);
        if (counts.decoded() > 0) {
            goodMs = Math.max(goodMs, nowMs);
        }
        newestMs = Math.max(newestMs, counts.newestMs());
    }

    synchronized void happened(long nowMs, Event event, long n) {
        if (n > 0) {
            minute(nowMs).add(event, n);
        }
    }

    synchronized void reached(long nowMs) {
        reachedMs = Math.max(reachedMs, nowMs);
    }

    /** What is left to be read of one of its files; 0 to forget the file. */
    void behind(String file, long bytes) {
        if (bytes == 0) {
            behindBytes.remove(file);
        } else {
            behindBytes.put(file, bytes);
        }
    }

    private OpenMinute minute(long nowMs) {
        OpenMinute open = minutes.computeIfAbsent(Math.floorDiv(nowMs, MINUTE_MS) * MINUTE_MS, OpenMinute::new);
        while (minutes.size() > MOST_MINUTES) {
            forgetOldest();
        }
        return open;
    }

    private void forgetOldest() {
        OpenMinute oldest = minutes.pollFirstEntry().getValue();
        // what was written, even in part, must not count in two minutes
        if (oldest.isNew()) {
            minutes.firstEntry().getValue().absorb(oldest.copy());
        }
    }

    /** What is not written yet, the oldest minute first. */
    public synchronized List<Minute> unwritten() {
        return minutes.values().stream()
                .filter(minute -> !minute.isWritten())
                .map(OpenMinute::copy)
                .toList();
    }

    /** These are in the database as they were. */
    public synchronized void written(List<Minute> asTheyWere) {
        for (Minute minute : asTheyWere) {
            OpenMinute open = minutes.get(minute.startMs());
            if (open != null) {
                open.written(minute);
            }
        }
        if (!minutes.isEmpty()) {
            // the newest can still change, and the one before if the clock is set back a little
            minutes.headMap(minutes.lastKey() - MINUTE_MS, false).values().removeIf(OpenMinute::isWritten);
        }
    }

    /**
     * The moments that matter, milliseconds since 1970; 0 for never in this process.
     *
     * @param reachedMs when the source was last asked and answered
     * @param recordMs when the last record was committed
     * @param goodMs when the last one was committed that could be read
     * @param newestMs newest event time
     */
    public record Moments(long reachedMs, long recordMs, long goodMs, long newestMs) {}

    public synchronized Moments moments() {
        return new Moments(reachedMs, recordMs, goodMs, newestMs);
    }

    /** What is left to be read of its files, bytes, as last looked at. */
    public long behindBytes() {
        return behindBytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
