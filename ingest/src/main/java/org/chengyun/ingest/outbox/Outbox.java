package org.chengyun.ingest.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
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
    private static final Duration READ_CASES = Duration.ofMinutes(5);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration HEAL = Duration.ofSeconds(10);
    private static final int ADMIN_MS = 5_000;
    private static final String CASES_WRITER = "cases:";
    private static final int CASES_SHARE_OF_HEAP = 4;

    private final String bootstrapServers;
    private final Catalogue catalogue;
    private final Admin admin;
    private final PositionLog positions;
    private final CaseLog cases;
    private final LostMarkers lostMarkers;
    private final Endings endings;
    private final Map<String, FeedWriter> writers = new ConcurrentHashMap<>();
    private final Thread keeper;
    private volatile boolean ready;
    private volatile String trouble;

    /** @param bootstrapServers host:port, comma separated */
    public Outbox(String bootstrapServers, Catalogue catalogue) {
        this.bootstrapServers = bootstrapServers;
        this.catalogue = catalogue;
        this.trouble = "Kafka at %s was not reached yet".formatted(bootstrapServers);
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MS,
                AdminClientConfig.CLIENT_ID_CONFIG, "chengyun-ingest-admin");
        this.admin = Admin.create(config);
        this.positions = new PositionLog(admin, bootstrapServers);
        this.cases = new CaseLog(admin, bootstrapServers, Runtime.getRuntime().maxMemory() / CASES_SHARE_OF_HEAP);
        BrokerRequests requests = new BrokerRequests(config);
        this.lostMarkers = new LostMarkers(admin, requests, Topics.names(catalogue));
        this.endings = new Endings(admin, requests, lostMarkers);
        this.keeper = Thread.ofVirtual().name("outbox").unstarted(this::keep);
    }

    /** Begins to look for Kafka and returns at once. */
    public void start() {
        keeper.start();
    }

    private void keep() {
        try {
            waitForKafka();
            while (true) {
                Thread.sleep(HEAL);
                heal();
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("closed");
        }
    }

    /** Whoever has nothing to send would not notice that others, and the engine, cannot read past its last records. */
    private void heal() {
        try {
            lostMarkers.heal();
        } catch (KafkaException e) {
            LOG.debugf(e, "Kafka at %s did not answer, looking again soon", bootstrapServers);
        }
    }

    private void waitForKafka() throws InterruptedException {
        long remindAt = System.nanoTime();
        while (!ready) {
            try {
                Topics.create(admin, catalogue);
                endings.settleAll();
                positions.readToEnd(READ_POSITIONS);
                cases.readToEnd(READ_CASES);
                trouble = "";
                ready = true;
                LOG.infof(
                        "Kafka at %s is ready, %d positions known",
                        bootstrapServers, positions.startingWith("").size());
            } catch (InterruptException e) {
                throw e;
            } catch (ExecutionException | KafkaException | KafkaAway e) {
                trouble = "Kafka at %s cannot be used: %s".formatted(bootstrapServers, reason(e));
                if (System.nanoTime() >= remindAt) {
                    LOG.warnf("%s; trying again every second", trouble);
                    remindAt = System.nanoTime() + REMIND.toNanos();
                }
                Thread.sleep(RETRY);
            }
        }
    }

    private static @Nullable String reason(Exception e) {
        return e instanceof ExecutionException && e.getCause() != null
                ? e.getCause().getMessage()
                : e.getMessage();
    }

    /** Where Kafka is: host:port, comma separated. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Why nothing can be sent, for people; empty if it can, as far as is known. */
    public String trouble() {
        return trouble.isEmpty() ? Undecided.message(lostMarkers.undecided()) : trouble;
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

    /** What the memory of cases takes of the heap. */
    public long caseMemoryBytes() {
        return cases.heapBytes();
    }

    /** All positions whose keys begin so, by key. */
    public Map<String, String> positions(String prefix) {
        requireReady();
        return positions.startingWith(prefix);
    }

    /**
     * Sends a step in one transaction, once, however often Kafka or this process fails meanwhile.
     *
     * @param feed owner of the position; a feed has one transaction at a time. Records of cases belong to whose cases
     *     they are instead, so that all who tell of the same cases wait for each other
     * @param patience how long to try while Kafka is away
     * @return the new position
     * @throws PositionMoved if the step was built on a position that is no more
     * @throws KafkaAway if Kafka is away for longer
     * @throws CaseMemoryFull if there are new cases and no room to remember them
     */
    public String commit(String feed, Step step, Duration patience) throws PositionMoved {
        requireReady();
        writers.values().forEach(writer -> writer.closeIfIdle(IDLE));
        FeedWriter writer = writers.computeIfAbsent(
                step.outgoing().cases().map(whose -> CASES_WRITER + whose).orElse(feed),
                name -> new FeedWriter(positions, cases, endings, bootstrapServers, name));
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
        keeper.interrupt();
        writers.values().forEach(FeedWriter::close);
        positions.close();
        cases.close();
        admin.close(Duration.ofSeconds(1));
    }
}
