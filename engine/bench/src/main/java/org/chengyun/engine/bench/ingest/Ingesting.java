package org.chengyun.engine.bench.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;

/** The parts of ingest as the application puts them together, without a web server and a database. */
final class Ingesting implements AutoCloseable {
    private static final int LOOKS = 300;
    private static final long PAUSE_MS = 100;

    final Intake intake;
    final Outbox outbox;
    final MeterRegistry registry = new SimpleMeterRegistry();
    final IngestMeters meters = new IngestMeters(registry);

    /** Begins, and waits until Kafka is there. */
    Ingesting(String bootstrapServers) throws IOException, InterruptedException {
        // as in the application; Kafka's client would make a text of each record to trace it
        Logger.getLogger("").setLevel(Level.WARNING);
        Definitions definitions = Definitions.load();
        intake = new Intake(definitions.decoders());
        outbox = new Outbox(bootstrapServers, definitions.catalogue());
        outbox.start();
        for (int i = 0; i < LOOKS; i++) {
            if (isReady()) {
                return;
            }
            Thread.sleep(PAUSE_MS);
        }
        String trouble = outbox.trouble();
        outbox.close();
        throw new IOException(trouble);
    }

    private boolean isReady() {
        try {
            outbox.positions("");
            return true;
        } catch (KafkaAway notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        outbox.close();
    }
}
