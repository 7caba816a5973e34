package org.chengyun.engine.runner.loop;

import java.time.Instant;
import java.time.InstantSource;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.Lane;
import org.chengyun.engine.core.batch.Pipeline;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.runner.log.RecordCursor;
import org.chengyun.engine.runner.log.RecordSink;
import org.chengyun.engine.runner.log.Unreadable;
import org.jboss.logging.Logger;

/** Gives the records of the log to a lane of the batch, each where it lies in the fetched bytes. Not thread-safe. */
final class BatchSink implements RecordSink {
    private static final Logger LOG = Logger.getLogger(BatchSink.class);
    /** Of a rejected record so many bytes are kept. */
    static final int KEPT_BYTES = 256 << 10;

    /** Records. */
    private static final int ASKED_EVERY = 256;

    private final Dataset dataset;
    private final Lane lane;
    private final Pipeline pipeline;
    private final InstantSource clock;
    private int partition;
    private long oldestArrivalMs = Long.MAX_VALUE;
    /** Whether the lane was full when it was asked last; asking takes longer than folding a record. */
    private boolean isFull;

    private int untilAsked;

    BatchSink(Dataset dataset, Pipeline pipeline, Lane lane, InstantSource clock) {
        this.dataset = dataset;
        this.lane = lane;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Override
    public void begin(int ofPartition) {
        partition = ofPartition;
        lane.begin(ofPartition, System.nanoTime());
    }

    @Override
    public void take(RecordCursor record) {
        oldestArrivalMs = Math.min(oldestArrivalMs, record.timestampMs());
        Rejection rejection = lane.fold(record.bytes(), record.valueAt(), record.valueLength());
        if (rejection != null) {
            lane.keep(quarantined(record, rejection));
        }
        if (rejection != null || --untilAsked <= 0) {
            untilAsked = ASKED_EVERY;
            isFull = pipeline.isFull(lane);
        }
    }

    @Override
    public boolean isFull() {
        if (isFull) {
            isFull = pipeline.isFull(lane);
        }
        return isFull;
    }

    @Override
    public void leave(Unreadable batch) {
        LOG.warnf(
                "dataset=%s partition=%d offsets %d to %d cannot be read and go to quarantine: %s (%s)",
                dataset.id(),
                partition,
                batch.from(),
                batch.to() - 1,
                batch.reason().code(),
                batch.detail());
        lane.leave();
        lane.keep(new Quarantined(
                clock.instant(),
                dataset.id(),
                "unknown",
                "engine",
                batch.reason().code(),
                batch.detail(),
                "%s, partition %d, offsets %d to %d"
                        .formatted(dataset.topic(), partition, batch.from(), batch.to() - 1),
                batch.bytes(),
                dataset.topic(),
                partition,
                batch.from(),
                ""));
    }

    @Override
    public void end(int ofPartition, long position) {
        lane.end(ofPartition, position, System.nanoTime());
    }

    /**
     * When the oldest record since the last call came to Kafka, as Kafka or its producer says, epoch ms; Long.MAX_VALUE if
     * there was none.
     */
    long takeOldestArrivalMs() {
        long oldest = oldestArrivalMs;
        oldestArrivalMs = Long.MAX_VALUE;
        return oldest;
    }

    private Quarantined quarantined(RecordCursor record, Rejection rejection) {
        return new Quarantined(
                Instant.ofEpochMilli(record.timestampMs()),
                dataset.id(),
                record.header("feed", "unknown"),
                "engine",
                rejection.code(),
                detail(rejection, record.valueLength()),
                "%s, partition %d, offset %d".formatted(dataset.topic(), partition, record.offset()),
                record.value(KEPT_BYTES),
                dataset.topic(),
                partition,
                record.offset(),
                "");
    }

    private static String detail(Rejection rejection, int length) {
        return length <= KEPT_BYTES
                ? rejection.meaning()
                : "%s; of its %,d bytes the first %,d are kept".formatted(rejection.meaning(), length, KEPT_BYTES);
    }
}
