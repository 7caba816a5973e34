package org.chengyun.ingest.record;

/**
 * One JSON object after another: in a list, in a list within an object, or one per line. The brackets and commas before
 * an object belong to its record. An object that does not close costs what lies before the begin of one that follows, about
 * 1/64 of the rest.
 */
public final class JsonBoundary implements Boundary {
    public static final JsonBoundary INSTANCE = new JsonBoundary();

    /** Finding that an object does not close takes a look at all that follows; so each time a share of it is given up. */
    private static final int BITES = 64;

    private JsonBoundary() {}

    @Override
    public int end(byte[] bytes, int from, int until, boolean all) {
        int at = from;
        while (at < until && isBetween(bytes[at])) {
            at++;
        }
        if (at == until) {
            return all ? until : NEED_MORE;
        }
        return bytes[at] == '{' ? objectEnd(bytes, from, at, until, all) : junkEnd(bytes, at, until, all);
    }

    /** True for white space, commas, brackets, and the end of an object around a list. */
    public static boolean isBetween(byte b) {
        return switch (b) {
            case ' ', '\t', '\r', '\n', ',', '[', ']', '}' -> true;
            default -> false;
        };
    }

    private int objectEnd(byte[] bytes, int from, int open, int until, boolean all) {
        int depth = 0;
        for (int at = open; at < until; at++) {
            switch (bytes[at]) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '"' -> at = stringEnd(bytes, at + 1, until);
                default -> {
                    continue;
                }
            }
            if (depth == 0 && at < until) {
                return at + 1;
            }
        }
        if (!all) {
            return NEED_MORE;
        }
        int restart = restart(bytes, from + (until - from) / BITES + 1, until);
        return restart == NEED_MORE ? ~until : restart;
    }

    /** Index of the closing quote; no string goes over the end of a line, so a line end closes a damaged one. */
    private static int stringEnd(byte[] bytes, int from, int until) {
        for (int at = from; at < until; at++) {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] == '"' || bytes[at] == '\n') {
                return at;
            }
        }
        return until;
    }

    private static int junkEnd(byte[] bytes, int from, int until, boolean all) {
        for (int at = from; at < until; at++) {
            if (bytes[at] == '{') {
                return at;
            }
        }
        return all ? until : NEED_MORE;
    }

    /** After '}', a comma or a line end, and before '{'. */
    @Override
    public int restart(byte[] bytes, int from, int until) {
        for (int at = from; at < until; at++) {
            if (bytes[at] != '}') {
                continue;
            }
            int next = at + 1;
            boolean apart = false;
            while (next < until && (bytes[next] == ',' || isSpace(bytes[next]))) {
                apart |= bytes[next] == ',' || bytes[next] == '\n';
                next++;
            }
            if (apart && next < until && bytes[next] == '{') {
                return next;
            }
        }
        return NEED_MORE;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
