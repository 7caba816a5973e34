package org.chengyun.ingest.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one feed. Thread-safe: one transaction at a time, and none before the one before it has ended in
 * every partition.
 *
 * <p>Its transactional id belongs to the feed, so a second writer of the feed fences the first, and whatever the first
 * left open is settled before the second begins. As long as this writer is not fenced, nobody else moved the positions
 * that it writes. After any doubt it opens anew and reads the positions: they say whether the commit happened.
 */
final class FeedWriter {
    /** How the transactional ids of all writers begin. */
    static final String ID_PREFIX = "chengyun-ingest-";

    private static final int LINGER_MS = 200;
    private static final int REQUEST_MS = 5_000;
    private static final int BLOCK_MS = 10_000;
    private static final int DELIVERY_MS = 15_000;
    /** How long the broker waits for a writer that died before others can read past it. */
    static final int TRANSACTION_MS = 30_000;

    private static final Duration SETTLE = Duration.ofSeconds(45);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long MAX_PAUSE_MS = 2_000;

    private final PositionLog positions;
    private final CaseLog cases;
    private final Endings endings;
    private final String transactionalId;
    private final Map<String, Object> config;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    /** Where the last transaction begins in each partition. */
    private Map<TopicPartition, Long> lastStarts = Map.of();

    private volatile long lastUsedNanos = System.nanoTime();

    FeedWriter(PositionLog positions, CaseLog cases, Endings endings, String bootstrapServers, String feed) {
        this.positions = positions;
        this.cases = cases;
        this.endings = endings;
        this.transactionalId = ID_PREFIX + feed;
        this.config = config(bootstrapServers, transactionalId);
    }

    private static Map<String, Object> config(String bootstrapServers, String transactionalId) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A step flushes when all of it is sent; what waits until then fills batches, each of which costs buffers.
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return config;
    }

    /** A position on its way. */
    private record Entry(String key, @Nullable String value, Future<RecordMetadata> sent) {}

    /**
     * A transaction before its commit.
     *
     * @param landing where its records are
     * @param changed what became known of cases
     */
    private record Sent(Landing landing, List<Entry> entries, List<Future<RecordMetadata>> changed) {
        private Map<TopicPartition, Long> starts() {
            Stream.concat(entries.stream().map(Entry::sent), changed.stream())
                    .map(FeedWriter::metadata)
                    .forEach(landing::add);
            return landing.starts();
        }
    }

    /** One try to commit: what was to become the position, and what came of it. */
    private static final class Attempt {
        private @Nullable String next;
    }

    /**
     * Commits a step, once.
     *
     * @param patience how long to try again while Kafka is away
     * @return the new position
     * @throws PositionMoved if the step was built on a position that is no more
     * @throws KafkaAway if it could not be committed; trying again later is safe
     */
    String commit(Step step, Duration patience) throws PositionMoved {
        long deadline = System.nanoTime() + patience.toNanos();
        long pauseMs = FIRST_PAUSE_MS;
        writing.lock();
        try {
            lastUsedNanos = System.nanoTime();
            var attempt = new Attempt();
            while (true) {
                try {
                    return commitOnce(step, attempt);
                } catch (KafkaException e) {
                    abandon();
                    if (System.nanoTime() + pauseMs * 1_000_000 > deadline) {
                        throw new KafkaAway("Kafka does not take records: " + e.getMessage(), e);
                    }
                } catch (RuntimeException e) {
                    abandon();
                    throw e;
                }
                pause(pauseMs);
                pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
            }
        } finally {
            writing.unlock();
        }
    }

    private String commitOnce(Step step, Attempt attempt) throws PositionMoved {
        KafkaProducer<byte[], byte[]> open = open();
        Optional<String> current = positions.get(step.key());
        String tried = attempt.next;
        if (tried != null && current.isPresent() && current.get().equals(tried)) {
            return tried;
        }
        if (step.conditional() && !current.equals(step.builtOn())) {
            throw new PositionMoved(step.key(), current);
        }
        Ready ready = step.outgoing().ready(cases);
        Sent sent = send(open, step, ready, attempt);
        // Each record is in Kafka before the commit is asked for: the client was seen to return from a commit although
        // it
        // had given up one of them. Committed without its position, a step would count twice.
        open.flush();
        Map<TopicPartition, Long> starts = sent.starts();
        open.commitTransaction();
        lastStarts = starts;
        for (Entry entry : sent.entries) {
            positions.committed(entry.key, offset(entry.sent), entry.value);
        }
        if (!sent.changed.isEmpty()) {
            String whose = step.outgoing().cases().orElseThrow();
            cases.of(whose).committed(ready.changes(), offset(sent.changed.getLast()));
        }
        return String.valueOf(attempt.next);
    }

    private Sent send(KafkaProducer<byte[], byte[]> open, Step step, Ready ready, Attempt attempt) {
        open.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>(ready.records().size());
        for (ProducerRecord<byte[], byte[]> entry : ready.records()) {
            sent.add(sent(open.send(entry)));
        }
        var landing = new Landing();
        if (!sent.isEmpty()) {
            open.flush();
            sent.forEach(each -> landing.add(metadata(each)));
        }
        String next = step.next().apply(landing.offsets());
        attempt.next = next;
        List<Entry> entries = new ArrayList<>();
        entries.add(position(open, step.key(), next));
        step.forget().forEach(key -> entries.add(position(open, key, null)));
        List<Future<RecordMetadata>> changed = new ArrayList<>();
        step.outgoing()
                .cases()
                .ifPresent(whose -> ready.changes()
                        .forEach((key, value) -> changed.add(sent(open.send(CaseLog.entry(whose, key, value))))));
        return new Sent(landing, entries, changed);
    }

    private static Entry position(KafkaProducer<byte[], byte[]> open, String key, @Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        var sent =
                sent(open.send(new ProducerRecord<>(Topics.POSITIONS, 0, key.getBytes(StandardCharsets.UTF_8), bytes)));
        return new Entry(key, value, sent);
    }

    /** A record that is refused at once ends the try: each further one might wait as long as this one did. */
    private static Future<RecordMetadata> sent(Future<RecordMetadata> future) {
        if (future.isDone()) {
            metadata(future);
        }
        return future;
    }

    private static long offset(Future<RecordMetadata> sent) {
        return metadata(sent).offset();
    }

    private static RecordMetadata metadata(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException("a record was not taken: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Opening settles what an earlier writer of this feed left behind; only then the positions are sure. */
    private KafkaProducer<byte[], byte[]> open() {
        KafkaProducer<byte[], byte[]> open = producer;
        // a transaction must not begin where the last one has no end yet: its abort would take that one along
        if (open != null && endings.awaitMarkers(lastStarts)) {
            return open;
        }
        abandon();
        endings.settle(List.of(transactionalId));
        open = new KafkaProducer<>(config);
        producer = open;
        open.initTransactions();
        positions.readToEnd(SETTLE);
        cases.readToEnd(SETTLE);
        return open;
    }

    private void abandon() {
        KafkaProducer<byte[], byte[]> open = producer;
        producer = null;
        lastStarts = Map.of();
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaAway("stopped while waiting for Kafka", e);
        }
    }

    /** Gives the connection back if nothing happens here; the next commit opens anew. */
    void closeIfIdle(Duration idle) {
        if (System.nanoTime() - lastUsedNanos > idle.toNanos() && writing.tryLock()) {
            try {
                abandon();
            } finally {
                writing.unlock();
            }
        }
    }

    void close() {
        writing.lock();
        try {
            abandon();
        } finally {
            writing.unlock();
        }
    }
}
