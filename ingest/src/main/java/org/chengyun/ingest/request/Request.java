package org.chengyun.ingest.request;

import org.jspecify.annotations.Nullable;

/** A request as a server logged it. Filled anew for each record: not thread-safe. */
public final class Request {
    /** The log does not say how many bytes were sent. */
    public static final long NO_SIZE = -1;

    private static final int NO_STATUS = -1;
    private static final byte[] NOTHING = {};

    long timeMs;

    @Nullable
    String client;

    @Nullable
    String user;

    @Nullable
    String virtualHost;

    @Nullable
    String method;

    @Nullable
    String path;

    /** The client, if it is not given as text. */
    byte @Nullable [] clientBytes;

    int clientFrom;
    int clientTo;
    int status;
    long size;
    double durationSeconds;
    byte[] agent = NOTHING;
    int agentFrom;
    int agentTo;

    /** Forgets the request before; nothing is known but the time, in epoch milliseconds. */
    public Request begin(long newTimeMs) {
        timeMs = newTimeMs;
        client = null;
        user = null;
        virtualHost = null;
        method = null;
        path = null;
        clientBytes = null;
        status = NO_STATUS;
        size = NO_SIZE;
        durationSeconds = Double.NaN;
        agent = NOTHING;
        agentFrom = 0;
        agentTo = 0;
        return this;
    }

    /** The address that asked; null or '-' if it is not known. */
    public Request client(@Nullable String address) {
        client = known(address);
        return this;
    }

    /** The address in [from, to), not copied: it must stay until the observation is made. */
    public Request client(byte[] bytes, int from, int to) {
        boolean known = to > from + 1 || (to == from + 1 && bytes[from] != '-');
        clientBytes = known ? bytes : null;
        clientFrom = from;
        clientTo = to;
        return this;
    }

    /** The user as the server knew it; null, empty or '-' if it did not. */
    public Request user(@Nullable String name) {
        user = known(name);
        return this;
    }

    private static @Nullable String known(@Nullable String text) {
        return text == null || text.isEmpty() || text.equals("-") ? null : text;
    }

    /** The host that was asked for, perhaps with a port; null or '-' if it is not known. */
    public Request virtualHost(@Nullable String host) {
        virtualHost = known(host);
        return this;
    }

    /**
     * What was asked for.
     *
     * @param newPath up to the first '?'
     */
    public Request asked(@Nullable String newMethod, @Nullable String newPath) {
        method = newMethod;
        path = newPath;
        return this;
    }

    /** The answer's status, 0 to 999. */
    public Request status(int code) {
        status = code;
        return this;
    }

    /** Bytes sent, or {@link #NO_SIZE}. */
    public Request size(long bytes) {
        size = bytes;
        return this;
    }

    /** How long the answer took, in seconds; NaN if it is not known. */
    public Request duration(double seconds) {
        durationSeconds = seconds;
        return this;
    }

    /** The user agent in [from, to), not copied: it must stay until the observation is made. */
    public Request agent(byte[] bytes, int from, int to) {
        agent = bytes;
        agentFrom = from;
        agentTo = to;
        return this;
    }

    boolean hasStatus() {
        return status != NO_STATUS;
    }

    /** False if the server wrote nothing or '-'. */
    boolean hasAgent() {
        int length = agentTo - agentFrom;
        return length > 1 || (length == 1 && agent[agentFrom] != '-');
    }
}
