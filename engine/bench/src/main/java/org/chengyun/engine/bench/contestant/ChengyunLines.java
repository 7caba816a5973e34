package org.chengyun.engine.bench.contestant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.format.Formats;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.topic.TopicSource;
import org.chengyun.launcher.home.FileTree;

/**
 * Ingest and engine in one process, as in the application: raw lines of a topic become observations, with pseudonyms
 * instead of addresses, in a topic of their own, exactly once, and those are counted while they come. The peers read the
 * lines themselves and keep the addresses.
 */
public final class ChengyunLines {
    /** Behind the name of the raw topic's dataset: the dataset that ingest makes of it. */
    public static final String SUFFIX = "-read";

    private static final byte[] PSEUDONYM_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long LOOK_MS = 10;

    private final Contest contest;
    private final Catalogue catalogue;
    private final Decoders decoders;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final IngestMeters meters = new IngestMeters(registry);
    /** Every run reads the topic from its begin. */
    private final String feed = "race-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);

    private ChengyunLines(Contest contest, Path folder) throws IOException {
        this.contest = contest;
        new Definitions(contest.dataset() + SUFFIX, "portal", "avro", Definitions.RACE_SLIDING, 1).write(folder);
        catalogue = Catalogue.load(folder);
        decoders = new Decoders(
                catalogue, Formats.load(folder, catalogue), SiteRegistry.EMPTY, PSEUDONYM_KEY, ZoneOffset.UTC);
    }

    public static void main(String[] arguments) throws Exception {
        // as the application does; else Kafka's client writes down each record it sends
        Logger.getLogger("").setLevel(Level.WARNING);
        Path folder = Files.createTempDirectory("chengyun-bench");
        try {
            new ChengyunLines(Contest.fromEnvironment(), folder).run(folder.resolve("feeds.yaml"));
        } finally {
            FileTree.delete(folder);
        }
    }

    private void run(Path feedsFile) throws Exception {
        forgetEarlierRun();
        try (var outbox = new Outbox(contest.kafka(), catalogue)) {
            outbox.start();
            awaitReady(outbox);
            var source = new TopicSource(
                    feeds(feedsFile)
                            .over(org.chengyun.ingest.feed.TopicFeed.class)
                            .getFirst(),
                    "",
                    new Intake(decoders),
                    outbox,
                    meters,
                    new Troubles());
            source.start();
            Thread marking = Thread.ofPlatform().name("markers").start(this::markEnd);
            Chengyun.run(contest, catalogue);
            marking.join();
            source.stop();
            source.close();
        }
    }

    private Dataset dataset() {
        return catalogue.datasets().getFirst();
    }

    private Feeds feeds(Path file) throws IOException {
        Files.writeString(file, """
                - id: %s
                  dataset: %s
                  format: access-log
                  kafka: { topic: %s }
                """.formatted(feed, dataset().id(), contest.topic()));
        return Feeds.read(file, decoders);
    }

    private void forgetEarlierRun() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", contest.kafka()))) {
            String topic = dataset().topic();
            if (admin.listTopics().names().get().contains(topic)) {
                admin.deleteTopics(Set.of(topic)).all().get();
            }
        }
    }

    private static void awaitReady(Outbox outbox) throws InterruptedException {
        while (true) {
            try {
                outbox.positions("");
                return;
            } catch (KafkaAway notYet) {
                Thread.sleep(LOOK_MS);
            }
        }
    }

    /** When all lines are there: the end of each partition of the observations, as each of the lines has its own. */
    private void markEnd() {
        Counter read = registry.counter(
                "chengyun.ingest.observations", "dataset", dataset().id(), "feed", feed);
        try {
            while (read.count() < contest.events() + contest.partitions()) {
                Thread.sleep(LOOK_MS);
            }
            sendMarkers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of the observations could not be sent", e);
        }
    }

    private void sendMarkers() throws InterruptedException, ExecutionException {
        byte[] marker = new ObservationEncoder(dataset().schema())
                .encode(new Object[] {Traffic.MARKER_MS, "END", "END", "2xx", 0});
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", contest.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < contest.partitions(); partition++) {
                producer.send(new ProducerRecord<>(dataset().topic(), partition, null, marker))
                        .get();
            }
        }
    }
}
