package org.chengyun.ingest.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.jspecify.annotations.Nullable;

/**
 * Brings what arrives at one feed to Kafka, batch by batch, each in one transaction and only once however often Kafka
 * fails meanwhile. Then the senders that wait for it are told. Thread-safe.
 */
public final class Delivery implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final FeedDefinition feed;
    private final String key;
    private final Inbox inbox;
    private final Limits limits;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final Troubles troubles;
    private final PieceDecoder decoder;
    private final Thread thread;

    /**
     * @param instance name of this process among several that take the same feed; empty if it is the only one
     * @param troubles told under the feed's id
     */
    public Delivery(
            FeedDefinition feed,
            String instance,
            Inbox inbox,
            Limits limits,
            Intake intake,
            Outbox outbox,
            IngestMeters meters,
            Troubles troubles) {
        this.feed = feed;
        this.key = "receive:" + feed.id() + (instance.isEmpty() ? "" : ":" + instance);
        this.inbox = inbox;
        this.limits = limits;
        this.outbox = outbox;
        this.meters = meters;
        this.troubles = troubles;
        this.decoder = new PieceDecoder(feed, intake.decoders());
        this.thread = Thread.ofVirtual().name("deliver-" + feed.id()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            for (List<Piece> pieces = inbox.take(limits); !pieces.isEmpty(); pieces = inbox.take(limits)) {
                deliver(pieces);
            }
        } catch (InterruptedException e) {
            // nothing was acknowledged of what is left here
            inbox.close();
        }
    }

    private void deliver(List<Piece> pieces) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        Transfer transfer = new Transfer(pieces);
        while (!attempt(transfer)) {
            meters.failed(feed.id());
            Thread.sleep(pause);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    /** True if the batch is done; if not, the same transfer is to be tried again. */
    private boolean attempt(Transfer transfer) throws InterruptedException {
        try {
            transfer.commit();
            troubles.recovered(feed.id(), Troubles.Part.DELIVERY);
            return true;
        } catch (KafkaAway | RegistryAway | PositionMoved e) {
            troubles.failed(feed.id(), Troubles.Part.DELIVERY, e);
        } catch (RuntimeException e) {
            // a bug: it must not take the other feeds along, and nothing that arrived may be thrown away for it
            troubles.failed(feed.id(), Troubles.Part.DELIVERY, e);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return false;
    }

    /** One batch on its way. Its position names it, so that a commit in doubt is found to have happened. */
    private final class Transfer {
        private final List<Piece> pieces;
        private final String position = "{\"batch\":\"%s\"}".formatted(UUID.randomUUID());
        private @Nullable Batch batch;

        Transfer(List<Piece> pieces) {
            this.pieces = pieces;
        }

        void commit() throws PositionMoved {
            Batch decoded = batch;
            if (decoded == null) {
                decoded = Batch.of(feed, pieces, decoder);
                batch = decoded;
            }
            if (!decoded.outgoing().isEmpty()) {
                send(decoded);
            }
            meters.committed(feed.dataset().id(), feed.id(), decoded.counts());
            decoded.committed();
        }

        private void send(Batch decoded) throws PositionMoved {
            Optional<String> stands = outbox.position(key);
            if (stands.equals(Optional.of(position))) {
                return;
            }
            outbox.commit(key, Step.from(key, stands, decoded.outgoing(), sent -> position), PATIENCE);
        }
    }

    /** Commits what is left, unless Kafka is away for long. Whoever brings something must have stopped before. */
    @Override
    public void close() {
        inbox.close();
        try {
            if (!thread.join(LAST_COMMIT)) {
                thread.interrupt();
                thread.join(LAST_COMMIT);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
