package org.chengyun.ingest.inbox;

import java.time.Duration;

/**
 * When a batch is committed: whichever is reached first.
 *
 * @param pieces in the batch
 * @param bytes in the batch; the batch may be larger by one piece
 * @param linger time since its first piece was taken
 */
public record Limits(int pieces, long bytes, Duration linger) {
    private static final long BYTES = 4 << 20;
    private static final Duration LINGER = Duration.ofMillis(200);

    /** For senders that do not wait for an answer. */
    public static Limits streaming() {
        return new Limits(50_000, BYTES, LINGER);
    }

    /** For a sender that stops after so many pieces until they are acknowledged. */
    public static Limits window(int pieces) {
        return new Limits(pieces, BYTES, LINGER);
    }
}
