package org.chengyun.ingest.request;

import java.nio.charset.StandardCharsets;
import org.chengyun.ingest.decode.SourceText;
import org.jspecify.annotations.Nullable;

/** The first line of an HTTP request, {@code GET /path?query HTTP/1.1}, or whatever was sent instead. */
public final class RequestLine {
    private static final int MAX_METHOD = 32;
    private static final String[] METHODS = {"GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"};

    private RequestLine() {}

    /** The first word of [from, to), if it can be a method; null for garbage. */
    public static @Nullable String method(byte[] source, int from, int to) {
        int end = methodEnd(source, from, to);
        int length = end - from;
        for (String known : METHODS) {
            if (known.length() == length && startsWith(source, from, to, known)) {
                return known;
            }
        }
        boolean plausible = length > 1 && length <= MAX_METHOD;
        for (int i = from; plausible && i < end; i++) {
            plausible = isMethodLetter(source[i]);
        }
        return plausible ? text(source, from, end) : null;
    }

    private static boolean isMethodLetter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '_' || b == '-';
    }

    private static int methodEnd(byte[] source, int from, int to) {
        int end = from;
        while (end < to && source[end] != ' ') {
            end++;
        }
        return end;
    }

    /** Where the target begins in the request line [from, to). */
    public static int targetStart(byte[] source, int from, int to) {
        return Math.min(methodEnd(source, from, to) + 1, to);
    }

    /**
     * Where the target ends that begins at {@code from}. The last word is the protocol only if it says so; HTTP/0.9 had
     * none.
     */
    public static int targetEnd(byte[] source, int from, int to) {
        int lastSpace = to - 1;
        while (lastSpace >= from && source[lastSpace] != ' ') {
            lastSpace--;
        }
        boolean hasProtocol = startsWith(source, lastSpace + 1, to, "HTTP/");
        return hasProtocol ? Math.max(lastSpace, from) : to;
    }

    /**
     * The path of the target in [from, to): up to the first '?', without scheme and host, nothing decoded; null if it
     * has none.
     */
    public static @Nullable String path(byte[] source, int from, int to) {
        int start = pathStart(source, from, to);
        int end = start;
        while (end < to && source[end] != '?') {
            end++;
        }
        if (end > start) {
            return SourceText.bounded(text(source, start, end));
        }
        return start > from ? "/" : null;
    }

    private static int pathStart(byte[] source, int from, int to) {
        int host = hostStart(source, from, to);
        return host < 0 ? from : hostEnd(source, host, to);
    }

    /** The host of a target such as {@code https://host:443/path}; null if it names none. */
    public static @Nullable String host(byte[] source, int from, int to) {
        int host = hostStart(source, from, to);
        return host < 0 ? null : text(source, host, hostEnd(source, host, to));
    }

    private static int hostStart(byte[] source, int from, int to) {
        if (startsWith(source, from, to, "http://")) {
            return from + "http://".length();
        }
        return startsWith(source, from, to, "https://") ? from + "https://".length() : -1;
    }

    private static int hostEnd(byte[] source, int from, int to) {
        int end = from;
        while (end < to && source[end] != '/' && source[end] != '?') {
            end++;
        }
        return end;
    }

    private static boolean startsWith(byte[] source, int from, int to, String word) {
        if (from + word.length() > to) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (source[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text of [from, to); bytes that are no text are written as {@code \xhh}. */
    public static String text(byte[] source, int from, int to) {
        return SourceText.isPlain(source, from, to)
                ? new String(source, from, to - from, StandardCharsets.ISO_8859_1)
                : SourceText.escaped(source, from, to);
    }
}
