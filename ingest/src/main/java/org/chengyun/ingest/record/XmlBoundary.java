package org.chengyun.ingest.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One XML element after another, such as {@code <request>…</request>} below any root and with any prefix. What stands
 * before the first and after the last is a record of its own. Such elements do not nest: where one begins within
 * another, the other was not closed.
 */
public final class XmlBoundary implements Boundary {
    private final List<byte[]> names;

    /** @param names of the elements that are records */
    public XmlBoundary(List<String> names) {
        this.names = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public int end(byte[] bytes, int from, int until, boolean all) {
        var markup = new Markup(bytes, until);
        boolean open = false;
        boolean blank = true;
        int at = from;
        while (at < until) {
            if (bytes[at] != '<') {
                blank &= bytes[at] <= ' ' && bytes[at] >= 0;
                at++;
                continue;
            }
            int after = markup.end(at);
            if (after == NEED_MORE && !all) {
                return NEED_MORE;
            }
            if (after != NEED_MORE && isRecord(bytes, at, after)) {
                boolean closing = bytes[at + 1] == '/';
                if (!closing && (open || !blank)) {
                    return at;
                }
                if (closing || bytes[after - 2] == '/') {
                    return after;
                }
                open = true;
            }
            blank = false;
            // what never ends is text
            at = after == NEED_MORE ? at + 1 : after;
        }
        if (!all) {
            return NEED_MORE;
        }
        return blank ? until : ~until;
    }

    /** Finds the ends of tags, comments, CDATA sections and instructions; looks for none twice in vain. */
    private static final class Markup {
        private final byte[] bytes;
        private final int until;
        private final Set<String> absent = new HashSet<>();

        Markup(byte[] bytes, int until) {
            this.bytes = bytes;
            this.until = until;
        }

        /** After what begins at {@code from}, or {@link Boundary#NEED_MORE}. */
        int end(int from) {
            if (startsWith(bytes, from, until, "<!--")) {
                return after(from + 4, "-->");
            }
            if (startsWith(bytes, from, until, "<![CDATA[")) {
                return after(from + 9, "]]>");
            }
            return startsWith(bytes, from, until, "<?") ? after(from + 2, "?>") : tagEnd(bytes, from + 1, until);
        }

        private int after(int from, String end) {
            if (absent.contains(end)) {
                return NEED_MORE;
            }
            for (int at = from; at + end.length() <= until; at++) {
                if (startsWith(bytes, at, until, end)) {
                    return at + end.length();
                }
            }
            absent.add(end);
            return NEED_MORE;
        }
    }

    /** No '<' can be within a tag, not even in quotes: there the tag ends without its '>'. */
    private static int tagEnd(byte[] bytes, int from, int until) {
        byte quote = 0;
        for (int at = from; at < until; at++) {
            byte b = bytes[at];
            if (b == '<') {
                return at;
            }
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (b == '>') {
                return at + 1;
            } else if (b == '"' || b == '\'') {
                quote = b;
            }
        }
        return NEED_MORE;
    }

    private static boolean startsWith(byte[] bytes, int from, int until, String text) {
        if (from + text.length() > until) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** True if [from, until) is a tag with the name of a record, whatever its prefix. */
    private boolean isRecord(byte[] bytes, int from, int until) {
        if (bytes[until - 1] != '>') {
            return false;
        }
        int start = bytes[from + 1] == '/' ? from + 2 : from + 1;
        int end = start;
        while (end < until && isName(bytes[end])) {
            end++;
            start = bytes[end - 1] == ':' ? end : start;
        }
        for (byte[] name : names) {
            if (Arrays.equals(bytes, start, end, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(byte b) {
        return b < 0 || (b > ' ' && b != '>' && b != '/' && b != '<' && b != '=');
    }

    @Override
    public int restart(byte[] bytes, int from, int until) {
        for (int at = from; at < until; at++) {
            int after = bytes[at] == '<' ? tagEnd(bytes, at + 1, until) : NEED_MORE;
            if (after != NEED_MORE && isRecord(bytes, at, after)) {
                return bytes[at + 1] == '/' ? after : at;
            }
        }
        return NEED_MORE;
    }
}
