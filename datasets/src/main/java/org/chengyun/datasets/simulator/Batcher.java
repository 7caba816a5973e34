package org.chengyun.datasets.simulator;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.simulator.feed.Delivery;
import org.chengyun.datasets.simulator.feed.DeliveryStream;
import org.chengyun.datasets.simulator.outlet.Batch;

/**
 * Cuts a feed into batches of whole seconds, none across an hour, none larger than a receiver takes. Leaves out what
 * happened before the simulation began and only arrives after. Not thread-safe.
 */
final class Batcher {
    static final int MOST_RECORDS = 10_000;
    private static final long HOUR_MS = 3_600_000;

    private final DeliveryStream stream;
    private final long eventsFromMs;
    private List<Delivery> carried = List.of();
    private long takenToMs;

    /**
     * @param eventsFromMs event time of the first observation
     * @param positionMs arrival time of the first record
     */
    Batcher(DeliveryStream stream, long eventsFromMs, long positionMs) {
        this.stream = stream;
        this.eventsFromMs = eventsFromMs;
        this.takenToMs = positionMs;
    }

    /** What arrives in {@code [fromMs, toMs)}, however much it is. */
    Batch exactly(long fromMs, long toMs) {
        List<Delivery> records = new ArrayList<>();
        take(toMs, records);
        takenToMs = toMs;
        return new Batch(fromMs, toMs, records);
    }

    /** The next batch from {@code fromMs}, where the last one ended; it ends at {@code limitMs} at the latest. */
    Batch next(long fromMs, long limitMs) {
        List<Delivery> records = new ArrayList<>(carried);
        carried = List.of();
        long toMs = takenToMs;
        while (toMs < limitMs && (toMs == fromMs || Math.floorMod(toMs, HOUR_MS) != 0)) {
            long end = Math.min(toMs - Math.floorMod(toMs, 1000) + 1000, limitMs);
            List<Delivery> second = new ArrayList<>();
            take(end, second);
            takenToMs = end;
            if (!records.isEmpty() && records.size() + second.size() > MOST_RECORDS) {
                carried = second;
                break;
            }
            records.addAll(second);
            toMs = end;
        }
        return new Batch(fromMs, toMs, records);
    }

    private void take(long toMs, List<Delivery> records) {
        Delivery delivery = stream.nextBefore(toMs);
        while (delivery != null) {
            if (delivery.observation().eventMs() >= eventsFromMs) {
                records.add(delivery);
            }
            delivery = stream.nextBefore(toMs);
        }
    }
}
