package org.chengyun.engine.runner.quarantine;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.loop.ConsumerConfigs;
import org.chengyun.engine.runner.loop.LoopSettings;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.Fenced;
import org.chengyun.engine.runner.store.Offsets;
import org.chengyun.engine.runner.store.QuarantineFull;
import org.chengyun.engine.runner.store.QuarantineTable;
import org.jboss.logging.Logger;

/**
 * Brings what ingest rejected from the topic into the table, under the same protocol as the numbers: rows and offsets in
 * one transaction. When the table is full the records wait in Kafka, which keeps them without limit.
 */
public final class QuarantineWriter implements Runnable {
    /** Where ingest puts what it rejects. */
    public static final String TOPIC = "chengyun.quarantine";

    private static final Logger LOG = Logger.getLogger(QuarantineWriter.class);
    private static final String JOB = "quarantine";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long RETRY_MS = 2_000;
    private static final byte[] NOTHING = new byte[0];

    private final LoopSettings settings;
    private final Database database;
    private final InstantSource clock;
    private final Offsets offsets = new Offsets(JOB, TOPIC);
    private final QuarantineTable table;
    private volatile boolean stopped;
    private volatile String trouble = "";

    public QuarantineWriter(LoopSettings settings, Database database, InstantSource clock) {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.table = new QuarantineTable(settings.quarantineMaxRows());
    }

    public void stop() {
        stopped = true;
    }

    /** Why it waits, for people; empty if it does not. */
    public String trouble() {
        return trouble;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (var consumer = new KafkaConsumer<byte[], byte[]>(ConsumerConfigs.of(settings, JOB))) {
                follow(consumer);
            } catch (SQLException | Fenced | QuarantineFull | KafkaException e) {
                waitFor(e);
            } catch (RuntimeException e) {
                // A bug. The records stay in Kafka; the next round tries again.
                LOG.error("the quarantine writer failed; starting again", e);
                waitFor(e);
            }
        }
    }

    private void waitFor(Exception e) {
        String why = String.valueOf(e.getMessage());
        if (!trouble.equals(why)) {
            LOG.warnf("rejected records wait in %s: %s", TOPIC, why);
        }
        trouble = why;
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException interrupted) {
            stopped = true;
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) throws SQLException, Fenced, QuarantineFull {
        Map<Integer, Long> next = new HashMap<>();
        consumer.subscribe(List.of(TOPIC), new Seek(consumer, next));
        while (!stopped) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                commit(consumer, records, next);
                trouble = "";
            }
        }
    }

    private void commit(
            Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records, Map<Integer, Long> next)
            throws SQLException, Fenced, QuarantineFull {
        Map<Integer, OffsetRange> ranges = new HashMap<>();
        List<Quarantined> rows = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            long to = consumer.position(partition);
            Long from = next.getOrDefault(partition.partition(), to);
            ranges.put(partition.partition(), new OffsetRange(from, to, PartitionProgress.NONE));
            records.records(partition).forEach(record -> rows.add(row(record)));
        }
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            offsets.swap(connection, ranges, clock.instant(), 0);
            table.add(connection, rows);
            connection.commit();
        }
        ranges.forEach((partition, range) -> next.put(partition, range.to()));
    }

    private static Quarantined row(ConsumerRecord<byte[], byte[]> record) {
        return new Quarantined(
                Instant.ofEpochMilli(record.timestamp()),
                header(record, "dataset", "unknown"),
                header(record, "feed", "unknown"),
                "ingest",
                header(record, "reason", "unknown"),
                header(record, "detail", "unknown"),
                header(record, "source", "unknown"),
                record.value() == null ? NOTHING : record.value(),
                record.topic(),
                record.partition(),
                record.offset(),
                header(record, "read-as", ""));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name, String otherwise) {
        Header header = record.headers().lastHeader(name);
        return header == null ? otherwise : new String(header.value(), StandardCharsets.UTF_8).replace('\0', '�');
    }

    /** Starts each partition where the table stands. */
    private final class Seek implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;
        private final Map<Integer, Long> next;

        Seek(Consumer<byte[], byte[]> consumer, Map<Integer, Long> next) {
            this.consumer = consumer;
            this.next = next;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            Map<Integer, Long> first = new HashMap<>();
            consumer.beginningOffsets(partitions).forEach((partition, at) -> first.put(partition.partition(), at));
            try (Connection connection = database.connect()) {
                offsets.start(connection, first);
                next.putAll(offsets.next(connection));
            } catch (SQLException e) {
                throw new KafkaException("the database does not answer: " + e.getMessage(), e);
            }
            partitions.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition.partition(), 0L)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Every poll is committed before the next one: nothing is in flight here.
            partitions.forEach(partition -> next.remove(partition.partition()));
        }
    }
}
