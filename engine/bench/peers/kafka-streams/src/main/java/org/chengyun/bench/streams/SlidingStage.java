package org.chengyun.bench.streams;

import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** When a minute of a road has changed, merges the minutes of each of the five windows that hold it. */
final class SlidingStage implements Processor<Windowed<String>, Slice, MinuteKey, Slice> {
    static final String STORE = "roads";
    private static final long MINUTE_MS = 60_000;
    private static final int WINDOWS = 5;

    private @Nullable ProcessorContext<MinuteKey, Slice> context;
    private @Nullable WindowStore<String, ValueAndTimestamp<Slice>> store;

    @Override
    public void init(ProcessorContext<MinuteKey, Slice> context) {
        this.context = context;
        this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<Windowed<String>, Slice> changed) {
        if (store == null || context == null) {
            throw new IllegalStateException("not initialised");
        }
        String road = changed.key().key();
        long minuteMs = changed.key().window().start();
        Slice[] windows = new Slice[WINDOWS];
        long firstMs = minuteMs - (WINDOWS - 1) * MINUTE_MS;
        try (WindowStoreIterator<ValueAndTimestamp<Slice>> minutes =
                store.fetch(road, firstMs, minuteMs + (WINDOWS - 1) * MINUTE_MS)) {
            while (minutes.hasNext()) {
                var minute = minutes.next();
                int at = (int) ((minute.key - firstMs) / MINUTE_MS);
                for (int window = Math.max(0, at - WINDOWS + 1); window <= Math.min(at, WINDOWS - 1); window++) {
                    if (windows[window] == null) {
                        windows[window] = new Slice();
                    }
                    windows[window].merge(minute.value.value());
                }
            }
        }
        for (int window = 0; window < WINDOWS; window++) {
            long startMs = firstMs + window * MINUTE_MS;
            context.forward(new Record<>(new MinuteKey(startMs, road), windows[window], changed.timestamp()));
        }
    }
}
