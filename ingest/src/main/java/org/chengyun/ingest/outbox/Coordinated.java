package org.chengyun.ingest.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** What the coordinator of a transactional id knows about its last transaction. */
record Coordinated(String transactionalId, TransactionDescription last) {
    static final Set<TransactionState> RUNNING = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    /**
     * @return empty if the coordinator does not know the id
     * @throws KafkaException if it does not answer
     */
    static Optional<Coordinated> find(Admin admin, String transactionalId) {
        try {
            var described = admin.describeTransactions(Set.of(transactionalId)).description(transactionalId);
            return Optional.of(new Coordinated(transactionalId, Answer.of(described)));
        } catch (KafkaException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** By producer id; a producer that no transactional id has is left out. */
    static Map<Long, Coordinated> ofProducers(Admin admin, Collection<Long> producerIds) {
        var theirs = new ListTransactionsOptions().filterProducerIds(producerIds);
        Map<Long, Coordinated> found = new HashMap<>();
        for (TransactionListing listed :
                Answer.of(admin.listTransactions(theirs).all())) {
            find(admin, listed.transactionalId())
                    .ifPresent(coordinated -> found.put(coordinated.last.producerId(), coordinated));
        }
        return found;
    }

    boolean isOngoing() {
        return last.state() == TransactionState.ONGOING;
    }

    /** True until the coordinator holds the transaction for ended, markers and all. */
    boolean isRunning() {
        return RUNNING.contains(last.state());
    }

    boolean isOurs() {
        return transactionalId.startsWith(FeedWriter.ID_PREFIX);
    }
}
