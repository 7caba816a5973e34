package org.chengyun.engine.runner.loop;

import java.time.Instant;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.BatchBuilder;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.runner.log.RecordCursor;
import org.chengyun.engine.runner.log.RecordSink;

/** Gives the records of the log to the batch, each where it lies in the fetched bytes. The poll thread owns it. */
final class BatchSink implements RecordSink {
    private final Dataset dataset;
    private final BatchBuilder builder;
    private int partition;
    private long oldestArrivalMs = Long.MAX_VALUE;

    BatchSink(Dataset dataset, BatchBuilder builder) {
        this.dataset = dataset;
        this.builder = builder;
    }

    @Override
    public void begin(int ofPartition) {
        partition = ofPartition;
        builder.begin(ofPartition, System.nanoTime());
    }

    @Override
    public void take(RecordCursor record) {
        oldestArrivalMs = Math.min(oldestArrivalMs, record.timestampMs());
        Rejection rejection = builder.fold(record.bytes(), record.valueAt(), record.valueLength());
        if (rejection != null) {
            builder.keep(quarantined(record, rejection));
        }
    }

    @Override
    public void end(int ofPartition, long position) {
        builder.end(ofPartition, position, System.nanoTime());
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
                rejection.meaning(),
                "%s, partition %d, offset %d".formatted(dataset.topic(), partition, record.offset()),
                record.value(),
                dataset.topic(),
                partition,
                record.offset());
    }
}
