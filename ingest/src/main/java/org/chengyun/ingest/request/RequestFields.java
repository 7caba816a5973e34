package org.chengyun.ingest.request;

import java.util.Locale;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.decode.Pseudonyms;
import org.jspecify.annotations.Nullable;

/** Makes observations out of requests; the hot path of every log format. Not thread-safe: one per decoder. */
public final class RequestFields {
    private static final String[] STATUS = new String[1000];
    private static final String[] STATUS_CLASS = {"1xx", "2xx", "3xx", "4xx", "5xx"};

    static {
        for (int i = 0; i < STATUS.length; i++) {
            STATUS[i] = String.format(Locale.ROOT, "%03d", i);
        }
    }

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
    private final int user;
    private final int duration;
    private final int bot;
    private final int staticFile;

    /**
     * @param schema its fields at, service, path, method, status, status_class, bytes, client, user, duration, bot and
     *     static are filled, as far as it has them
     */
    public RequestFields(Schema schema, Routes routes, Pseudonyms pseudonyms) {
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
        this.user = schema.indexOf("user");
        this.duration = schema.indexOf("duration");
        this.bot = schema.indexOf("bot");
        this.staticFile = schema.indexOf("static");
    }

    /** The observation of a request; names of people and their machines are pseudonyms in it. */
    public @Nullable Object[] observation(Request request) {
        @Nullable Object[] values = new @Nullable Object[fields];
        set(values, at, request.timeMs);
        set(values, path, request.path);
        set(values, service, routes.service(request.path, plainHost(request.virtualHost)));
        set(values, method, request.method);
        if (request.hasStatus()) {
            set(values, status, STATUS[request.status]);
            set(values, statusClass, classOf(request.status));
        }
        set(values, bytes, request.size == Request.NO_SIZE ? null : (Long) request.size);
        set(values, client, client(request));
        set(values, user, pseudonym(request.user, request.timeMs));
        set(values, duration, Double.isNaN(request.durationSeconds) ? null : (Double) request.durationSeconds);
        if (bot >= 0 && request.hasAgent()) {
            values[bot] = Agents.isBot(request.agent, request.agentFrom, request.agentTo);
        }
        if (staticFile >= 0 && request.path != null) {
            values[staticFile] = routes.isStatic(request.path);
        }
        return values;
    }

    private @Nullable String client(Request request) {
        return request.clientBytes == null
                ? pseudonym(request.client, request.timeMs)
                : pseudonyms.of(request.clientBytes, request.clientFrom, request.clientTo, request.timeMs);
    }

    private static void set(@Nullable Object[] values, int index, @Nullable Object value) {
        if (index >= 0) {
            values[index] = value;
        }
    }

    private static @Nullable String classOf(int code) {
        return code >= 100 && code < 600 ? STATUS_CLASS[code / 100 - 1] : null;
    }

    private @Nullable String pseudonym(@Nullable String name, long timeMs) {
        return name == null ? null : pseudonyms.of(name, timeMs);
    }

    /** Without a port; names of hosts do not differ by case. */
    private static @Nullable String plainHost(@Nullable String host) {
        if (host == null) {
            return null;
        }
        int colon = host.lastIndexOf(':');
        return (colon > 0 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
