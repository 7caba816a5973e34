package org.chengyun.dashboard.assembly;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.ObservationReader;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.decode.Row;
import org.chengyun.ingest.quarantine.EngineReading;

/** Asks the engine's own reader whether it would take an observation now. Thread-safe. */
@ApplicationScoped
class ObservationsAgain implements EngineReading {
    private final Clock clock;

    ObservationsAgain(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Verdict read(Dataset dataset, byte[] observation) {
        int fields = dataset.schema().size();
        boolean[] texts = new boolean[fields];
        for (int i = 0; i < fields; i++) {
            texts[i] = dataset.schema().field(i).type() == ValueType.TEXT;
        }
        ObservationReader reader = ObservationReader.of(keyed(dataset), new boolean[fields], texts, new Dictionary());
        Rejection rejection = reader.read(observation, clock.millis());
        if (rejection != null) {
            return new Verdict.Bad(rejection.code(), rejection.meaning());
        }
        Row row = reader.row();
        int key = dataset.keyIndex();
        int from = row.textFrom(key);
        return new Verdict.Good(Arrays.copyOfRange(row.textBytes(key), from, from + row.textLength(key)));
    }

    /** A reader hands out the texts by which repetitions are known: here the key. */
    private static Dataset keyed(Dataset dataset) {
        var byKey = new Dataset.Dedupe(List.of(dataset.key()), Duration.ofMinutes(1));
        return new Dataset(
                dataset.id(),
                dataset.label(),
                dataset.schema(),
                dataset.eventTime(),
                dataset.key(),
                dataset.topic(),
                dataset.encoding(),
                dataset.partitions(),
                dataset.allowedLateness(),
                dataset.idleAfter(),
                dataset.futureTolerance(),
                dataset.coverage(),
                dataset.enrichment(),
                dataset.retention(),
                Optional.of(byKey));
    }
}
