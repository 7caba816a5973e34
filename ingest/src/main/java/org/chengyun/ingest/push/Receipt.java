package org.chengyun.ingest.push;

import java.util.List;

/**
 * What became of a pushed request.
 *
 * @param accepted lines that became observations
 * @param filtered blank lines
 * @param rejected lines that could not be read, the first thousand; they are kept in the quarantine
 * @param rejectedTotal how many there are in all
 * @param duplicate true if the same request had been taken before: nothing was sent now
 */
public record Receipt(long accepted, long filtered, List<Line> rejected, long rejectedTotal, boolean duplicate) {
    /**
     * One line that could not be read.
     *
     * @param line 1-based
     * @param reason stable code
     */
    public record Line(long line, String reason, String detail) {}

    Receipt asDuplicate() {
        return new Receipt(accepted, filtered, rejected, rejectedTotal, true);
    }
}
