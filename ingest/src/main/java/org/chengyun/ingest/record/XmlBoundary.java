package org.chengyun.ingest.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One XML element after another, such as {@code <request>…</request>} below any root and with any prefix. What stands
 * before the first and after the last is a record of its own. Such elements do not nest: where one begins within
 * another, the other was not closed.
 *
 * <p>What {@link #forOneReader} gives is not thread-safe; until then it is immutable.
 */
public final class XmlBoundary implements Boundary {
    private final List<byte[]> names;
    /** Before which place a text is known to be nowhere, as far as was looked; null if several read by this. */
    private final @Nullable Map<String, Integer> absentBefore;

    /** @param names of the elements that are records */
    public XmlBoundary(List<String> names) {
        this(names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList(), null);
    }

    private XmlBoundary(List<byte[]> names, @Nullable Map<String, Integer> absentBefore) {
        this.names = names;
        this.absentBefore = absentBefore;
    }

    @Override
    public Boundary forOneReader() {
        return new XmlBoundary(names, new HashMap<>());
    }

    @Override
    public int end(byte[] bytes, int from, int until, boolean all) {
        boolean open = false;
        boolean blank = true;
        int at = from;
        while (at < until) {
            if (bytes[at] != '<') {
                blank &= bytes[at] <= ' ' && bytes[at] >= 0;
                at++;
                continue;
            }
            int after = markupEnd(bytes, at, until);
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

    /** After the tag, comment, CDATA section or instruction that begins at {@code from}, or {@link #NEED_MORE}. */
    private int markupEnd(byte[] bytes, int from, int until) {
        if (startsWith(bytes, from, until, "<!--")) {
            return after(bytes, from + 4, until, "-->");
        }
        if (startsWith(bytes, from, until, "<![CDATA[")) {
            return after(bytes, from + 9, until, "]]>");
        }
        return startsWith(bytes, from, until, "<?")
                ? after(bytes, from + 2, until, "?>")
                : tagEnd(bytes, from + 1, until);
    }

    /** Looks nowhere twice in vain: else each of many comments without an end would cost all that follows. */
    private int after(byte[] bytes, int from, int until, String end) {
        int begin = absentBefore == null ? from : Math.max(from, absentBefore.getOrDefault(end, 0));
        for (int at = begin; at + end.length() <= until; at++) {
            if (startsWith(bytes, at, until, end)) {
                return at + end.length();
            }
        }
        if (absentBefore != null) {
            absentBefore.put(end, Math.max(begin, until - end.length() + 1));
        }
        return NEED_MORE;
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
