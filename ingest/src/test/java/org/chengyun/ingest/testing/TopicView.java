package org.chengyun.ingest.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is committed in a topic, read on from look to look with one consumer: topics grow from test to test, and tests look
 * often. Survives a broker that goes and comes back with its data. Not thread-safe.
 */
final class TopicView implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The records of so many feeds are kept; those of others are read again when they are asked for. */
    private static final int MOST_FEEDS = 4;

    private final String topic;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, OffsetSpec> latest;
    /** Where in each partition a feed begins, of all that was read. */
    private final Map<String, Map<TopicPartition, Long>> begins = new HashMap<>();

    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<ConsumerRecord<byte[], byte[]>>> eldest) {
            return size() > MOST_FEEDS;
        }
    };

    TopicView(String bootstrap, String topic) {
        this.topic = topic;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        latest = partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything; waits for transactions that are still open. */
    List<ConsumerRecord<byte[], byte[]>> all() throws Exception {
        consumer.seekToBeginning(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        kept.clear();
        begins.clear();
        readTo(ends(), entry -> {
            note(entry);
            records.add(entry);
        });
        return records;
    }

    /** What a feed sent; waits for transactions that are still open. */
    List<ConsumerRecord<byte[], byte[]>> of(String feed) throws Exception {
        return List.copyOf(read(feed));
    }

    /** How many records a feed sent; waits for transactions that are still open. */
    int count(String feed) throws Exception {
        return read(feed).size();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String feed) throws Exception {
        readTo(ends(), this::take);
        List<ConsumerRecord<byte[], byte[]>> records = kept.get(feed);
        return records == null ? readAgain(feed) : records;
    }

    private void note(ConsumerRecord<byte[], byte[]> entry) {
        begins.computeIfAbsent(Broker.header(entry, "feed"), name -> new HashMap<>())
                .putIfAbsent(new TopicPartition(topic, entry.partition()), entry.offset());
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        note(entry);
        List<ConsumerRecord<byte[], byte[]>> records = kept.get(Broker.header(entry, "feed"));
        if (records != null) {
            records.add(entry);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> readAgain(String feed) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        kept.put(feed, records);
        Map<TopicPartition, Long> ends = new HashMap<>();
        begins.getOrDefault(feed, Map.of()).forEach((partition, begin) -> {
            ends.put(partition, consumer.position(partition));
            consumer.seek(partition, begin);
        });
        readTo(ends, entry -> {
            long end = ends.getOrDefault(new TopicPartition(topic, entry.partition()), 0L);
            if (entry.offset() >= end) {
                // came meanwhile
                take(entry);
            } else if (Broker.header(entry, "feed").equals(feed)) {
                records.add(entry);
            }
        });
        return records;
    }

    private Map<TopicPartition, Long> ends() throws Exception {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get()
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    private void readTo(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(sink);
            if (System.nanoTime() > deadline) {
                throw new AssertionError("a transaction stays open in " + topic);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
