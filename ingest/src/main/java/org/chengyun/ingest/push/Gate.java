package org.chengyun.ingest.push;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chengyun.ingest.problem.IngestProblem;

/**
 * Lets so many bytes wait for Kafka at once, and turns away who comes then: what waits takes memory. Thread-safe.
 */
final class Gate {
    private static final int LONGEST_PAUSE_S = 30;

    private final long mostBytes;
    private final Map<Pass, Long> waitingSinceNanos = new LinkedHashMap<>();
    private long waitingBytes;

    Gate(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Held while a body is in memory. */
    final class Pass {
        private final long bytes;

        private Pass(long bytes) {
            this.bytes = bytes;
        }

        /** Makes room for others. */
        void leave() {
            Gate.this.leave(this);
        }
    }

    /**
     * Lets a body in. One that is alone is let in however large it is.
     *
     * @throws IngestProblem 429 if too much waits; to be tried again after as long as the oldest has waited so far
     */
    synchronized Pass enter(long bytes) {
        if (!waitingSinceNanos.isEmpty() && waitingBytes + bytes > mostBytes) {
            long oldest = waitingSinceNanos.values().iterator().next();
            long waited = (System.nanoTime() - oldest) / 1_000_000_000L;
            throw IngestProblem.tooMany(
                    "%d requests of %d KiB wait for Kafka".formatted(waitingSinceNanos.size(), waitingBytes >> 10),
                    Math.clamp(waited, 1, LONGEST_PAUSE_S));
        }
        var pass = new Pass(bytes);
        waitingSinceNanos.put(pass, System.nanoTime());
        waitingBytes += bytes;
        return pass;
    }

    private synchronized void leave(Pass pass) {
        if (waitingSinceNanos.remove(pass) != null) {
            waitingBytes -= pass.bytes;
        }
    }
}
