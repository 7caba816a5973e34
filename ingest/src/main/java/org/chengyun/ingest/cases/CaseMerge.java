package org.chengyun.ingest.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chengyun.ingest.cases.CaseState.Fact;
import org.chengyun.ingest.cases.CaseState.Merged;
import org.jspecify.annotations.Nullable;

/**
 * Puts a record's facts among those that are known. The rule is in {@code docs/cases.md}, "From record to record": facts
 * stand in the order of time, each once; of facts in a row that say the case was closed (open), whatever their order of
 * arrival, exactly one counts as a closing (reopening). So the events counted always add up: opened + reopened - closed
 * is 1 while the case is open, else 0. Used for one record.
 */
final class CaseMerge {
    private final CaseRecord told;
    private final List<CaseEvent> news = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Set<Long> toldMs = new HashSet<>();
    private long openedMs;
    private long knownToMs = CaseState.NOTHING;
    private boolean closedThen;

    CaseMerge(@Nullable CaseState known, CaseRecord told) {
        this.told = told;
        long opening = told.opening().atMs();
        this.openedMs = opening;
        if (known == null) {
            news.add(told.opening());
        } else if (opening > known.latestMs() && known.isClosed()) {
            // the number is used again for another case
            news.add(told.opening());
            knownToMs = known.latestMs();
        } else {
            openedMs = known.openedMs();
            knownToMs = known.knownToMs();
            closedThen = known.closedThen();
            facts.addAll(known.facts());
        }
    }

    Merged merged() {
        List<Fact> known = List.copyOf(facts);
        known.stream().filter(Fact::isTold).forEach(fact -> toldMs.add(fact.atMs()));
        long afterMs = afterMs();
        List<CaseEvent> later = told.later();
        for (int i = 0; i < later.size(); i++) {
            CaseEvent event = later.get(i);
            if (event.atMs() > afterMs && isNew(event, later.subList(0, i), known)) {
                facts.add(place(event), new Fact(event.atMs(), event.evidence(), false));
            }
        }
        count();
        forget();
        return new Merged(news, new CaseState(openedMs, knownToMs, closedThen, facts));
    }

    /** Where the openings differ, it may be another case of the same number: what was before either is not this one's. */
    private long afterMs() {
        long opening = told.opening().atMs();
        if (opening == openedMs) {
            return knownToMs;
        }
        return Math.max(knownToMs, opening < openedMs ? openedMs : opening - 1);
    }

    /** A record may tell several alike of one time: then so many are to be known. */
    private static boolean isNew(CaseEvent event, List<CaseEvent> before, List<Fact> known) {
        long told = before.stream()
                .filter(other ->
                        other.atMs() == event.atMs() && other.evidence().agrees(event.evidence()))
                .count();
        return known.stream().filter(fact -> isSame(fact, event)).count() <= told;
    }

    private static boolean isSame(Fact fact, CaseEvent event) {
        boolean change = event.evidence() == Evidence.NEITHER && fact.isTold() && !fact.isTurn();
        return fact.atMs() == event.atMs() && (change || fact.evidence().agrees(event.evidence()));
    }

    /** Behind those of its time; a state that is shown before them, as it stands only against what is earlier. */
    private int place(CaseEvent event) {
        int at = facts.size();
        boolean first = event.evidence() == Evidence.SHOWN_OPEN;
        while (at > 0
                && (first
                        ? facts.get(at - 1).atMs() >= event.atMs()
                        : facts.get(at - 1).atMs() > event.atMs())) {
            at--;
        }
        return at;
    }

    /** Goes through time: every fact that turns the case, as far as the turns that were counted before leave room for it. */
    private void count() {
        boolean closed = closedThen;
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            if (!fact.isTurn() && couldTurn(fact, closed) && hasRoom(i, fact.evidence())) {
                fact = fact.turning();
                facts.set(i, fact);
                news.add(turn(fact));
            } else if (fact.isTold() && !toldMs.contains(fact.atMs())) {
                news.add(new CaseEvent(CaseEvent.CHANGED, fact.atMs(), null, fact.evidence()));
            }
            closed = fact.isTurn() ? fact.evidence().isClosed() : closed;
        }
    }

    private static boolean couldTurn(Fact fact, boolean closed) {
        return closed ? fact.evidence().isOpen() : fact.evidence().isClosed();
    }

    /** True unless the next turn counted is of the same kind and nothing between them says the contrary. */
    private boolean hasRoom(int at, Evidence evidence) {
        for (int i = at + 1; i < facts.size(); i++) {
            Evidence next = facts.get(i).evidence();
            if (next != Evidence.NEITHER && !next.agrees(evidence)) {
                return true;
            }
            if (facts.get(i).isTurn()) {
                return false;
            }
        }
        return true;
    }

    private CaseEvent turn(Fact fact) {
        if (fact.evidence().isOpen()) {
            return new CaseEvent(CaseEvent.REOPENED, fact.atMs(), null, fact.evidence());
        }
        Double hours = told.later().stream()
                .filter(event -> event.atMs() == fact.atMs() && event.hours() != null)
                .map(CaseEvent::hours)
                .findFirst()
                .orElseGet(() -> told.hoursTo(fact.atMs()));
        return new CaseEvent(CaseEvent.CLOSED, fact.atMs(), hours, fact.evidence());
    }

    private void forget() {
        while (facts.size() > CaseState.MAX_FACTS) {
            Fact oldest = facts.removeFirst();
            knownToMs = Math.max(knownToMs, oldest.atMs());
            closedThen = oldest.isTurn() ? oldest.evidence().isClosed() : closedThen;
        }
    }
}
