package org.chengyun.ingest.testing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;

/** Ingest without a web server, on a real broker. */
public final class Parts implements AutoCloseable {
    /** A busy machine takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    public final Outbox outbox;
    public final Intake intake;
    public final MeterRegistry registry = new SimpleMeterRegistry();
    public final IngestMeters meters = new IngestMeters(registry);
    public final Loads loads;

    public Parts(String bootstrapServers) {
        intake = new Intake(new Decoders(
                Definitions.CATALOGUE, Definitions.FORMATS, SiteRegistry.EMPTY, Run.KEY, ZoneId.of("Asia/Shanghai")));
        outbox = new Outbox(bootstrapServers, Definitions.CATALOGUE);
        loads = new Loads(intake, outbox, (job, topic) -> Map.of(), meters);
        outbox.start();
    }

    /** Waits until Kafka is there. */
    public Parts ready() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                outbox.positions("");
                return this;
            } catch (KafkaAway e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError(outbox.trouble());
    }

    @Override
    public void close() {
        outbox.close();
    }
}
