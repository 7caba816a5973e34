package org.chengyun.ingest.topic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.chengyun.ingest.inbox.Batch;
import org.chengyun.ingest.outbox.PositionMoved;
import org.jspecify.annotations.Nullable;

/**
 * Commits on their way, of each partition one at most: meanwhile the next records are fetched and decoded. Not thread-safe;
 * each commit has a thread of its own.
 */
final class Underway {
    private final Map<TopicPartition, Commit> commits = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param next where the partition is read from when it is done
     */
    record Commit(Batch batch, TopicPosition next, FutureTask<String> task) {
        /**
         * Waits for it.
         *
         * @return the position as it is stored
         * @throws PositionMoved if another process had the partition meanwhile
         */
        String stored() throws PositionMoved {
            try {
                return task.get();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } catch (InterruptedException e) {
                // what it waits for would wait on, and who stops must not
                task.cancel(true);
                throw new InterruptException(e);
            }
        }

        private static RuntimeException rethrown(@Nullable Throwable cause) throws PositionMoved {
            return switch (cause) {
                case PositionMoved moved -> throw moved;
                case RuntimeException known -> known;
                case Error error -> throw error;
                case null, default -> new IllegalStateException(cause);
            };
        }
    }

    /** Begins the commit of a partition that has none on its way. */
    void begin(TopicPartition partition, Batch batch, TopicPosition next, Callable<String> commit) {
        var task = new FutureTask<>(commit);
        if (commits.putIfAbsent(partition, new Commit(batch, next, task)) != null) {
            throw new IllegalStateException("%s has a commit on its way".formatted(partition));
        }
        Thread.ofVirtual().name("commit " + partition).start(task);
    }

    /** That of a partition, which is not on its way any more for this class. */
    Optional<Commit> take(TopicPartition partition) {
        return Optional.ofNullable(commits.remove(partition));
    }

    int size() {
        return commits.size();
    }

    /** In the order of their begin. */
    List<TopicPartition> partitions() {
        return List.copyOf(commits.keySet());
    }

    /** Those whose commit has ended, well or not. */
    List<TopicPartition> ended() {
        return commits.entrySet().stream()
                .filter(commit -> commit.getValue().task.isDone())
                .map(Map.Entry::getKey)
                .toList();
    }
}
