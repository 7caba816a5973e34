package org.chengyun.ingest.format;

import java.util.List;
import org.chengyun.ingest.decode.FeedFormat;

/** Which format a stream is in, or why that cannot be said. */
public sealed interface Choice {
    /**
     * This one.
     *
     * @param name the most exact name of the format
     * @param preambleLength bytes at the begin that describe the records but are none
     */
    record Chosen(FeedFormat format, String name, int preambleLength) implements Choice {}

    /** The format is plain, but the stream lacks columns that it needs. */
    record ColumnsMissing(String format, List<String> missing, List<String> found) implements Choice {}

    /**
     * Known, but nothing that is observed.
     *
     * @param guess what the stream holds
     * @param why it is no feed, and what to do with it
     */
    record NoFeed(String guess, String why) implements Choice {}

    /**
     * None of them.
     *
     * @param tried per format why not, for people
     * @param known the formats that can be asked for
     */
    record Unknown(List<String> tried, List<String> known) implements Choice {}
}
