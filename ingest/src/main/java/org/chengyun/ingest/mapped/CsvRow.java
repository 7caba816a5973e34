package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.chengyun.ingest.decode.SourceText;
import org.jspecify.annotations.Nullable;

/** The fields of one CSV record (RFC 4180). Finds them all, turns only those into text that are asked for. Not thread-safe. */
final class CsvRow {
    private final byte delimiter;
    private final Charset charset;
    private byte[] bytes = {};
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;

    CsvRow(byte delimiter, Charset charset) {
        this.delimiter = delimiter;
        this.charset = charset;
    }

    /** Finds the fields of the record in [from, to). */
    void split(byte[] record, int from, int to) {
        bytes = record;
        count = 0;
        int at = from;
        while (true) {
            int end = fieldEnd(at, to);
            add(at, end);
            if (end >= to) {
                return;
            }
            at = end + 1;
        }
    }

    private int fieldEnd(int from, int to) {
        int at = from < to && bytes[from] == '"' ? afterQuotes(from + 1, to) : from;
        while (at < to && bytes[at] != delimiter) {
            at++;
        }
        return at;
    }

    private int afterQuotes(int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] != '"') {
                at++;
            } else if (at + 1 < to && bytes[at + 1] == '"') {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return to;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    int size() {
        return count;
    }

    boolean isEmpty(int index) {
        return starts[index] == ends[index];
    }

    /** The text of a field, or null if its bytes are no text in the feed's character set. */
    @Nullable
    String text(int index) {
        int from = starts[index];
        int to = ends[index];
        if (from == to || bytes[from] != '"') {
            return SourceText.strict(bytes, from, to, charset);
        }
        int textEnd = to - 1 > from && bytes[to - 1] == '"' ? to - 1 : to;
        String inside = SourceText.strict(bytes, from + 1, textEnd, charset);
        return inside == null || inside.indexOf('"') < 0 ? inside : inside.replace("\"\"", "\"");
    }
}
