package org.chengyun.ingest.record;

import org.jspecify.annotations.Nullable;

/**
 * Steps through the source records of a piece of a stream. Takes CRLF and LF, and a last record without a line end.
 *
 * <p>Where records end does not depend on how the stream was cut into pieces. A record longer than {@link #MAX_BYTES}
 * is handed out in pieces of that length with a fault. A damaged quote costs the line it stands in, not what follows.
 *
 * <p>Not thread-safe.
 */
public final class RecordReader {
    /** Longest record that is decoded, in bytes without its line end. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int NEED_MORE = -1;
    private static final int BAD_QUOTE = -2;
    private static final int OPEN_QUOTE = -3;

    private final Framing framing;
    private final byte delimiter;
    private final byte[] bytes;
    private final int limit;
    private final boolean last;
    private int next;
    private boolean insideTooLong;
    private int start;
    private int end;
    private RecordFault fault = RecordFault.NONE;
    private boolean terminated;
    private final @Nullable Boundary boundary;

    /** The first line break within quotes of the record that is looked at. */
    private int quotedBreak;

    /**
     * Whoever is within quotes at a line break in [knownFrom, knownTo) gets to knownTo, as a record before did that came to
     * nothing. Without this, each line of a damaged table would be followed to the same end.
     */
    private int knownFrom;

    private int knownTo;
    private Known known = Known.QUOTED;

    /** What is at knownTo. */
    private enum Known {
        /** More of the quoted field. */
        QUOTED,
        /** More of an unquoted field, or the delimiter after it. */
        UNQUOTED,
        /** A quote that no field can have. */
        BAD_QUOTE
    }

    /**
     * @param delimiter between the fields of a CSV record
     * @param last true if the stream ends after these bytes
     * @param insideTooLong what {@link #insideTooLong()} said at the end of the piece before
     */
    public RecordReader(Framing framing, byte delimiter, byte[] bytes, boolean last, boolean insideTooLong) {
        this(framing, delimiter, null, bytes, last, insideTooLong);
    }

    /** Steps through the records of a piece of a document. */
    public RecordReader(Boundary boundary, byte[] bytes, boolean last, boolean insideTooLong) {
        this(Framing.DOCUMENT, (byte) ',', boundary, bytes, last, insideTooLong);
    }

    private RecordReader(
            Framing framing,
            byte delimiter,
            @Nullable Boundary boundary,
            byte[] bytes,
            boolean last,
            boolean insideTooLong) {
        this.framing = framing;
        this.boundary = boundary == null ? null : boundary.forOneReader();
        this.delimiter = delimiter;
        this.bytes = bytes;
        this.limit = bytes.length;
        this.last = last;
        this.insideTooLong = insideTooLong;
    }

    /** Goes to the next record; false if these bytes hold no further whole record. */
    public boolean next() {
        if (next >= limit) {
            return false;
        }
        if (boundary != null) {
            return documentRecord(boundary);
        }
        if (insideTooLong) {
            return restOfTooLong();
        }
        if (framing == Framing.CSV) {
            return csvRecord();
        }
        return line(RecordFault.NONE);
    }

    private boolean restOfTooLong() {
        int lineEnd = lineEnd(next);
        if (lineEnd == NEED_MORE && limit - next < MAX_BYTES && !last) {
            return false;
        }
        if (lineEnd == NEED_MORE) {
            return take(Math.min(limit, next + MAX_BYTES), false, RecordFault.TOO_LONG_REST);
        }
        insideTooLong = false;
        return take(lineEnd, true, RecordFault.TOO_LONG_REST);
    }

    private boolean documentRecord(Boundary of) {
        if (insideTooLong) {
            int until = Math.min(limit, next + MAX_BYTES);
            int restart = of.restart(bytes, next, until);
            if (restart != next) {
                return restart == Boundary.NEED_MORE ? moreOfTooLong(until) : endOfTooLong(restart);
            }
            insideTooLong = false;
        }
        boolean full = limit - next > MAX_BYTES;
        int until = full ? next + MAX_BYTES : limit;
        int recordEnd = of.end(bytes, next, until, full || last);
        if (recordEnd == Boundary.NEED_MORE) {
            return false;
        }
        insideTooLong = full && recordEnd == ~until;
        return takeUpTo(
                recordEnd < 0 ? ~recordEnd : recordEnd,
                recordEnd >= 0,
                insideTooLong ? RecordFault.TOO_LONG : RecordFault.NONE);
    }

    private boolean moreOfTooLong(int until) {
        return (last || limit - next >= MAX_BYTES) && takeUpTo(until, false, RecordFault.TOO_LONG_REST);
    }

