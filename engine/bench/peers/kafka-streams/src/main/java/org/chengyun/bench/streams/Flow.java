package org.chengyun.bench.streams;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many records passed: Streams runs for ever, and this tells the race when everything has arrived. Thread-safe.
 */
final class Flow {
    /** Records of the input. */
    final AtomicLong read = new AtomicLong();
    /** Into and out of the first repartition topic. */
    final AtomicLong roadsSent = new AtomicLong();

    final AtomicLong roadsReceived = new AtomicLong();
    /** Into and out of the second one. */
    final AtomicLong windowsSent = new AtomicLong();

    final AtomicLong windowsReceived = new AtomicLong();

    boolean roadsAreThrough() {
        return roadsReceived.get() >= roadsSent.get();
    }

    boolean windowsAreThrough() {
        return windowsReceived.get() >= windowsSent.get();
    }
}
