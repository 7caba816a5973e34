package org.chengyun.ingest.request;

import org.chengyun.ingest.memory.Memory;

/**
 * Remembers of user agents whether they are bots, as finding out costs a thousand times more than a lookup. One memory
 * for all decoders, as many live for one request only. Thread-safe.
 */
final class Agents {
    private static final Memory<Boolean> KNOWN = new Memory<>(1 << 14);

    private Agents() {}

    /** Whether the user agent in [from, to) says that it is no person. */
    static Boolean isBot(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + BotPatterns.MAX_BYTES);
        Boolean known = KNOWN.find(bytes, from, end);
        if (known == null) {
            known = BotPatterns.matches(RequestLine.text(bytes, from, end));
            KNOWN.put(bytes, from, end, known);
        }
        return known;
    }
}
