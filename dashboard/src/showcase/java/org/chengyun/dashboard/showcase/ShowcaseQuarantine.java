package org.chengyun.dashboard.showcase;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.chengyun.api.quarantine.QuarantineReplay;
import org.chengyun.api.quarantine.QuarantineReplay.Sample;
import org.chengyun.api.quarantine.QuarantineService.Reader;
import org.chengyun.api.quarantine.ReasonWords;
import org.chengyun.api.quarantine.RecordsQuery;
import org.chengyun.api.quarantine.RejectedRecord;
import org.chengyun.api.quarantine.RejectedRecords;
import org.chengyun.api.quarantine.ReplayWish;
import org.chengyun.api.quarantine.SafeText;
import org.chengyun.dashboard.quarantine.QuarantineDesk;
import org.jspecify.annotations.Nullable;

/** The quarantine of the made-up city. Thread-safe: synchronised. */
@ApplicationScoped
public class ShowcaseQuarantine implements QuarantineDesk {
    private static final String MARKUP = "<img src=x onerror=alert(1)>,\u202e2026-03-02 at 08:00\u0000";

    private final Clock clock;
    private final List<QuarantineGroup> groups = new ArrayList<>();
    private final List<ReplayWish> asked = new ArrayList<>();
    private @Nullable RuntimeException outage;
    private boolean ingestIsAway;
    private @Nullable String cancelledBy;

    ShowcaseQuarantine(Clock clock) {
        this.clock = clock;
        fill();
    }

    /** As at the begin. */
    public final synchronized void fill() {
        groups.clear();
        asked.clear();
        ingestIsAway = false;
        cancelledBy = null;
        groups.add(group("traffic", "detectors-north", "time-malformed", 1234));
        groups.add(group("portal", "portal-main", "line-malformed", 17));
        groups.add(group("events", "push:water-authority", "value-missing", 9));
        groups.add(group("events", "push:parks", "value-missing", 5));
        groups.add(group("events", "events-0123456789abcdef0123", "value-missing", 3));
        groups.add(group("traffic", "push:signals", "value-missing", 2));
    }

    private QuarantineGroup group(String dataset, String feed, String reason, long records) {
        return new QuarantineGroup(
                dataset, feed, "ingest", reason, records, clock.instant(), clock.instant(), 0,
                ReasonWords.meaning(reason), ReasonWords.advice(reason));
    }

    @Override
    public synchronized List<QuarantineGroup> groups() {
        if (outage != null) {
            throw outage;
        }
        return List.copyOf(groups);
    }

    @Override
    public synchronized RejectedRecords records(RecordsQuery query, Reader by) {
        boolean personal = query.dataset().equals("portal");
        long first = query.after() == null ? 30 : query.after();
        List<RejectedRecord> records = new ArrayList<>();
        for (long number = first - 1; number >= Math.max(1, first - query.limit()); number--) {
            records.add(record(number, query, personal && !by.seesPeople()));
        }
        return new RejectedRecords(records, personal, first - query.limit() > 1 ? first - query.limit() : null);
    }

    private RejectedRecord record(long number, RecordsQuery query, boolean withheld) {
        byte[] bytes = (number + "," + MARKUP).getBytes(StandardCharsets.UTF_8);
        SafeText text = SafeText.of(bytes, 2000);
        return new RejectedRecord(
                number, clock.instant(), query.dataset(), String.valueOf(query.feed()), "ingest", String.valueOf(query.reason()),
                null, "column time: '2026-03-02 at 08:00' is no time", "north.csv, byte " + 40 * number, "detector-csv", null,
                bytes.length, withheld ? null : bytes, withheld ? null : text.text(), withheld ? null : text.charset(), false);
    }

    @Override
    public synchronized QuarantineReplay ask(ReplayWish wish, String by) {
        if (outage != null) {
            throw outage;
        }
        asked.add(wish);
        cancelledBy = null;
        if (!wish.dry() && !ingestIsAway) {
            groups.removeIf(group -> group.feed().equals(wish.feed()));
        }
        return replay(wish, "waiting");
    }

    @Override
    public synchronized QuarantineReplay replay(long number) {
        return replay(asked.getLast(), cancelledBy != null ? "cancelled" : ingestIsAway ? "waiting" : "done");
    }

    @Override
    public synchronized List<QuarantineReplay> open() {
        return ingestIsAway && cancelledBy == null && !asked.isEmpty() ? List.of(replay(asked.size())) : List.of();
    }

    @Override
    public synchronized QuarantineReplay cancel(long number, String by) {
        if (!ingestIsAway) {
            throw new IllegalStateException("it has begun");
        }
        cancelledBy = by;
        return replay(number);
    }

    /** From now on replays wait. */
    public synchronized void sendIngestAway() {
        ingestIsAway = true;
    }

    private QuarantineReplay replay(ReplayWish wish, String state) {
        boolean done = state.equals("done");
        return new QuarantineReplay(
                asked.size(), String.valueOf(wish.dataset()), wish.feed(), wish.reason(), wish.format(), wish.dry(), state, "",
                done ? 1234 : 0, done ? 1230 : 0, done ? 1231 : 0, done ? 4 : 0, done ? Map.of("number-malformed", 4L) : Map.of(),
                List.of(new Sample(29, true, "at=2026-03-02T00:00:00Z site=S1 speed=41.5"), new Sample(28, false, "number-malformed: <b>many</b>")),
                "otto", clock.instant(), state.equals("waiting") ? null : clock.instant(), cancelledBy);
    }

    /** What was asked for, the newest last. */
    public synchronized List<ReplayWish> asked() {
        return List.copyOf(asked);
    }

    /** From now on listing and asking fail with {@code reason}; null ends it. */
    public synchronized void breakDown(@Nullable RuntimeException reason) {
        outage = reason;
    }
}
