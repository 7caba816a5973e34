package org.chengyun.ingest.layout;

import org.chengyun.ingest.clock.Digits;

/** What syslog writes before a message, in the forms of RFC 3164 and RFC 5424, with or without the priority. */
final class SyslogHeader {
    private static final int BOM_LENGTH = 3;

    private SyslogHeader() {}

    /** Where the message begins in the line [from, to); {@code from} if no header stands there. */
    static int skip(byte[] line, int from, int to) {
        int at = priority(line, from, to);
        int message = isVersion(line, at, to) ? structured(line, at + 2, to) : plain(line, at, to);
        return message < 0 ? from : message;
    }

    private static int priority(byte[] line, int from, int to) {
        if (from >= to || line[from] != '<') {
            return from;
        }
        int digits = Digits.count(line, from + 1, to, 3);
        int end = from + 1 + digits;
        return digits > 0 && end < to && line[end] == '>' ? end + 1 : from;
    }

    private static boolean isVersion(byte[] line, int at, int to) {
        return at + 2 < to && line[at] == '1' && line[at + 1] == ' ';
    }

    /** RFC 5424: time, host, application, process, message id, structured data. */
    private static int structured(byte[] line, int from, int to) {
        int at = from;
        for (int i = 0; i < 5 && at >= 0; i++) {
            at = afterWord(line, at, to);
        }
        if (at < 0 || at >= to) {
            return -1;
        }
        int end = line[at] == '-' ? at + 1 : elements(line, at, to);
        if (end < 0 || end >= to || line[end] != ' ') {
            return -1;
        }
        boolean bom = end + BOM_LENGTH < to
                && line[end + 1] == (byte) 0xef
                && line[end + 2] == (byte) 0xbb
                && line[end + 3] == (byte) 0xbf;
        return end + 1 + (bom ? BOM_LENGTH : 0);
    }

    private static int elements(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] == '[') {
            boolean quoted = false;
            at++;
            while (at < to && (quoted || line[at] != ']')) {
                if (line[at] == '\\') {
                    at++;
                } else if (line[at] == '"') {
                    quoted = !quoted;
                }
                at++;
            }
            at++;
        }
        return at > from && at <= to ? at : -1;
    }

    /** RFC 3164: {@code Mmm dd hh:mm:ss host tag: }, or an ISO time instead. */
    private static int plain(byte[] line, int from, int to) {
        int at = from + 16 <= to && isOldTime(line, from) ? from + 16 : isoEnd(line, from, to);
        int tag = at < 0 ? -1 : afterWord(line, at, to);
        int end = tag < 0 ? -1 : afterWord(line, tag, to);
        return end > tag + 1 && line[end - 2] == ':' ? end : -1;
    }

    private static boolean isOldTime(byte[] line, int at) {
        return line[at + 3] == ' '
                && (line[at + 4] == ' ' || Digits.isDigit(line[at + 4]))
                && Digits.isDigit(line[at + 5])
                && line[at + 6] == ' '
                && line[at + 9] == ':'
                && line[at + 12] == ':'
                && line[at + 15] == ' ';
    }

    private static int isoEnd(byte[] line, int at, int to) {
        boolean iso = at + 20 < to
                && Digits.count(line, at, to, 4) == 4
                && line[at + 4] == '-'
                && line[at + 7] == '-'
                && line[at + 10] == 'T';
        return iso ? afterWord(line, at, to) : -1;
    }

    /** Behind the space that ends the word at {@code at}; -1 if there is no word, or nothing behind it. */
    private static int afterWord(byte[] line, int at, int to) {
        int end = at;
        while (end < to && line[end] != ' ') {
            end++;
        }
        return end > at && end < to ? end + 1 : -1;
    }
}
