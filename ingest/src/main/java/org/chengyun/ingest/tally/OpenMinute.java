package org.chengyun.ingest.tally;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** A minute that is still counted or not written yet. Not thread-safe: the tally guards it. */
final class OpenMinute {
    private final long startMs;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<Event, Long> events = new EnumMap<>(Event.class);
    private long change;
    private long written;
    private long decoded;
    private long filtered;
    private long rejected;
    private long observations;
    private long bytes;

    OpenMinute(long startMs) {
        this.startMs = startMs;
    }

    void add(Counts counts) {
        change++;
        decoded += counts.decoded();
        filtered += counts.filtered();
        rejected += counts.rejected();
        observations += counts.observations();
        bytes += counts.bytes();
        counts.reasons().forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
    }

    void add(Event event, long n) {
        change++;
        events.merge(event, n, Long::sum);
    }

    /** Takes over what an older minute counted. */
    void absorb(Minute older) {
        add(new Counts(
                older.decoded(),
                older.filtered(),
                older.rejected(),
                older.observations(),
                older.bytes(),
                older.reasons(),
                0));
        add(Event.REPEATED, older.repeated());
        add(Event.FAILED, older.failures());
        add(Event.DROPPED, older.dropped());
        add(Event.REFUSED, older.refused());
    }

    boolean isWritten() {
        return written == change;
    }

    /** Whether nothing of it was ever written. */
    boolean isNew() {
        return written == 0;
    }

    void written(Minute asItWas) {
        written = Math.max(written, asItWas.change());
    }

    Minute copy() {
        return new Minute(
                startMs,
                change,
                decoded,
                filtered,
                rejected,
                of(Event.REPEATED),
                observations,
                bytes,
                of(Event.FAILED),
                of(Event.DROPPED),
                of(Event.REFUSED),
                reasons);
    }

    private long of(Event event) {
        return events.getOrDefault(event, 0L);
    }
}
