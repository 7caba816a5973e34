package org.chengyun.ingest.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the partitions of a topic side by side in time while a backlog is read. If one came hours ahead of another, the
 * other's records would all be late: counted, but each as a correction of windows that are closed.
 *
 * <p>Times are those of Kafka's records, which the decoder of the feed need not understand. Not thread-safe.
 */
final class Abreast {
    static final long MOST_AHEAD_MS = 1_000;

    private final Map<TopicPartition, Long> reachedMs = new HashMap<>();
    private final Set<TopicPartition> silent = new HashSet<>();

    /** @param timestampMs of the last record that was taken, epoch ms; what lies in the future counts as now */
    void reached(TopicPartition partition, long timestampMs, long nowMs) {
        reachedMs.put(partition, Math.min(timestampMs, nowMs));
        silent.remove(partition);
    }

    /** Nothing came of them for long, as if they had no leader: nobody waits for them until something does. */
    void silent(Collection<TopicPartition> partitions) {
        silent.addAll(partitions);
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(reachedMs::remove);
        silent.removeAll(Set.copyOf(partitions));
    }

    /**
     * The partitions that are to wait for others.
     *
     * @param behind those that are known to have more; nobody waits for any other
     */
    Set<TopicPartition> ahead(Collection<TopicPartition> behind) {
        long least = behind.stream()
                .filter(partition -> !silent.contains(partition))
                .mapToLong(partition -> reachedMs.getOrDefault(partition, Long.MIN_VALUE / 2))
                .min()
                .orElse(Long.MAX_VALUE / 2);
        return reachedMs.entrySet().stream()
                .filter(reached -> reached.getValue() > least + MOST_AHEAD_MS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
