package org.chengyun.engine.runner.retention;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chengyun.datasets.catalogue.Keep.Kind;

/** What was removed by this process, for meters. Thread-safe. */
public final class RetentionState {
    private final Map<Of, Long> removed = new ConcurrentHashMap<>();
    private final Map<Of, Instant> keptFrom = new ConcurrentHashMap<>();
    /** By dataset. */
    private final Map<String, Instant> lastOfSeries = new ConcurrentHashMap<>();

    private volatile Instant lastRound = Instant.EPOCH;

    private record Of(String dataset, Kind kind) {}

    /** Rows removed since the start of the process; those that went with a whole chunk are not counted. */
    public long removed(String dataset, Kind kind) {
        return removed.getOrDefault(new Of(dataset, kind), 0L);
    }

    /** From when on it is kept, epoch seconds; NaN if it is kept for ever, or not known here. */
    public double keptFromSeconds(String dataset, Kind kind) {
        Instant from = keptFrom.get(new Of(dataset, kind));
        return from == null ? Double.NaN : from.toEpochMilli() / 1000.0;
    }

    /** When a round last came to its end in this process; 1970 = never. */
    public Instant lastRound() {
        return lastRound;
    }

    /** Whether a day has passed since it last was; then it is now. */
    boolean isDayOfSeries(String dataset, Instant now) {
        Instant last = lastOfSeries.get(dataset);
        boolean isDue = last == null || !now.isBefore(last.plus(1, ChronoUnit.DAYS));
        if (isDue) {
            lastOfSeries.put(dataset, now);
        }
        return isDue;
    }

    void removed(String dataset, Kind kind, long rows) {
        removed.merge(new Of(dataset, kind), rows, Long::sum);
    }

    void keptFrom(String dataset, Kind kind, long epochMs) {
        keptFrom.put(new Of(dataset, kind), Instant.ofEpochMilli(epochMs));
    }

    void roundEnded(Instant at) {
        lastRound = at;
    }
}
