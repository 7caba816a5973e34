package org.chengyun.ingest.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;

/** A real broker for the tests of this module: its topics have fixed names, so it is not shared with other modules. */
public final class Broker {
    private static final LocalStack STACK = start();

    private Broker() {}

    private static LocalStack start() {
        try {
            // a new one each run: what an earlier run loaded is known to it for ever
            Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ingest-stack");
            LocalStack stack = LocalStack.start(home, Set.of(Part.KAFKA));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            return stack;
        } catch (Exception e) {
            throw new IllegalStateException("no broker for the tests: " + e.getMessage(), e);
        }
    }

    public static LocalStack stack() {
        return STACK;
    }

    public static String bootstrap() {
        return STACK.kafkaBootstrap();
    }

    /** Everything that is committed in a topic; waits for transactions that are still open. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return committedOn(bootstrap(), topic);
    }

    /** The same, on a broker of one's own. */
    public static List<ConsumerRecord<byte[], byte[]>> committedOn(String bootstrap, String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
                var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            Map<TopicPartition, OffsetSpec> latest =
                    partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, info) -> ends.put(partition, info.offset()));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("a transaction stays open in " + topic);
                }
            }
            return records;
        } catch (Exception e) {
            throw new AssertionError("cannot read " + topic, e);
        }
    }

    /** Committed records that a feed sent. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic, String feed) {
        return committed(topic).stream()
                .filter(entry -> header(entry, "feed").equals(feed))
                .toList();
    }

    public static String header(ConsumerRecord<byte[], byte[]> entry, String name) {
        var header = entry.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Values in hexadecimal, sorted: two topics hold the same records if these lists are equal. */
    public static List<String> sortedValues(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(entry -> HexFormat.of().formatHex(entry.value()))
                .sorted()
                .toList();
    }
}
