package org.chengyun.ingest.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Sees to it that one transaction has ended, markers and all, before the next one begins. Thread-safe. */
final class Endings {
    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final Duration MARKERS = Duration.ofSeconds(1);
    private static final long MAX_PAUSE_MS = 50;

    private final Admin admin;
    private final BrokerRequests requests;
    private final LostMarkers lostMarkers;

    Endings(Admin admin, BrokerRequests requests, LostMarkers lostMarkers) {
        this.admin = admin;
        this.requests = requests;
        this.lostMarkers = lostMarkers;
    }

    /** Settles what any process of ours left. Should it live, it opens anew and loses nothing. */
    void settleAll() {
        var unfinished = new ListTransactionsOptions().filterStates(Coordinated.RUNNING);
        settle(Answer.of(admin.listTransactions(unfinished).all()).stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(FeedWriter.ID_PREFIX))
                .toList());
    }

    /**
     * Ends what is open under the ids and waits until Kafka has done so. To be called before a producer takes an id
     * over: that wipes out what was decided, even if the markers get lost only while it waits for them.
     *
     * @throws KafkaException if Kafka does not do it in time
     * @throws KafkaAway if a person has to end a transaction before the positions can be read
     */
    void settle(Collection<String> transactionalIds) {
        long deadline = System.nanoTime() + SETTLE.toNanos();
        Set<Long> producers = new HashSet<>();
        for (String id : transactionalIds) {
            await(id, deadline).ifPresent(ended -> producers.add(ended.last().producerId()));
        }
        for (OpenTransaction open : lostMarkers.heal()) {
            if (producers.contains(open.producerId())) {
                throw new KafkaException("Kafka has not ended the transaction in " + open);
            }
        }
        var undecided = lostMarkers.undecided();
        if (undecided.stream()
                .anyMatch(one -> Topics.isReadBack(one.open().partition().topic()))) {
            throw new KafkaAway(Undecided.message(undecided));
        }
    }

    private Optional<Coordinated> await(String transactionalId, long deadline) {
        Optional<Coordinated> found = end(transactionalId);
        for (long pauseMs = 1; found.filter(Coordinated::isRunning).isPresent(); pauseMs = longer(pauseMs)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("Kafka does not end the last transaction of " + transactionalId);
            }
            pause(pauseMs);
            found = end(transactionalId);
        }
        return found;
    }

    private Optional<Coordinated> end(String transactionalId) {
        Optional<Coordinated> found = Coordinated.find(admin, transactionalId);
        found.filter(Coordinated::isOngoing)
                .ifPresent(ongoing -> requests.abortOngoing(
                        broker(ongoing.last().coordinatorId()), transactionalId, FeedWriter.TRANSACTION_MS));
        return found;
    }

    private Node broker(int id) {
        return Answer.of(admin.describeCluster().nodes()).stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new KafkaException("broker %d is away".formatted(id)));
    }

    /**
     * Waits for the markers of a transaction that was committed; they follow its commit within milliseconds.
     *
     * @param starts offset of its first record, by partition
     * @return false if they do not come
     */
    boolean awaitMarkers(Map<TopicPartition, Long> starts) {
        long deadline = System.nanoTime() + MARKERS.toNanos();
        for (long pauseMs = 1; isOpen(starts); pauseMs = longer(pauseMs)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(pauseMs);
        }
        return true;
    }

    private boolean isOpen(Map<TopicPartition, Long> starts) {
        return OpenTransaction.in(admin, starts.keySet()).stream()
                .anyMatch(open -> Objects.equals(starts.get(open.partition()), open.startOffset()));
    }

    private static long longer(long pauseMs) {
        return Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
