package org.chengyun.bench.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of one partition by key and minute: readings by sensor, requests by service. A minute that is two
 * minutes old by event time leaves as the final rows of its keys, and as one slice for each group: road or service.
 */
final class FoldStage implements Processor<String, Folded, MinuteKey, Slice> {
    static final String STORE = "sensors";
    private static final long MINUTE_MS = 60_000;
    private static final long LATENESS_MS = 120_000;

    private final Flow flow;
    /** Whether each key's minute is a row of its own. */
    private final boolean rows;

    private @Nullable ProcessorContext<MinuteKey, Slice> context;
    private @Nullable KeyValueStore<MinuteKey, Slice> store;
    private long newestMs = Long.MIN_VALUE;
    private long closedMs = Long.MIN_VALUE;

    FoldStage(Flow flow, boolean rows) {
        this.flow = flow;
        this.rows = rows;
    }

    @Override
    public void init(ProcessorContext<MinuteKey, Slice> context) {
        this.context = context;
        this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, Folded> message) {
        KeyValueStore<MinuteKey, Slice> sensors = store;
        if (sensors == null) {
            throw new IllegalStateException("not initialised");
        }
        flow.read.incrementAndGet();
        Folded reading = message.value();
        var key = new MinuteKey(reading.eventTimeMs() - Math.floorMod(reading.eventTimeMs(), MINUTE_MS), reading.key());
        if (key.startMs() >= closedMs) {
            @Nullable Slice slice = sensors.get(key);
            if (slice == null) {
                slice = new Slice();
                slice.road = reading.group();
            }
            sensors.put(key, slice.add(reading));
        }
        newestMs = Math.max(newestMs, reading.eventTimeMs());
        long closableMs = newestMs - LATENESS_MS - Math.floorMod(newestMs - LATENESS_MS, MINUTE_MS);
        if (closableMs > closedMs) {
            close(sensors, closableMs);
            closedMs = closableMs;
        }
    }

    private void close(KeyValueStore<MinuteKey, Slice> sensors, long closableMs) {
        Map<MinuteKey, Slice> roads = new HashMap<>();
        List<MinuteKey> done = new ArrayList<>();
        try (KeyValueIterator<MinuteKey, Slice> stored =
                sensors.range(new MinuteKey(0, ""), new MinuteKey(closableMs - 1, "\uffff"))) {
            while (stored.hasNext()) {
                var row = stored.next();
                if (rows) {
                    forward(row.key, row.value, SlicesTopology.SENSOR_ROWS);
                }
                roads.computeIfAbsent(new MinuteKey(row.key.startMs(), row.value.road), road -> new Slice())
                        .merge(row.value);
                done.add(row.key);
            }
        }
        done.forEach(sensors::delete);
        roads.forEach((key, slice) -> {
            flow.roadsSent.incrementAndGet();
            forward(key, slice, SlicesTopology.ROAD_SLICES);
        });
    }

    private void forward(MinuteKey key, Slice slice, String child) {
        if (context != null) {
            context.forward(new Record<>(key, slice, key.startMs()), child);
        }
    }
}
