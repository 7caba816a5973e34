package org.chengyun.ingest.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one source record tells of a case, if it were all that is known of it. Its observation may still be enriched. */
public final class CaseRecord {
    private static final double HOUR_MS = 3_600_000;

    private final String id;
    private final long hoursFromMs;
    private final List<CaseEvent> history;
    private final @Nullable Object[] values;
    private final CaseFields fields;

    /**
     * @param id of the case, in its source
     * @param hoursFromMs from when on hours to close are counted, milliseconds since 1970
     * @param history the opening first
     * @param values an observation of the case, but for what differs from event to event; owned by this from now on
     */
    public CaseRecord(
            String id, long hoursFromMs, List<CaseEvent> history, @Nullable Object[] values, CaseFields fields) {
        this.id = id;
        this.hoursFromMs = hoursFromMs;
        this.history = List.copyOf(history);
        this.values = values;
        this.fields = fields;
    }

    public String id() {
        return id;
    }

    /** What it tells of itself, the opening first. */
    public List<CaseEvent> history() {
        return history;
    }

    /** What all its observations have; whoever knows more may fill in what is missing. */
    public @Nullable Object[] values() {
        return values;
    }

    CaseEvent opening() {
        return history.get(0);
    }

    List<CaseEvent> later() {
        return history.subList(1, history.size());
    }

    /** The time of the latest event, milliseconds since 1970. */
    public long latestMs() {
        return history.stream().mapToLong(CaseEvent::atMs).max().orElseThrow();
    }

    /** Hours to a closing that this record does not tell of itself. */
    double hoursTo(long atMs) {
        return (atMs - hoursFromMs) / HOUR_MS;
    }

    /** All that it tells. */
    public List<@Nullable Object[]> observations() {
        return history.stream().<@Nullable Object[]>map(this::observation).toList();
    }

    /** One event as an observation of this case. */
    public @Nullable Object[] observation(CaseEvent event) {
        @Nullable Object[] observation = values.clone();
        observation[fields.at()] = event.atMs();
        observation[fields.action()] = event.action();
        observation[fields.closingHours()] = event.hours();
        return observation;
    }
}
