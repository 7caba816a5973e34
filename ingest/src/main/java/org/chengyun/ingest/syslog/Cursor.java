package org.chengyun.ingest.syslog;

import java.nio.charset.StandardCharsets;

/** A place in bytes that are read from left to right. Not thread-safe. */
final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int at() {
        return at;
    }

    void back(int place) {
        at = place;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The next byte, -1 at the end. */
    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        return at + ahead < end ? bytes[at + ahead] & 0xFF : -1;
    }

    int next() {
        return at < end ? bytes[at++] & 0xFF : -1;
    }

    /** Steps over {@code wanted} if it comes next. */
    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void skip(char wanted) {
        while (peek() == wanted) {
            at++;
        }
    }

    /** The characters up to the next space or the end. */
    String word() {
        int from = at;
        while (at < end && bytes[at] != ' ') {
            at++;
        }
        return text(from, at);
    }

    /** A number of {@code min} to {@code max} digits; -1, and no step, if there is none. */
    int number(int min, int max) {
        int value = 0;
        int digits = 0;
        while (digits < max && isDigit(peek(digits))) {
            value = value * 10 + peek(digits) - '0';
            digits++;
        }
        if (digits < min) {
            return -1;
        }
        at += digits;
        return value;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