    private boolean endOfTooLong(int restart) {
        insideTooLong = false;
        return takeUpTo(restart, true, RecordFault.TOO_LONG_REST);
    }

    private boolean takeUpTo(int recordEnd, boolean whole, RecordFault why) {
        start = next;
        end = recordEnd;
        next = recordEnd;
        terminated = whole;
        fault = why;
        return true;
    }

    private boolean line(RecordFault why) {
        int lineEnd = lineEnd(next);
        if (lineEnd != NEED_MORE) {
            return take(lineEnd, true, why);
        }
        if (limit - next > MAX_BYTES) {
            insideTooLong = true;
            return take(next + MAX_BYTES, false, RecordFault.TOO_LONG);
        }
        return last && take(limit, false, why);
    }

    private boolean csvRecord() {
        int recordEnd = csvEnd();
        if (recordEnd >= 0) {
            return take(recordEnd, recordEnd < limit, RecordFault.NONE);
        }
        return switch (recordEnd) {
            case BAD_QUOTE -> line(RecordFault.QUOTE_MALFORMED);
            case OPEN_QUOTE -> line(RecordFault.QUOTE_UNCLOSED);
            default -> limit - next > MAX_BYTES && line(RecordFault.NONE);
        };
    }

    private int csvEnd() {
        int until = (int) Math.min(limit, (long) next + MAX_BYTES + 1);
        int at = next;
        quotedBreak = until;
        while (at < until) {
            if (bytes[at] == '"') {
                at = afterQuotes(at + 1, until);
                if (at < 0) {
                    return at;
                }
            }
            while (at < until && bytes[at] != delimiter && bytes[at] != '\n') {
                at++;
            }
            if (at < until && bytes[at] == '\n') {
                return at;
            }
            at++;
        }
        if (last && until == limit && limit - next <= MAX_BYTES) {
            return limit;
        }
        know(bytes[until - 1] == delimiter ? until - 1 : until, Known.UNQUOTED);
        return NEED_MORE;
    }

    /** Position after the quote that closes the field whose text begins at {@code from}. */
    private int afterQuotes(int from, int until) {
        int at = from;
        while (at < until) {
            byte here = bytes[at];
            if (here == '\n') {
                quotedBreak = Math.min(quotedBreak, at);
                if (at >= knownFrom && at < knownTo) {
                    if (known != Known.QUOTED) {
                        return known == Known.BAD_QUOTE ? BAD_QUOTE : knownTo;
                    }
                    at = knownTo - 1;
                }
            } else if (here == '"') {
                if (at + 1 == until) {
                    return last && until == limit ? until : openQuote(at, until);
                }
                byte after = bytes[at + 1];
                if (after == delimiter || after == '\n' || after == '\r') {
                    return at + 1;
                }
                if (after != '"') {
                    know(at, Known.BAD_QUOTE);
                    return BAD_QUOTE;
                }
                at++;
            }
            at++;
        }
        return openQuote(until, until);
    }

    private void know(int to, Known what) {
        knownFrom = quotedBreak;
        knownTo = to;
        known = what;
    }

    private int openQuote(int at, int until) {
        know(at, Known.QUOTED);
        return until - next > MAX_BYTES || (last && until == limit) ? OPEN_QUOTE : NEED_MORE;
    }

    /** Index of the next line break within the longest record, or {@link #NEED_MORE}. */
    private int lineEnd(int from) {
        int until = (int) Math.min(limit, (long) from + MAX_BYTES + 1);
        int at = ByteScan.find(bytes, from, until, (byte) '\n');
        return at < until ? at : NEED_MORE;
    }

    private boolean take(int recordEnd, boolean hasLineEnd, RecordFault why) {
        start = next;
        end = hasLineEnd && recordEnd > start && bytes[recordEnd - 1] == '\r' ? recordEnd - 1 : recordEnd;
        next = hasLineEnd ? recordEnd + 1 : recordEnd;
        terminated = hasLineEnd;
        fault = why;
        return true;
    }

    /** First byte of the record. */
    public int start() {
        return start;
    }

    /** After the last byte of the record, without its line end. */
    public int end() {
        return end;
    }

    public RecordFault fault() {
        return fault;
    }

    /** False if the record ended because the stream did. */
    public boolean terminated() {
        return terminated;
    }

    /** How many bytes the records so far took, line ends included. */
    public int consumed() {
        return next;
    }

    /** True while the records so far end in the middle of one that is too long. */
    public boolean insideTooLong() {
        return insideTooLong;
    }
}
