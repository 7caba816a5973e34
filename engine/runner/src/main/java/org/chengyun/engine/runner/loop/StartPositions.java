package org.chengyun.engine.runner.loop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.Offsets;

/**
 * Where partitions are read from: what the database says, whatever the consumer group believes, and what Kafka must still
 * hold for that. The poll thread owns it.
 */
final class StartPositions {
    private final String job;
    private final String topic;
    private final Consumer<?, ?> consumer;
    private final Database database;

    /** @param consumer is asked which offsets there are; its own positions are not looked at */
    StartPositions(String job, String topic, Consumer<?, ?> consumer, Database database) {
        this.job = job;
        this.topic = topic;
        this.consumer = consumer;
        this.database = database;
    }

    /**
     * Of partitions that were assigned; a partition that nobody read yet begins with its first record.
     *
     * @throws RecordsGone if Kafka deleted records before they were counted, or does not hold what was; the message says what
     *     to do
     * @throws DatabaseAway if it does not answer
     */
    Map<Integer, Position> of(Collection<TopicPartition> partitions) {
        Map<Integer, Long> first = firstOffsets(partitions);
        Map<Integer, Position> stored = stored(first);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<Integer, Position> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Position position = Objects.requireNonNull(stored.get(partition.partition()));
            requireKept(partition, position.nextOffset(), first.getOrDefault(partition.partition(), 0L));
            requireKnown(partition, position.nextOffset(), ends.getOrDefault(partition, Long.MAX_VALUE));
            positions.put(partition.partition(), position);
        }
        return positions;
    }

    private Map<Integer, Long> firstOffsets(Collection<TopicPartition> partitions) {
        Map<Integer, Long> first = new HashMap<>();
        consumer.beginningOffsets(partitions).forEach((partition, offset) -> first.put(partition.partition(), offset));
        return first;
    }

    private Map<Integer, Position> stored(Map<Integer, Long> first) {
        try (Connection connection = database.connect()) {
            var offsets = new Offsets(job, topic);
            offsets.start(connection, first);
            Map<Integer, Position> stored = offsets.read(connection);
            List<TopicPartition> unread = consumer.partitionsFor(topic).stream()
                    .filter(info -> !stored.containsKey(info.partition()))
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            // Those that nobody reads yet must hold the watermark back, too, so the tables must know of them.
            offsets.start(connection, firstOffsets(unread));
            return stored;
        } catch (SQLException e) {
            throw new DatabaseAway(e);
        }
    }

    private void requireKept(TopicPartition partition, long position, long firstKept) {
        if (position < firstKept) {
            throw new RecordsGone(
                    "%s: Kafka deleted the records %d to %d before they were counted. Restore them, or accept the loss: %s"
                            .formatted(partition, position, firstKept - 1, goOnFrom(firstKept, partition)));
        }
    }

    private void requireKnown(TopicPartition partition, long position, long end) {
        if (position > end) {
            throw new RecordsGone(
                    "%s: %d records were counted, but Kafka holds only %d: the topic was made anew, or Kafka lost records. If what it holds now is to be counted from its beginning: %s"
                            .formatted(partition, position, end, goOnFrom(0, partition)));
        }
    }

    private String goOnFrom(long offset, TopicPartition partition) {
        return "update engine_offset set next_offset = %d where job = '%s' and topic = '%s' and partition = %d"
                .formatted(offset, job, partition.topic(), partition.partition());
    }
}
