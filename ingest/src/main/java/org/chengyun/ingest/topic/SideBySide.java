package org.chengyun.ingest.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a consumer read the partitions of a backlog side by side: those that are ahead wait for
 * the others ({@link Abreast}). Knows how much of each is left. The consumer's thread owns it.
 */
final class SideBySide {
    /** Long enough for a busy broker, short enough for a partition without a leader not to hold up the others. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Consumer<?, ?> consumer;
    private final Abreast abreast = new Abreast();
    /** Of the partitions, as last looked at. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    /** Since when nobody had to wait for others, or since the last record. */
    private long movedNanos = System.nanoTime();

    SideBySide(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Asks the cluster where they end. */
    void look(Collection<TopicPartition> partitions) {
        ends.putAll(consumer.endOffsets(partitions));
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(ends::remove);
        abreast.forget(partitions);
    }

    /** Before a poll. */
    void pauseThoseAhead() {
        Set<TopicPartition> mine = consumer.assignment();
        Set<TopicPartition> ahead =
                abreast.ahead(mine.stream().filter(this::isBehind).toList());
        consumer.resume(mine);
        consumer.pause(ahead);
    }

    /** After a poll: those that others have waited for in vain hold up nobody any more. */
    void polled(boolean broughtRecords) {
        Set<TopicPartition> paused = consumer.paused();
        if (broughtRecords || paused.isEmpty()) {
            movedNanos = System.nanoTime();
        } else if (System.nanoTime() - movedNanos > SILENCE_NANOS) {
            abreast.silent(consumer.assignment().stream()
                    .filter(partition -> !paused.contains(partition))
                    .toList());
        }
    }

    /** @param timestampMs of the last record that was taken, epoch ms */
    void reached(TopicPartition partition, long timestampMs) {
        abreast.reached(partition, timestampMs, System.currentTimeMillis());
    }

    /** Records that were there when it was last looked, and are not read yet. */
    long left(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .mapToLong(partition -> Math.max(0, ends.getOrDefault(partition, 0L) - consumer.position(partition)))
                .sum();
    }

    /** Of a partition whose records did not fit into an answer yet, the consumer says that nothing is there. */
    private boolean isBehind(TopicPartition partition) {
        return consumer.position(partition) < ends.getOrDefault(partition, 0L)
                || consumer.currentLag(partition).orElse(0) > 0;
    }
}
