package org.chengyun.ingest.push;

/** Line numbers of places in a body, asked for in rising order. Not thread-safe. */
final class LineNumbers {
    private final byte[] body;
    private int at;
    private long line = 1;

    LineNumbers(byte[] body) {
        this.body = body;
    }

    /** The 1-based line that holds the byte at {@code place}. */
    long of(int place) {
        for (; at < place; at++) {
            line += body[at] == '\n' ? 1 : 0;
        }
        return line;
    }
}
