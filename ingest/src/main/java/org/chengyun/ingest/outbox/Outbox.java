package org.chengyun.ingest.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.chengyun.datasets.catalogue.Catalogue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way to Kafka. Waits for Kafka by itself when it is away, at the start and later. Thread-safe.
 *
 * <p>Until the topics exist and the positions are read, it answers with {@link KafkaAway}.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration REMIND = Duration.ofMinutes(1);
    private static final Duration READ_POSITIONS = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final int ADMIN_MS = 5_000;

    private final String bootstrapServers;
    private final Catalogue catalogue;
    private final Admin admin;
    private final PositionLog positions;
    private final Map<String, FeedWriter> writers = new ConcurrentHashMap<>();
    private final Thread starter;
    private volatile boolean ready;
    private volatile String trouble;

    /** @param bootstrapServers host:port, comma separated */
    public Outbox(String bootstrapServers, Catalogue catalogue) {
        this.bootstrapServers = bootstrapServers;
        this.catalogue = catalogue;
        this.trouble = "Kafka at %s was not reached yet".formatted(bootstrapServers);
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MS,
                AdminClientConfig.CLIENT_ID_CONFIG, "chengyun-ingest-admin"));
        this.positions = new PositionLog(admin, bootstrapServers);
        this.starter = Thread.ofVirtual().name("outbox-start").unstarted(this::waitForKafka);
    }

    /** Begins to look for Kafka and returns at once. */
    public void start() {
        starter.start();
    }

    private void waitForKafka() {
        long remindAt = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Topics.create(admin, catalogue);
                Orphans.fence(admin);
                positions.readToEnd(READ_POSITIONS);
                trouble = "";
                ready = true;
                LOG.infof(
                        "Kafka at %s is ready, %d positions known",
                        bootstrapServers, positions.startingWith("").size());
                return;
            } catch (ExecutionException | KafkaException | KafkaAway e) {
                trouble = "Kafka at %s does not answer: %s".formatted(bootstrapServers, reason(e));
                if (System.nanoTime() >= remindAt) {
                    LOG.warnf("%s; trying again every second", trouble);
                    remindAt = System.nanoTime() + REMIND.toNanos();
                }
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static @Nullable String reason(Exception e) {
        return e instanceof ExecutionException && e.getCause() != null
                ? e.getCause().getMessage()
                : e.getMessage();
    }

    /** Why nothing can be sent, for people; empty if it can, as far as is known. */
    public String trouble() {
        return trouble;
    }

    private void requireReady() {
        if (!ready) {
            throw new KafkaAway(trouble);
        }
    }

    /** The position under a key. */
    public Optional<String> position(String key) {
        requireReady();
        return positions.get(key);
    }

    /** All positions whose keys begin so, by key. */
    public Map<String, String> positions(String prefix) {
        requireReady();
        return positions.startingWith(prefix);
    }

    /**
     * Sends a step in one transaction, once, however often Kafka or this process fails meanwhile.
     *
     * @param feed owner of the position; a feed has one transaction at a time
     * @param patience how long to try while Kafka is away
     * @return the new position
     * @throws PositionMoved if the step was built on a position that is no more
     * @throws KafkaAway if Kafka is away for longer
     */
    public String commit(String feed, Step step, Duration patience) throws PositionMoved {
        requireReady();
        writers.values().forEach(writer -> writer.closeIfIdle(IDLE));
        FeedWriter writer = writers.computeIfAbsent(feed, name -> new FeedWriter(positions, bootstrapServers, name));
        try {
            String next = writer.commit(step, patience);
            trouble = "";
            return next;
        } catch (KafkaAway e) {
            trouble = String.valueOf(e.getMessage());
            throw e;
        }
    }

    @Override
    public void close() {
        starter.interrupt();
        writers.values().forEach(FeedWriter::close);
        positions.close();
        admin.close(Duration.ofSeconds(1));
    }
}
