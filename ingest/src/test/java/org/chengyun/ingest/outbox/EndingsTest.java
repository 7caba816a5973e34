package org.chengyun.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of transactions whose markers a real broker has lost. */
class EndingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Dataset PORTAL = Definitions.dataset("portal");
    private static LocalStack stack;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "endings-stack");
        stack = LocalStack.start(home, Set.of(Part.KAFKA));
        admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()));
        parts().ready().close();
    }

    @AfterAll
    static void stop() {
        admin.close();
        stack.close();
    }

    private static Parts parts() {
        return new Parts(stack.kafkaBootstrap());
    }

    /** One record to each partition there is, and a position. */
    private static Step step(String feed, int number) {
        var outgoing = new Outgoing(PORTAL, feed, at -> "here");
        for (int partition = 0; partition < PORTAL.partitions(); partition++) {
            var entry = new ProducerRecord<byte[], byte[]>(PORTAL.topic(), partition, null, bytes("step " + number));
            entry.headers().add(new RecordHeader("feed", bytes(feed)));
            outgoing.records().add(entry);
        }
        outgoing.reject(Reason.LINE_MALFORMED, "", bytes("step " + number), 0);
        return Step.unconditional(feed, outgoing, sent -> "step " + number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All that readers see of a feed: as many records of each step as there are partitions. */
    private static void mustHold(String feed, int... steps) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        for (String topic : List.of(PORTAL.topic(), Topics.QUARANTINE)) {
            Broker.committedOn(stack.kafkaBootstrap(), topic).stream()
                    .filter(entry -> Broker.header(entry, "feed").equals(feed))
                    .forEach(entry -> seen.add(new String(entry.value(), StandardCharsets.UTF_8)));
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.of(steps)
                        .boxed()
                        .flatMap(step -> Stream.generate(() -> "step " + step).limit(PORTAL.partitions() + 1))
                        .toList());
        Optional<String> position = IntStream.of(steps).max().stream()
                .mapToObj(last -> "step " + last)
                .findFirst();
        try (Parts later = parts().ready()) {
            assertThat(later.outbox.position(feed)).isEqualTo(position);
        }
    }

    private static List<OpenTransaction> open() {
        return OpenTransaction.in(admin, partitions());
    }

    private static List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        partitions.add(new TopicPartition(Topics.POSITIONS, 0));
        partitions.add(new TopicPartition(Topics.QUARANTINE, 0));
        IntStream.range(0, PORTAL.partitions()).forEach(p -> partitions.add(new TopicPartition(PORTAL.topic(), p)));
        return partitions;
    }

    /** Lets Kafka finish, and then lose what it wrote. */
    private static List<String> loseMarkers(Predicate<String> which) throws Exception {
        var running = new ListTransactionsOptions().filterStates(Coordinated.RUNNING);
        await(() -> Answer.of(admin.listTransactions(running).all()).isEmpty());
        assertThat(open()).isEmpty();
        List<String> lost = MarkerLoss.of(stack, which);
        assertThat(lost).isNotEmpty();
        return lost;
    }

    /** The same while nobody is there who would heal it. */
    private static List<String> hang(Predicate<String> which) throws Exception {
        List<String> lost = loseMarkers(which);
        assertThat(open()).extracting(tx -> tx.partition().toString()).hasSameElementsAs(lost);
        return lost;
    }

    private static KafkaProducer<byte[], byte[]> producer(String feed) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        stack.kafkaBootstrap(),
                        "transactional.id",
                        FeedWriter.ID_PREFIX + feed,
                        "max.block.ms",
                        30_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String feed) throws Exception {
        for (var entry : step(feed, 1).outgoing().records()) {
            producer.send(entry).get();
        }
        producer.send(new ProducerRecord<>(Topics.POSITIONS, 0, bytes(feed), bytes("step 1")))
                .get();
    }

    @Test
    void shouldCommitWhatWasCommitted() throws Exception {
        try (Parts before = parts().ready()) {
            before.outbox.commit("committed", step("committed", 1), PATIENCE);
            before.outbox.commit("committed", step("committed", 2), PATIENCE);
        }

        assertThat(hang(partition -> true)).hasSize(PORTAL.partitions() + 2);

        try (Parts after = parts().ready()) {
            assertThat(open()).isEmpty();
            after.outbox.commit("committed", step("committed", 3), PATIENCE);
        }
        mustHold("committed", 1, 2, 3);
    }

    @Test
    void shouldAbortWhatWasAborted() throws Exception {
        try (var aborting = producer("aborted")) {
            aborting.beginTransaction();
            send(aborting, "aborted");
            aborting.abortTransaction();
        }

        assertThat(hang(partition -> true)).hasSize(PORTAL.partitions() + 2);

        try (Parts after = parts().ready()) {
            assertThat(after.outbox.position("aborted")).isEmpty();
            assertThat(open()).isEmpty();
        }
        mustHold("aborted");
    }

    @Test
    void shouldWriteOnlyTheMarkersThatAreMissing() throws Exception {
        try (Parts before = parts().ready()) {
            before.outbox.commit("partly", step("partly", 1), PATIENCE);
        }

        List<String> lost = hang(partition -> partition.matches(".*-[0246]"));

        Map<String, Long> endsBefore = ends();
        parts().ready().close();
        Map<String, Long> grown = ends();
        grown.replaceAll((partition, end) -> end - endsBefore.getOrDefault(partition, 0L));
        grown.values().removeIf(by -> by == 0);
        assertThat(grown.keySet()).isEqualTo(new TreeSet<>(lost));
        assertThat(grown.values()).containsOnly(1L);
        mustHold("partly", 1);
    }

    private static Map<String, Long> ends() throws Exception {
        Map<TopicPartition, OffsetSpec> latest = partitions().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<String, Long> ends = new TreeMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get()
                .forEach((partition, info) -> ends.put(partition.toString(), info.offset()));
        return ends;
    }

    @Test
    void shouldNotGuessWhatWasDecided() throws Exception {
        try (Parts before = parts().ready()) {
            before.outbox.commit("forgotten", step("forgotten", 1), PATIENCE);
        }
        List<String> lost = hang(partition -> true);
        // what a producer does that knows nothing of this: it begins anew, and the decision is gone
        producer("forgotten").close();

        try (Parts after = parts()) {
            await(() -> after.outbox.trouble().contains("no longer knows"));
            assertThatThrownBy(() -> after.outbox.positions("")).isInstanceOf(KafkaAway.class);
            assertThat(after.outbox.trouble())
                    .contains("transactional id chengyun-ingest-forgotten is in state Empty")
                    .contains("docs/install.md");
            assertThat(open())
                    .hasSameSizeAs(lost)
                    .allSatisfy(tx -> assertThat(after.outbox.trouble())
                            .contains("%s from offset %d on".formatted(tx.partition(), tx.startOffset()))
                            .contains("producer " + tx.producerId()));

            for (OpenTransaction tx : open()) {
                admin.abortTransaction(new AbortTransactionSpec(
                                tx.partition(), tx.producerId(), (short) tx.epoch(), tx.coordinatorEpoch()))
                        .all()
                        .get();
            }
            after.ready();
            assertThat(after.outbox.trouble()).isEmpty();
            after.outbox.commit("forgotten", step("forgotten", 1), PATIENCE);
        }
        mustHold("forgotten", 1);
    }

    @Test
    void shouldHealForThoseWhoOnlyRead() throws Exception {
        try (Parts alive = parts().ready()) {
            alive.outbox.commit("silent", step("silent", 1), PATIENCE);

            loseMarkers(partition -> true);

            await(() -> open().isEmpty());
        }
        mustHold("silent", 1);
    }

    @Test
    void shouldNotLetALaterAbortTakeAnEarlierCommitAlong() throws Exception {
        try (Parts alive = parts().ready()) {
            alive.outbox.commit("goes-on", step("goes-on", 1), PATIENCE);
            loseMarkers(partition -> true);

            var failing = step("goes-on", 2);
            assertThatThrownBy(() -> alive.outbox.commit(
                            "goes-on",
                            Step.unconditional("goes-on", failing.outgoing(), sent -> {
                                throw new IllegalStateException("sent, but not committed");
                            }),
                            PATIENCE))
                    .hasMessage("sent, but not committed");
            alive.outbox.commit("goes-on", step("goes-on", 3), PATIENCE);
        }
        mustHold("goes-on", 1, 3);
    }

    @Test
    void shouldEndWhatAKilledProcessLeftOpen() throws Exception {
        try (var killed = producer("killed")) {
            killed.beginTransaction();
            send(killed, "killed");

            parts().ready().close();

            assertThat(open()).isEmpty();
            // the decision stays readable until somebody writes under the id again
            assertThat(Coordinated.find(admin, FeedWriter.ID_PREFIX + "killed"))
                    .map(coordinated -> coordinated.last().state())
                    .contains(TransactionState.COMPLETE_ABORT);
        }
        mustHold("killed");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
