package org.chengyun.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Lines;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.ingest.testing.Ports;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Raw records in topics of a real Kafka, of our own and of another one. */
class TopicTest {
    private static final int PARTITIONS = 3;
    private static final int KILLS = 3;

    private static Parts parts;
    private static Admin admin;

    @TempDir
    private Path folder;

    private final Lines lines = new Lines();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private KafkaProducer<byte[], byte[]> producer;
    private String id = "";

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
        admin = Admin.create(Map.of("bootstrap.servers", Broker.bootstrap()));
    }

    private static KafkaProducer<byte[], byte[]> producer(String servers, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", servers);
        config.put("linger.ms", 5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        admin.close();
        parts.close();
    }

    @BeforeEach
    void makeTopic(TestInfo test) throws Exception {
        id = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        create(admin);
        producer = producer(Broker.bootstrap(), Map.of());
    }

    @AfterEach
    void closeProducer() {
        producer.close();
    }

    private void create(Admin where) throws Exception {
        List<NewTopic> raw = List.of(new NewTopic(id, PARTITIONS, (short) 1));
        where.createTopics(raw).all().get();
        Topics.awaitLeaders(where, raw);
    }

    private String feed(String more) {
        return "- { id: %s, dataset: portal, format: access-log, kafka: { topic: %s%s } }\n".formatted(id, id, more);
    }

    private Receiving receiving(String more) throws IOException {
        return Receiving.of(folder, feed(more), parts, "");
    }

    private void send(KafkaProducer<byte[], byte[]> by, int count) {
        for (int i = 0; i < count; i++) {
            put(by, i % PARTITIONS, bytes(lines.next()));
        }
        flush(by);
    }

    /** Fails if a record is not in the topic now. */
    private void flush(KafkaProducer<byte[], byte[]> by) {
        by.flush();
        assertThat(sent).allMatch(one -> one.state() == Future.State.SUCCESS);
        sent.clear();
    }

    private void put(KafkaProducer<byte[], byte[]> by, int partition, byte @Nullable [] value) {
        sent.add(by.send(new ProducerRecord<>(id, partition, null, value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private double metered(String name, String... tags) {
        return parts.registry.get(name).tag("feed", id).tags(tags).counter().count();
    }

    @Test
    void shouldTakeWhatIsThereAndWhatComes() throws Exception {
        send(producer, 1_000);
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            send(producer, 1_000);
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        send(producer, 10);
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        assertThat(parts.outbox.positions("topic:" + id)).hasSize(PARTITIONS);
        Receiving.await("the group's offsets, which tools show", () -> groupOffsets("chengyun-" + id) == lines.count());
    }

    private static long groupOffsets(String group) {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whose windows would otherwise be closed before the last partition's records came. */
    @Test
    void shouldReadPartitionsOfABacklogSideBySide() throws Exception {
        int each = 40_000;
        long startMs = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < each; i++) {
                sent.add(producer.send(
                        new ProducerRecord<>(id, partition, startMs + i * 1_000L, null, bytes(lines.next()))));
            }
        }
        flush(producer);
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }

        int[] reached = new int[PARTITIONS];
        int mostAhead = 0;
        for (int number : numbersInOrder()) {
            reached[(number - 1) / each] = (number - 1) % each;
            mostAhead = Math.max(
                    mostAhead,
                    Arrays.stream(reached).max().orElseThrow()
                            - Arrays.stream(reached).min().orElseThrow());
        }
        assertThat(mostAhead).isLessThan(25_000);
    }

    /** All lines are of one service, so their observations are in one partition. */
    private List<Integer> numbersInOrder() throws InterruptedException {
        var number = Pattern.compile("/line/([0-9]+)");
        return Broker.committed(Lines.TOPIC, id).stream()
                .map(observation -> number.matcher(new String(observation.value(), StandardCharsets.ISO_8859_1)))
                .filter(Matcher::find)
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void shouldTakeOnlyWhatIsCommitted() throws Exception {
        try (var transactional = producer(Broker.bootstrap(), Map.of("transactional.id", id));
                var receiving = receiving("")) {
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int i = 0; i < 50; i++) {
                put(transactional, i % PARTITIONS, bytes("of an aborted transaction"));
            }
            flush(transactional);
            transactional.abortTransaction();
            transactional.beginTransaction();
            send(transactional, 100);
            transactional.commitTransaction();
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        assertThat(Broker.committed("chengyun.quarantine", id)).isEmpty();
    }

    @Test
    void shouldReadEveryCompression() throws Exception {
        for (String compression : List.of("gzip", "snappy", "lz4", "zstd")) {
            try (var compressing = producer(Broker.bootstrap(), Map.of("compression.type", compression))) {
                send(compressing, 60);
            }
        }
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldBeginWithWhatComesAfterTheFirstStart() throws Exception {
        for (int i = 0; i < PARTITIONS; i++) {
            put(producer, i, bytes("long before"));
        }
        flush(producer);
        try (var receiving = receiving(", from: end")) {
            Receiving.await(
                    "positions", () -> parts.outbox.positions("topic:" + id).size() == PARTITIONS);
            receiving.mustWork();
        }
        send(producer, 30);
        try (var receiving = receiving(", from: end")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        assertThat(Broker.committed("chengyun.quarantine", id)).isEmpty();
    }

    @Test
    void shouldAccountForRecordsThatAreNone() throws Exception {
        byte[] large = new byte[900_000];
        put(producer, 0, null);
        put(producer, 0, new byte[] {1, 2, 3});
        put(producer, 0, large);
        send(producer, 9);
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        var kept = Broker.committed("chengyun.quarantine", id);
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0).value()).containsExactly(1, 2, 3);
        assertThat(Broker.header(kept.get(0), "source")).isEqualTo(id + "-0, offset 1");
        assertThat(metered("chengyun.ingest.records", "outcome", "filtered")).isEqualTo(1);
        assertThat(metered("chengyun.ingest.records", "outcome", "rejected")).isEqualTo(2);
    }

    @Test
    void shouldSharePartitionsAndHandThemOver() throws Exception {
        try (var first = Receiving.of(folder, feed(""), parts, "one")) {
            send(producer, 300);
            lines.mustBeSentOnceBy(id);
            try (Parts others = new Parts(Broker.bootstrap()).ready();
                    var second = Receiving.of(folder, feed(""), others, "two")) {
                // the group divides anew while records flow
                for (int i = 0; i < 40; i++) {
                    send(producer, 50);
                    Thread.sleep(200);
                }
                lines.mustBeSentOnceBy(id);
                first.mustWork();
                second.mustWork();
                assertThat(others.registry
                                .get("chengyun.ingest.records")
                                .tag("feed", id)
                                .tag("outcome", "decoded")
                                .counter()
                                .count())
                        .isPositive();
            }
            // what the second one had comes back
            send(producer, 300);
            Receiving.await("all", () -> Lines.sent(id) == lines.count());
            lines.mustBeSentOnceBy(id);
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchTopicAndReadItOnceThereIs() throws Exception {
        remove();
        try (var receiving = receiving("")) {
            Receiving.await(
                    "trouble",
                    () -> receiving
                            .receivers
                            .troubles()
                            .getOrDefault(id, "")
                            .startsWith("topic %s at %s: there is no such topic".formatted(id, Broker.bootstrap())));
            create(admin);
            send(producer, 10);
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldSayWhyAClusterCannotBeReached() throws Exception {
        String nobody = "127.0.0.1:" + Ports.free();
        try (var receiving = receiving(", servers: '%s'".formatted(nobody))) {
            Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
            assertThat(receiving.receivers.troubles().get(id))
                    .startsWith("topic %s at %s: no answer: check host and port".formatted(id, nobody));
        }
        try (var receiving = receiving(", servers: 'no-such-host.invalid:9092'")) {
            Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
            assertThat(receiving.receivers.troubles().get(id)).contains("nobody knows a host of this name");
        }
    }

    private void remove() throws Exception {
        admin.deleteTopics(Set.of(id)).all().get();
        Receiving.await("the topic's end", () -> {
            try {
                admin.describeTopics(Set.of(id)).allTopicNames().get();
                return false;
            } catch (ExecutionException e) {
                return e.getCause() instanceof UnknownTopicOrPartitionException;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void shouldReadATopicThatWasMadeAnewFromItsBegin() throws Exception {
        send(producer, 90);
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        remove();
        create(admin);
        // longer than the old one was: that it is another one shows by its id only
        try (var fresh = producer(Broker.bootstrap(), Map.of())) {
            send(fresh, 300);
        }
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldCountWhatWasRemovedBeforeItWasRead() throws Exception {
        send(producer, 30);
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        for (int i = 0; i < 7; i++) {
            put(producer, 0, bytes("removed"));
        }
        flush(producer);
        admin.deleteRecords(Map.of(new TopicPartition(id, 0), RecordsToDelete.beforeOffset(17)))
                .all()
                .get();
        send(producer, 30);
        try (var receiving = receiving("")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        assertThat(metered("chengyun.ingest.dropped", "where", "retention")).isEqualTo(7);
    }

    @Test
    void shouldReadFromAnotherCluster() throws Exception {
        Path home = Files.createTempDirectory(Path.of("target"), "other-cluster");
        try (LocalStack other = LocalStack.start(home, Set.of(Part.KAFKA));
                Admin there = Admin.create(Map.of("bootstrap.servers", other.kafkaBootstrap()));
                var sender = producer(other.kafkaBootstrap(), Map.of())) {
            create(there);
            Files.writeString(folder.resolve("client.properties"), "security.protocol=PLAINTEXT\n");
            String where = ", servers: '%s', client_file: client.properties".formatted(other.kafkaBootstrap());
            send(sender, 500);
            try (var receiving = receiving(where)) {
                lines.mustBeSentOnceBy(id);
                receiving.mustWork();
            }
            send(sender, 500);
            try (var receiving = receiving(where)) {
                lines.mustBeSentOnceBy(id);
                other.kill(Part.KAFKA);
                Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
                other.start(Part.KAFKA);
                send(sender, 500);
                lines.mustBeSentOnceBy(id);
                Receiving.await(
                        "the feed works again",
                        () -> receiving.receivers.troubles().isEmpty());
            }
        }
    }

    @Test
    void shouldGoOnAfterKafkaWasAway() throws Exception {
        try (var receiving = receiving("")) {
            send(producer, 300);
            lines.mustBeSentOnceBy(id);
            Broker.stack().kill(Part.KAFKA);
            Broker.stack().start(Part.KAFKA);
            send(producer, 300);
            Receiving.await("all", () -> Lines.sent(id) == lines.count());
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldTakeEveryRecordOnceWhenTheProcessIsKilledAgainAndAgain() throws Exception {
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), feed(""));
        var random = new Random(7);
        var done = new AtomicBoolean();
        Thread load = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                send(producer, 20);
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        for (int kill = 0; kill < KILLS; kill++) {
            int before = Lines.sent(id);
            KilledProcess receiver = KilledProcess.start(feeds).ready();
            Receiving.await("records", () -> Lines.sent(id) > before);
            Thread.sleep(random.nextInt(400));
            receiver.kill();
        }
        done.set(true);
        load.join();
        KilledProcess receiver = KilledProcess.start(feeds).ready();
        assertThat(lines.mustBeSentBy(id, Duration.ofSeconds(90))).isZero();
        Thread.sleep(1_000);
        lines.mustBeSentOnceBy(id);
        receiver.kill();
    }
}
