package org.chengyun.ingest.outbox;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Transactions that a killed process left open. Until the broker's own time-out nobody could read past them: neither we
 * our positions, nor the engine its observations.
 */
final class Orphans {
    private Orphans() {}

    /** Ends them. Should one belong to a process that lives, that process opens anew and loses nothing. */
    static void fence(Admin admin) throws ExecutionException, InterruptedException {
        var ongoing = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        List<String> ours = admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(FeedWriter.ID_PREFIX))
                .toList();
        if (!ours.isEmpty()) {
            admin.fenceProducers(ours).all().get();
        }
    }
}
