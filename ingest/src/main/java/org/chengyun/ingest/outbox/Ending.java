package org.chengyun.ingest.outbox;

import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.requests.TransactionResult;
import org.jspecify.annotations.Nullable;

/** How an open transaction ends, decided from facts alone; see ADR 005. */
sealed interface Ending {
    /** By itself: Kafka is still at it. */
    record Running() implements Ending {}

    /**
     * By a marker that we write, because the coordinator decided and holds the markers for written.
     *
     * @param epoch of the producer in the marker
     */
    record Decided(TransactionResult result, short epoch) implements Ending {}

    /** The coordinator no longer knows what it decided; {@code why} is for people. */
    record Unknown(String why) implements Ending {}

    /** No coordinator says that the producer is its own. One that has just started may say so later. */
    record Unclaimed() implements Ending {}

    /** @param coordinated what the coordinator says about the producer; null if none claims it */
    static Ending of(OpenTransaction open, @Nullable Coordinated coordinated) {
        if (coordinated == null) {
            return new Unclaimed();
        }
        if (coordinated.isRunning()) {
            return new Running();
        }
        int epoch = coordinated.last().producerEpoch();
        TransactionState state = coordinated.last().state();
        // a transaction ends with the epoch it was written with, or (transaction.version 2) with the next one; if the
        // epoch went on further, the state is that of a later transaction
        boolean isLast = epoch == open.epoch() || epoch == open.epoch() + 1;
        if (coordinated.isOurs() && isLast && state == TransactionState.COMPLETE_COMMIT) {
            return new Decided(TransactionResult.COMMIT, (short) epoch);
        }
        if (coordinated.isOurs() && isLast && state == TransactionState.COMPLETE_ABORT) {
            return new Decided(TransactionResult.ABORT, (short) epoch);
        }
        return new Unknown("its transactional id %s is in state %s of epoch %d"
                .formatted(coordinated.transactionalId(), state, epoch));
    }
}
