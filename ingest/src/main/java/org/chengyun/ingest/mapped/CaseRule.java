package org.chengyun.ingest.mapped;

import java.util.List;
import java.util.Set;
import org.chengyun.ingest.cases.CaseFields;
import org.jspecify.annotations.Nullable;

/**
 * How a record of one case tells what happened to it. Columns are indices of the mapping's columns; -1 where the source
 * has none. Immutable.
 *
 * @param opened when it was opened
 * @param hoursFrom from when on the hours to close are counted: {@code opened}, or its day alone where the source closes
 *     cases by the day
 * @param closed columns of the closing time; the first that has a value counts
 * @param closedAfter how long after the opening it was closed; null if the source gives times
 * @param updated when the record last changed
 * @param updateCloses true if a closed case without a closing time was closed when its record last changed
 * @param status the state that the source shows now
 * @param openWords statuses of cases that are open, as {@link Column#plain} writes them
 * @param closedWords statuses of cases that are closed
 * @param notes the history that the source gives; null if it gives none
 * @param fields what differs from event to event
 */
record CaseRule(
        int opened,
        int hoursFrom,
        List<Integer> closed,
        @Nullable Span closedAfter,
        int updated,
        boolean updateCloses,
        int status,
        Set<String> openWords,
        Set<String> closedWords,
        @Nullable Notes notes,
        CaseFields fields) {

    /**
     * A time that passed.
     *
     * @param toHours what to multiply the column's number with
     */
    record Span(int column, double toHours) {}

    /**
     * A list within the record whose items are dated.
     *
     * @param list its name, as {@link Column#plain} writes it
     * @param at name of an item's time, likewise
     * @param kind name of an item's kind, likewise
     * @param times forms of the time, tried in turn
     * @param openKinds kinds that open, or open again
     * @param closeKinds kinds that close
     */
    record Notes(
            String list, String at, String kind, List<TimeForm> times, Set<String> openKinds, Set<String> closeKinds) {}
}
