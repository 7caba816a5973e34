package org.chengyun.engine.runner.loop;

import java.time.Instant;
import java.time.InstantSource;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.BatchBuilder;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.runner.log.RecordCursor;
import org.chengyun.engine.runner.log.RecordSink;
import org.chengyun.engine.runner.log.Unreadable;
import org.jboss.logging.Logger;

/** Gives the records of the log to the batch, each where it lies in the fetched bytes. The poll thread owns it. */
final class BatchSink implements RecordSink {
    private static final Logger LOG = Logger.getLogger(BatchSink.class);

    private final Dataset dataset;
    private final BatchBuilder builder;
    private final InstantSource clock;
    private int partition;

    BatchSink(Dataset dataset, BatchBuilder builder, InstantSource clock) {
        this.dataset = dataset;
        this.builder = builder;
        this.clock = clock;
    }

    @Override
    public void begin(int ofPartition) {
        partition = ofPartition;
        builder.begin(ofPartition, System.nanoTime());
    }

    @Override
    public void take(RecordCursor record) {
        Rejection rejection = builder.fold(record.bytes(), record.valueAt(), record.valueLength());
        if (rejection != null) {
            builder.keep(quarantined(record, rejection));
        }
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
        builder.leave();
        builder.keep(new Quarantined(
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
                batch.from()));
    }

    @Override
    public void end(int ofPartition, long position) {
        builder.end(ofPartition, position, System.nanoTime());
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
