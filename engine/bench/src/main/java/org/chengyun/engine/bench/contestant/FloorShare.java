package org.chengyun.engine.bench.contestant;

import static org.apache.kafka.clients.consumer.ConsumerConfig.*;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.chengyun.engine.bench.contest.Contest;

/** One thread of the floor with its share of the partitions. */
abstract class FloorShare {
    final Contest contest;
    private final int number;
    private final boolean pollOnly;

    FloorShare(Contest contest, int number, boolean pollOnly) {
        this.contest = contest;
        this.number = number;
        this.pollOnly = pollOnly;
    }

    /** Takes one record in. */
    abstract void fold(byte[] value);

    /** Writes what no other thread has a part in. */
    abstract void writeOwn() throws SQLException;

    /** Merges and writes what all threads have a part in. */
    abstract void finish(List<FloorShare> all) throws SQLException;

    final void run() throws SQLException {
        List<TopicPartition> mine = IntStream.range(0, contest.partitions())
                .filter(partition -> partition % contest.threads() == number)
                .mapToObj(partition -> new TopicPartition(contest.topic(), partition))
                .toList();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
            consumer.assign(mine);
            consumer.seekToBeginning(mine);
            long left = consumer.endOffsets(mine).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (left > 0) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    left--;
                    if (!pollOnly) {
                        fold(message.value());
                    }
                }
            }
        }
        if (!pollOnly) {
            writeOwn();
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                contest.kafka(),
                KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ENABLE_AUTO_COMMIT_CONFIG,
                false,
                MAX_POLL_RECORDS_CONFIG,
                20_000,
                FETCH_MAX_BYTES_CONFIG,
                16 << 20,
                MAX_PARTITION_FETCH_BYTES_CONFIG,
                2 << 20);
    }
}
