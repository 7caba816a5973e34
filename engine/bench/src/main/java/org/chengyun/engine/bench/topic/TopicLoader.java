package org.chengyun.engine.bench.topic;

import static org.apache.kafka.clients.producer.ProducerConfig.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.bench.workload.Portal;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.ingest.outbox.Topics;
import org.jspecify.annotations.Nullable;

/** Fills topics, once: a topic that holds all its records already is left as it is. */
public final class TopicLoader {
    private static final int THREADS = 2;

    private final String bootstrapServers;
    private final Consumer<String> progress;

    public TopicLoader(String bootstrapServers, Consumer<String> progress) {
        this.bootstrapServers = bootstrapServers;
        this.progress = progress;
    }

    /** @param schema of the Avro form */
    public void load(RaceTopic topic, Supplier<Schema> schema) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            if (isWhole(admin, topic)) {
                return;
            }
            create(admin, topic);
        }
        progress.accept("loading %s: %,d events".formatted(topic.name(), topic.events()));
        long startNs = System.nanoTime();
        Supplier<Records> records = switch (topic.form()) {
            case JSON -> () -> new TrafficJson(topic.traffic());
            case AVRO ->
                () -> topic.portal()
                        ? new PortalAvro(topic.requests(), schema.get())
                        : new TrafficAvro(topic.traffic(), schema.get());
            case LINES -> () -> new PortalLines(topic.requests());
        };
        fill(topic, records);
        progress.accept("loaded %s in %.1f s".formatted(topic.name(), (System.nanoTime() - startNs) / 1e9));
    }

    /** Makes the topic anew, without records. */
    public void empty(RaceTopic topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            create(admin, topic);
        }
    }

    private static boolean isWhole(Admin admin, RaceTopic topic) throws ExecutionException, InterruptedException {
        if (!admin.listTopics().names().get().contains(topic.name())) {
            return false;
        }
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < Traffic.PARTITIONS; partition++) {
            ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        long records = admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
        return records == topic.events() + Traffic.PARTITIONS;
    }

    /** One that is there but not whole is left over from a load that was stopped. */
    private static void create(Admin admin, RaceTopic topic) throws ExecutionException, InterruptedException {
        createEmpty(admin, topic.name());
    }

    /** An empty topic of that name, whatever was there before. */
    static void createEmpty(Admin admin, String name) throws ExecutionException, InterruptedException {
        if (admin.listTopics().names().get().contains(name)) {
            admin.deleteTopics(Set.of(name)).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                Thread.sleep(100);
            }
        }
        var plan = new NewTopic(name, Traffic.PARTITIONS, (short) 1)
                .configs(Map.of("retention.ms", "-1", "segment.bytes", "268435456"));
        admin.createTopics(List.of(plan)).all().get();
        Topics.awaitLeaders(admin, List.of(plan));
    }

    private void fill(RaceTopic topic, Supplier<Records> records) throws InterruptedException {
        AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int share = 0; share < THREADS; share++) {
            int mine = share;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    fillShare(topic, records.get(), mine, trouble);
                } catch (RuntimeException e) {
                    trouble.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        @Nullable Throwable first = trouble.get();
        if (first != null) {
            throw new IllegalStateException("loading %s failed: %s".formatted(topic.name(), first.getMessage()), first);
        }
    }

    /** Each thread writes its partitions in the order of the events. */
    private void fillShare(RaceTopic topic, Records records, int share, AtomicReference<@Nullable Throwable> trouble) {
        int keys = topic.portal() ? Portal.ADDRESSES : topic.sensors();
        int[] partitions = IntStream.range(0, keys)
                .map(key -> partition(records.keyBytes(key)))
                .toArray();
        try (var producer = new KafkaProducer<byte[], byte[]>(settings())) {
            for (long i = 0; i < topic.events() && trouble.get() == null; i++) {
                int key = records.key(i);
                int partition = partitions[key];
                if (partition % THREADS == share) {
                    long sentMs = Traffic.START_MS + i * Traffic.SPAN_MS / topic.events();
                    send(producer, message(topic, partition, sentMs, records.keyBytes(key), records.value(i)), trouble);
                }
            }
            for (int partition = share; partition < Traffic.PARTITIONS; partition += THREADS) {
                byte[] end = {'E', 'N', 'D'};
                send(producer, message(topic, partition, Traffic.END_MS, end, records.marker(partition)), trouble);
            }
        }
    }

    /** @param sentMs that Kafka keeps: as if the events had been sent while they happened, not loaded at once */
    private static ProducerRecord<byte[], byte[]> message(
            RaceTopic topic, int partition, long sentMs, byte[] key, byte[] value) {
        return new ProducerRecord<>(topic.name(), partition, sentMs, key, value);
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> message,
            AtomicReference<@Nullable Throwable> trouble) {
        var unused = producer.send(message, (sent, failure) -> {
            if (failure != null) {
                trouble.compareAndSet(null, failure);
            }
        });
    }

    /** As Kafka's own partitioner does. */
    static int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % Traffic.PARTITIONS;
    }

    private Map<String, Object> settings() {
        return Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                COMPRESSION_TYPE_CONFIG,
                "lz4",
                LINGER_MS_CONFIG,
                50,
                BATCH_SIZE_CONFIG,
                128 << 10,
                BUFFER_MEMORY_CONFIG,
                64L << 20,
                DELIVERY_TIMEOUT_MS_CONFIG,
                (int) TimeUnit.MINUTES.toMillis(5));
    }
}
