package org.chengyun.ingest.w3c;

import java.util.Arrays;

/**
 * The values of one record, which tabs or runs of spaces separate. Between double quotes spaces belong to the value, as
 * long as that makes as many values as there are fields. Not thread-safe.
 */
final class W3cRow {
    private byte[] bytes = {};
    private int to;
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int count;

    /** Finds the values of the record in [from, end), of which there should be {@code width}. */
    void split(byte[] record, int from, int end, int width) {
        bytes = record;
        to = end;
        if (hasTab(from)) {
            splitAtTabs(from);
            return;
        }
        splitAtSpaces(from, true);
        if (count != width && has((byte) '"', from)) {
            splitAtSpaces(from, false);
        }
    }

    private boolean hasTab(int from) {
        return has((byte) '\t', from);
    }

    private boolean has(byte wanted, int from) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private void splitAtTabs(int from) {
        count = 0;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == '\t') {
                add(start, i);
                start = i + 1;
            }
        }
    }

    private void splitAtSpaces(int from, boolean quotes) {
        count = 0;
        int at = from;
        while (at < to) {
            if (bytes[at] == ' ') {
                at++;
                continue;
            }
            int end = quotes && bytes[at] == '"' ? quotedEnd(at) : wordEnd(at);
            add(at, end);
            at = end;
        }
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < to && bytes[end] != ' ') {
            end++;
        }
        return end;
    }

    /** Behind the quote that a space or the end follows; without one the quote is part of a word. */
    private int quotedEnd(int from) {
        for (int i = from + 1; i < to; i++) {
            if (bytes[i] == '"' && (i + 1 == to || bytes[i + 1] == ' ')) {
                return i + 1;
            }
        }
        return wordEnd(from);
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        boolean quoted = end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"';
        starts[count] = quoted ? start + 1 : start;
        ends[count] = quoted ? end - 1 : end;
        count++;
    }

    int size() {
        return count;
    }

    /** True if there is a value: neither nothing nor '-'. */
    boolean has(int index) {
        if (index < 0) {
            return false;
        }
        int length = ends[index] - starts[index];
        return length > 1 || (length == 1 && bytes[starts[index]] != '-');
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }
}
