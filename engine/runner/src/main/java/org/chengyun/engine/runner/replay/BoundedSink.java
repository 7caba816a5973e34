package org.chengyun.engine.runner.replay;

import java.util.HashMap;
import java.util.Map;
import org.chengyun.engine.core.batch.Lane;
import org.chengyun.engine.runner.log.RecordCursor;
import org.chengyun.engine.runner.log.RecordSink;
import org.chengyun.engine.runner.log.Unreadable;

/**
 * Gives the records to the batch up to a bound of each partition, and not one more. Those that are rejected are counted
 * alone: the live job has put them into quarantine. The polling thread owns it.
 */
final class BoundedSink implements RecordSink {
    private final Lane lane;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> bounds = new HashMap<>();
    private long read;
    private long bound;

    BoundedSink(Lane lane) {
        this.lane = lane;
    }

    void start(Map<Integer, Long> at) {
        positions.putAll(at);
    }

    /** Records from there on are left for later. */
    void upTo(Map<Integer, Long> next) {
        bounds.putAll(next);
    }

    Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Offsets to go, markers included. */
    long left() {
        return positions.entrySet().stream()
                .mapToLong(entry -> Math.max(0, bounds.getOrDefault(entry.getKey(), 0L) - entry.getValue()))
                .sum();
    }

    long read() {
        return read;
    }

    @Override
    public void begin(int partition) {
        bound = bounds.getOrDefault(partition, 0L);
        lane.begin(partition, System.nanoTime());
    }

    @Override
    public void take(RecordCursor record) {
        if (record.offset() >= bound) {
            return;
        }
        read++;
        // Counted as rejected by the fold, if it is; kept it was already.
        lane.fold(record.bytes(), record.valueAt(), record.valueLength());
    }

    @Override
    public void leave(Unreadable batch) {
        if (batch.from() < bound) {
            read++;
            lane.leave();
        }
    }

    @Override
    public void end(int partition, long position) {
        long reached = Math.max(Math.min(position, bound), positions.getOrDefault(partition, 0L));
        positions.put(partition, reached);
        lane.end(partition, reached, System.nanoTime());
    }
}
