package org.chengyun.ingest.mapped;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chengyun.ingest.cases.CaseEvent;
import org.chengyun.ingest.cases.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a case, as far as one record of it tells. The rule is in {@code docs/cases.md}: what is dated counts,
 * in the order of its dates; a state without a date is not guessed into one. Not thread-safe.
 */
final class CaseHistory {
    private final List<CaseEvent> events = new ArrayList<>();
    private final SourceTime hoursFrom;
    private final boolean history;
    private boolean open = true;
    private long lastEventMs;
    private long lastTurnMs;

    /**
     * What a record says.
     *
     * @param hoursFrom from when on hours to close are counted
     * @param closed null if it gives no closing time
     * @param closedBy true if that is only the latest time at which it can have been closed
     * @param updated when the record last changed; null if it does not say
     * @param notes dated items of the record's own history, in any order
     */
    record Facts(
            SourceTime opened,
            SourceTime hoursFrom,
            @Nullable SourceTime closed,
            boolean closedBy,
            @Nullable SourceTime updated,
            Status status,
            List<Note> notes) {}

    /** The state that a record shows. */
    enum Status {
        OPEN,
        CLOSED,
        /** It shows none, or a word that nobody explained. */
        UNKNOWN
    }

    /** What an item of a history does. */
    enum Turn {
        OPENS,
        CLOSES,
        NEITHER
    }

    /** A dated item of a history. */
    record Note(SourceTime at, Turn turn) {}

    private CaseHistory(SourceTime hoursFrom, boolean history) {
        this.hoursFrom = hoursFrom;
        this.history = history;
    }

    /** The events of a case; the opening is the first. */
    static List<CaseEvent> of(Facts facts) {
        var history = new CaseHistory(facts.hoursFrom(), !facts.notes().isEmpty());
        history.add(CaseEvent.OPENED, facts.opened(), Evidence.OPENS);
        history.lastTurnMs = facts.opened().epochMs();
        facts.notes().stream()
                .sorted(Comparator.comparingLong(note -> note.at().epochMs()))
                .forEach(history::note);
        history.closing(facts.closed(), facts.closedBy() ? Evidence.CLOSED_BY : Evidence.CLOSES);
        history.update(facts.updated(), facts.status());
        return history.events;
    }

    private void note(Note note) {
        if (note.turn() == Turn.CLOSES && open) {
            close(note.at(), Evidence.CLOSES);
        } else if (note.turn() != Turn.OPENS) {
            add(CaseEvent.CHANGED, note.at(), note.turn() == Turn.CLOSES ? Evidence.CLOSES : Evidence.NEITHER);
        } else if (!open) {
            reopen(note.at(), Evidence.OPENS);
        }
    }

    /** A closing time beside a history is news only if the history has not gone on since. */
    private void closing(@Nullable SourceTime closed, Evidence evidence) {
        if (closed != null && open && (!history || closed.epochMs() > lastTurnMs)) {
            close(closed, evidence);
        }
    }

    private void update(@Nullable SourceTime updated, Status status) {
        if (updated == null) {
            return;
        }
        if (!open && status == Status.OPEN && updated.epochMs() > lastTurnMs) {
            reopen(updated, Evidence.SHOWN_OPEN);
        } else if (open && status != Status.CLOSED && updated.epochMs() > lastEventMs) {
            add(CaseEvent.CHANGED, updated, status == Status.OPEN ? Evidence.SHOWN_OPEN : Evidence.NEITHER);
        }
    }

    private void close(SourceTime at, Evidence evidence) {
        events.add(new CaseEvent(CaseEvent.CLOSED, at.epochMs(), hoursFrom.hoursUntil(at), evidence));
        open = false;
        turned(at);
    }

    private void reopen(SourceTime at, Evidence evidence) {
        add(CaseEvent.REOPENED, at, evidence);
        open = true;
        turned(at);
    }

    private void turned(SourceTime at) {
        lastTurnMs = at.epochMs();
        lastEventMs = Math.max(lastEventMs, at.epochMs());
    }

    private void add(String action, SourceTime at, Evidence evidence) {
        lastEventMs = events.isEmpty() ? at.epochMs() : Math.max(lastEventMs, at.epochMs());
        events.add(new CaseEvent(action, at.epochMs(), null, evidence));
    }
}
