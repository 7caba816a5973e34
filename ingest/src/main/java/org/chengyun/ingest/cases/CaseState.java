package org.chengyun.ingest.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a case so far. Immutable.
 *
 * @param openedMs when it was opened, milliseconds since 1970
 * @param knownToMs everything up to then counts as told; {@link #NOTHING} if there is no such time
 * @param closedThen true if the case was closed at {@code knownToMs}
 * @param facts what was told later, in the order of time; at most {@link #MAX_FACTS}
 */
public record CaseState(long openedMs, long knownToMs, boolean closedThen, List<Fact> facts) {
    /** So many facts are told apart; what is older than they are is forgotten and counts as told. */
    public static final int MAX_FACTS = 64;

    static final long NOTHING = Long.MIN_VALUE;

    public CaseState {
        facts = List.copyOf(facts);
    }

    /**
     * A dated fact.
     *
     * @param isTurn true if it was counted as a closing or reopening
     */
    public record Fact(long atMs, Evidence evidence, boolean isTurn) {
        /** True if an event of that time was counted. */
        boolean isTold() {
            return isTurn || evidence != Evidence.CLOSED_BY;
        }

        Fact turning() {
            return new Fact(atMs, evidence, true);
        }
    }

    /** News and what is known with them. */
    public record Merged(List<CaseEvent> news, CaseState state) {}

    /**
     * What a record adds to what is known.
     *
     * @param known null if nothing is known of the case
     */
    public static Merged merge(@Nullable CaseState known, CaseRecord told) {
        return new CaseMerge(known, told).merged();
    }

    /** True if the case is closed, as far as was told. */
    public boolean isClosed() {
        boolean closed = closedThen;
        for (Fact fact : facts) {
            closed = fact.isTurn ? fact.evidence.isClosed() : closed;
        }
        return closed;
    }

    /** The latest time that was told. */
    long latestMs() {
        return facts.isEmpty() ? Math.max(openedMs, knownToMs) : Math.max(openedMs, facts.getLast().atMs);
    }
}
