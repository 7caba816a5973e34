package org.chengyun.ingest.decode;

import java.util.List;

/** What a format says about the begin of a file. */
public sealed interface Recognition {
    /**
     * The file is in this format.
     *
     * @param name the format by its most exact name
     * @param score how much of the file the format knows; the higher wins; negative if the file would also fit something
     *     else, so that the format must be asked for by name
     * @param preambleLength bytes at the begin that describe the records but are none: a byte order mark, a header
     */
    record Fits(String name, int score, int preambleLength) implements Recognition {}

    /** A table, but not all the columns that this format needs. */
    record Lacks(List<String> missing, List<String> found) implements Recognition {}

    /**
     * Known, but nothing that is observed: reference data.
     *
     * @param guess what it is
     * @param why it is no feed, and what to do with it
     */
    record NoFeed(String guess, String why) implements Recognition {}

    /** Something else. */
    record Misfit(String why) implements Recognition {}
}
