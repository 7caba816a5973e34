package org.chengyun.ingest.push;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a pushed request. Each record is accepted, filtered, rejected or repeated. Of the lists, only the first
 * thousand are shown; the totals count all. What no list names was accepted in time, or is a blank line.
 *
 * @param accepted records that became observations, late ones among them
 * @param filtered blank lines and comments
 * @param rejected records that could not be read; they are kept in the quarantine
 * @param rejectedTotal how many there are in all
 * @param duplicate true if the same request had been taken before: nothing was sent now, and the rest says what was then
 * @param repeated lines of records that told nothing of their case that was not known: nothing was sent of them
 * @param repeatedTotal how many there are in all
 * @param late accepted records from before the watermark: they change windows that were closed
 * @param lateTotal how many there are in all
 * @param watermark up to when windows were closed, by which it was judged what is late, in ISO 8601; null if that was not
 *     known, and then nothing is called late. The engine judges anew when it counts
 */
public record Receipt(
        long accepted,
        long filtered,
        List<Line> rejected,
        long rejectedTotal,
        boolean duplicate,
        List<Long> repeated,
        long repeatedTotal,
        List<Late> late,
        long lateTotal,
        @Nullable String watermark) {
    /** Receipts that were written before there were these lists are read, too. */
    public Receipt {
        rejected = List.copyOf(rejected);
        repeated = List.copyOf(Objects.requireNonNullElse(repeated, List.of()));
        late = List.copyOf(Objects.requireNonNullElse(late, List.of()));
    }

    static final Receipt NOTHING = new Receipt(0, 0, List.of(), 0, false, List.of(), 0, List.of(), 0, null);

    /**
     * One record that could not be read.
     *
     * @param line 1-based, where it begins
     * @param reason stable code
     */
    public record Line(long line, String reason, String detail) {}

    /**
     * One record that came late.
     *
     * @param line 1-based, where it begins
     * @param at its time, of a case that of the earliest event that is new, in ISO 8601
     */
    public record Late(long line, String at) {}

    Receipt asDuplicate() {
        return new Receipt(
                accepted, filtered, rejected, rejectedTotal, true, repeated, repeatedTotal, late, lateTotal, watermark);
    }
}
