package org.chengyun.datasets.simulator.feed;

import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A feed's records in the order of their arrival, from a given moment on. Two streams that begin at different moments
 * agree from the later one on. Not thread-safe.
 */
public final class DeliveryStream {
    private final Feed feed;
    private final long fromMs;
    private final Queue<Delivery> waiting = new PriorityQueue<>(1024, Delivery.BY_ARRIVAL);
    private long nextSlotMs;

    /**
     * A stream from a moment on.
     *
     * @param fromMs earliest arrival, epoch ms
     */
    public DeliveryStream(Feed feed, long fromMs) {
        this.feed = feed;
        this.fromMs = fromMs;
        long earliest = fromMs - feed.longestWaitMs();
        this.nextSlotMs = earliest - Math.floorMod(earliest, Feed.SLOT_MS);
    }

    /** Takes the next record that arrives before {@code limitMs}; null if there is none. */
    public @Nullable Delivery nextBefore(long limitMs) {
        // A later slot cannot bring anything that arrives before its own start.
        while (nextSlotMs < limitMs && (waiting.isEmpty() || waiting.peek().arrivalMs() >= nextSlotMs)) {
            feed.generate(nextSlotMs, this::accept);
            nextSlotMs += Feed.SLOT_MS;
        }
        Delivery first = waiting.peek();
        return first != null && first.arrivalMs() < limitMs ? waiting.poll() : null;
    }

    private void accept(Delivery delivery) {
        if (delivery.arrivalMs() < nextSlotMs) {
            throw new IllegalStateException("%s arrives before its slot %d".formatted(delivery, nextSlotMs));
        }
        if (delivery.arrivalMs() >= fromMs) {
            waiting.add(delivery);
        }
    }
}
