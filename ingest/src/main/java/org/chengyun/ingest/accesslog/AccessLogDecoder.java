package org.chengyun.ingest.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.jspecify.annotations.Nullable;

/** One line of an access log becomes one observation. Not thread-safe. */
public final class AccessLogDecoder implements RecordDecoder {
    private static final int MAX_METHOD = 32;
    private static final String[] STATUS = new String[1000];
    private static final String[] STATUS_CLASS = {"1xx", "2xx", "3xx", "4xx", "5xx"};
    private static final String[] METHODS = {"GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"};

    static {
        for (int i = 0; i < STATUS.length; i++) {
            STATUS[i] = String.format(Locale.ROOT, "%03d", i);
        }
    }

    private final LogLine line;
    private final boolean withVirtualHost;
    private final Routes routes;
    private final Pseudonyms pseudonyms;
    private final int fields;
    private final int at;
    private final int service;
    private final int path;
    private final int method;
    private final int status;
    private final int statusClass;
    private final int bytes;
    private final int client;

    /**
     * @param schema its fields at, service, path, method, status, status_class, bytes and client are filled, as far as
     *     it has them
     * @param withVirtualHost true if each line begins with the virtual host
     */
    public AccessLogDecoder(Schema schema, boolean withVirtualHost, Routes routes, Pseudonyms pseudonyms) {
        this.line = new LogLine(withVirtualHost);
        this.withVirtualHost = withVirtualHost;
        this.routes = routes;
        this.pseudonyms = pseudonyms;
        this.fields = schema.size();
        this.at = schema.indexOf("at");
        this.service = schema.indexOf("service");
        this.path = schema.indexOf("path");
        this.method = schema.indexOf("method");
        this.status = schema.indexOf("status");
        this.statusClass = schema.indexOf("status_class");
        this.bytes = schema.indexOf("bytes");
        this.client = schema.indexOf("client");
    }

    @Override
    public Decoded decode(byte[] source, int from, int to) {
        if (isBlankOrComment(source, from, to)) {
            return Decoded.Ignored.INSTANCE;
        }
        Reason reason = line.parse(source, from, to);
        if (reason != null) {
            return SourceText.looksBinary(source, from, to)
                    ? new Decoded.Rejected(
                            Reason.ENCODING_BINARY, "not a line of text; as a log line: " + line.detail())
                    : new Decoded.Rejected(reason, line.detail());
        }
        return new Decoded.Accepted(List.<@Nullable Object[]>of(observation(source)));
    }

    private static boolean isBlankOrComment(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (source[i] != ' ' && source[i] != '\t') {
                return source[i] == '#';
            }
        }
        return true;
    }

    private @Nullable Object[] observation(byte[] source) {
        @Nullable Object[] values = new @Nullable Object[fields];
        String target = path(source);
        set(values, at, line.timeMs);
        set(values, path, target);
        set(values, service, routes.service(target, virtualHost(source)));
        set(values, method, method(source));
        int code = (source[line.statusStart] - '0') * 100
                + (source[line.statusStart + 1] - '0') * 10
                + (source[line.statusStart + 2] - '0');
        set(values, status, STATUS[code]);
        set(values, statusClass, code >= 100 && code < 600 ? STATUS_CLASS[code / 100 - 1] : null);
        set(values, bytes, line.size == LogLine.NO_SIZE ? null : (Long) line.size);
        set(values, client, client(source));
        return values;
    }

    private static void set(@Nullable Object[] values, int index, @Nullable Object value) {
        if (index >= 0) {
            values[index] = value;
        }
    }

    private @Nullable String client(byte[] source) {
        if (line.hostEnd == line.hostStart + 1 && source[line.hostStart] == '-') {
            return null;
        }
        return pseudonyms.of(text(source, line.hostStart, line.hostEnd), line.timeMs);
    }

    /** The virtual host without a port; names of hosts do not differ by case. */
    private @Nullable String virtualHost(byte[] source) {
        if (!withVirtualHost) {
            return null;
        }
        String host = text(source, line.vhostStart, line.vhostEnd).toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        return colon > 0 ? host.substring(0, colon) : host;
    }

    /** The first word of the request, if it can be a method; null for garbage. */
    private @Nullable String method(byte[] source) {
        int end = methodEnd(source);
        int length = end - line.requestStart;
        for (String known : METHODS) {
            if (known.length() == length && startsWith(source, line.requestStart, known)) {
                return known;
            }
        }
        boolean plausible = length > 1 && length <= MAX_METHOD;
        for (int i = line.requestStart; plausible && i < end; i++) {
            plausible = isMethodLetter(source[i]);
        }
        return plausible ? text(source, line.requestStart, end) : null;
    }

    private static boolean isMethodLetter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '_' || b == '-';
    }

    private int methodEnd(byte[] source) {
        int end = line.requestStart;
        while (end < line.requestEnd && source[end] != ' ') {
            end++;
        }
        return end;
    }

    /** The target up to the first '?', nothing decoded; null if the request has no target. */
    private @Nullable String path(byte[] source) {
        int from = Math.min(methodEnd(source) + 1, line.requestEnd);
        int to = targetEnd(source, from);
        for (int i = from; i < to; i++) {
            if (source[i] == '?') {
                to = i;
            }
        }
        return to <= from ? null : SourceText.bounded(text(source, from, to));
    }

    /** The last word is the protocol only if it says so; HTTP/0.9 had none. */
    private int targetEnd(byte[] source, int from) {
        int lastSpace = line.requestEnd - 1;
        while (lastSpace >= from && source[lastSpace] != ' ') {
            lastSpace--;
        }
        boolean hasProtocol = startsWith(source, lastSpace + 1, "HTTP/");
        return hasProtocol ? Math.max(lastSpace, from) : line.requestEnd;
    }

    private boolean startsWith(byte[] source, int from, String word) {
        if (from + word.length() > line.requestEnd) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (source[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] source, int from, int to) {
        return SourceText.isPlain(source, from, to)
                ? new String(source, from, to - from, StandardCharsets.ISO_8859_1)
                : SourceText.escaped(source, from, to);
    }
}
