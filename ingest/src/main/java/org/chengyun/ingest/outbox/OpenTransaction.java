package org.chengyun.ingest.outbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What committed readers of a partition wait for.
 *
 * @param epoch of the producer when it wrote
 * @param coordinatorEpoch of the coordinator that ended the producer's last transaction here, 0 if none did
 * @param startOffset of its first record; nobody reads from there on
 */
record OpenTransaction(TopicPartition partition, long producerId, int epoch, int coordinatorEpoch, long startOffset) {
    /**
     * All that are open in the partitions, as their leaders say.
     *
     * @throws KafkaException if one of them does not answer
     */
    static List<OpenTransaction> in(Admin admin, Collection<TopicPartition> partitions) {
        return Answer.of(admin.describeProducers(partitions).all()).entrySet().stream()
                .flatMap(OpenTransaction::of)
                .toList();
    }

    private static Stream<OpenTransaction> of(Map.Entry<TopicPartition, PartitionProducerState> partition) {
        return partition.getValue().activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .map(producer -> new OpenTransaction(
                        partition.getKey(),
                        producer.producerId(),
                        producer.producerEpoch(),
                        producer.coordinatorEpoch().orElse(0),
                        producer.currentTransactionStartOffset().getAsLong()));
    }

    @Override
    public String toString() {
        return "%s from offset %d on (producer %d, epoch %d)".formatted(partition, startOffset, producerId, epoch);
    }
}
