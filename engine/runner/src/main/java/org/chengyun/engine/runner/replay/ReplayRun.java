package org.chengyun.engine.runner.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.Pipeline;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.batch.Work;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.runner.log.LogReader;
import org.chengyun.engine.runner.loop.ConsumerConfigs;
import org.chengyun.engine.runner.loop.LoopSettings;
import org.chengyun.engine.runner.store.BatchStore;
import org.chengyun.engine.runner.store.CatalogueStore;
import org.chengyun.engine.runner.store.CloseStore;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.DedupeTable;
import org.chengyun.engine.runner.store.EngineMetrics;
import org.chengyun.engine.runner.store.Fenced;
import org.chengyun.engine.runner.store.Offsets;
import org.chengyun.engine.runner.store.QuarantineFull;
import org.chengyun.engine.runner.store.QuarantineTable;
import org.chengyun.engine.runner.store.Watermarks;
import org.jboss.logging.Logger;

/**
 * One replay from where its offsets stand to the end. It reads what the live job has read and not one record more; when
 * it has caught up it holds the live job for a moment, so that both stand at the same offsets, and switches over in one
 * transaction. It may be left after any step, for ever, and be run again.
 *
 * <p>Not thread-safe; one thread runs it and closes it.
 */
final class ReplayRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ReplayRun.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int FETCH_BYTES = 8 << 20;
    private static final int BATCH_MAX_ROWS = 100_000;
    /** So long the live job may be held for the last records. */
    private static final Duration HOLD = Duration.ofSeconds(15);

    /** 9999-12-31, the last time that the tables are asked about. */
    private static final long LAST_MS = 253_402_214_400_000L;

    private static final List<String> FORGET = Stream.of("window_stat", "window_sketch", "window_items", "top_n")
            .map("delete from %s where metric_no = ? and (start < ? or start >= ?)"::formatted)
            .toList();
    /** An observation outside of the span, but less than the gap away, may belong to it. */
    private static final String FORGET_SESSIONS = """
            delete from session_window
             where metric_no = ? and (start < ?::timestamptz + make_interval(secs => ?)
                                      or last > ?::timestamptz - make_interval(secs => ?))
            """;

    private final Replay replay;
    private final Dataset dataset;
    /** The dataset as this job knows it: with a watermark and cuts of its own. */
    private final Dataset own;

    private final MetricNumber target;
    private final InstantSource clock;
    private final Connection connection;
    private final Database database;
    private final Offsets live;
    private final Offsets offsets;
    private final DedupeTable keys;
    private final Consumer<byte[], byte[]> consumer;
    private final LogReader log;
    private final Pipeline pipeline;
    private final BoundedSink sink;
    private final BatchStore batches;
    private final CloseStore closing;

    ReplayRun(
            LoopSettings settings,
            Replay replay,
            Dataset dataset,
            MetricNumber target,
            Database database,
            InstantSource clock)
            throws SQLException {
        this.replay = replay;
        this.dataset = dataset;
        this.target = target;
        this.clock = clock;
        this.database = database;
        this.connection = database.connect();
        this.live = new Offsets(settings.job(), dataset.topic());
        this.offsets = new Offsets(replay.job(), dataset.topic());
        this.keys = new DedupeTable(replay.job(), dataset);
        this.own = dataset.as(dataset.id() + "/" + replay.job());
        var fold = new DatasetFold(dataset, List.of(target.metric()));
        fold.only(replay.fromMs(), replay.toMs());
        this.pipeline = new Pipeline(fold, 0, BATCH_MAX_ROWS, partition -> OptionalLong.empty(), System.nanoTime());
        this.sink = new BoundedSink(pipeline.builder().lanes().getFirst());
        var metrics = new EngineMetrics(List.of(target), 0);
        this.batches = new BatchStore(
                connection, replay.job(), own, metrics, fold, new QuarantineTable(settings.quarantineMaxRows()));
        this.closing = new CloseStore(connection, replay.job(), own, metrics);
        Map<String, Object> config = ConsumerConfigs.of(settings, own.id().replace('/', '-'));
        this.consumer = new KafkaConsumer<>(config);
        this.log = new LogReader(new ConsumerConfig(config), dataset.topic(), FETCH_BYTES, 1);
    }

    /**
     * Runs to the end, or until {@code isStopped}.
     *
     * @return what happened, for people; empty if it was stopped
     */
    String run(BooleanSupplier isStopped)
            throws SQLException, Fenced, QuarantineFull, ReplayFailed, InterruptedException {
        start();
        while (!isStopped.getAsBoolean()) {
            follow(live.next(connection), isStopped, OptionalLong.empty());
            long watermarkMs = Watermarks.of(connection, dataset);
            if (!isStopped.getAsBoolean() && watermarkMs != PartitionProgress.NONE) {
                // The long part of closing, while the live job still runs.
                closing.close(watermarkMs);
                try (Connection holding = database.connect()) {
                    return finish(holding);
                }
            }
            // The live job has closed no window yet, so there is nothing to take the place of.
            Thread.sleep(POLL);
        }
        return "";
    }

    private void start() throws SQLException {
        connection.setAutoCommit(false);
        Map<Integer, Long> ends = live.next(connection);
        if (offsets.next(connection).isEmpty()) {
            offsets.start(connection, firstOffsets(ends));
        }
        Map<Integer, Long> at = new HashMap<>();
        for (Map.Entry<Integer, Position> entry : offsets.read(connection).entrySet()) {
            at.put(entry.getKey(), entry.getValue().nextOffset());
            pipeline.builder()
                    .assign(
                            entry.getKey(),
                            entry.getValue().nextOffset(),
                            entry.getValue().newestMs(),
                            System.nanoTime());
        }
        keys.load(connection, List.copyOf(at.keySet()), pipeline.builder()::restore);
        connection.commit();
        sink.start(at);
    }

    /** From the first record that can have an event time in the span: none is older than its event time would let it. */
    private Map<Integer, Long> firstOffsets(Map<Integer, Long> ends) {
        List<TopicPartition> partitions = ends.keySet().stream()
                .map(partition -> new TopicPartition(dataset.topic(), partition))
                .toList();
        Map<TopicPartition, Long> beginning = consumer.beginningOffsets(partitions);
        Map<Integer, Long> first = new HashMap<>();
        beginning.forEach((partition, offset) -> first.put(partition.partition(), offset));
        if (replay.fromMs() != Long.MIN_VALUE) {
            Map<TopicPartition, Long> times = new HashMap<>();
            long sinceMs = Math.max(0, replay.fromMs() - sooner().toMillis());
            partitions.forEach(partition -> times.put(partition, sinceMs));
            for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
                    consumer.offsetsForTimes(times).entrySet()) {
                int partition = entry.getKey().partition();
                long end = ends.getOrDefault(partition, 0L);
                first.put(
                        partition,
                        entry.getValue() == null
                                ? end
                                : Math.min(entry.getValue().offset(), end));
            }
        }
        return first;
    }

    /** So much before its event time a record may have come; and what it may be a repetition of came before it. */
    private Duration sooner() {
        Duration within = dataset.dedupe().map(Dataset.Dedupe::within).orElse(Duration.ZERO);
        return dataset.futureTolerance().plus(within);
    }

    /** Reads and commits up to the given offsets. */
    private void follow(Map<Integer, Long> ends, BooleanSupplier isStopped, OptionalLong deadlineNs)
            throws SQLException, Fenced, QuarantineFull {
        connection.commit();
        sink.upTo(ends);
        log.clear();
        log.assign(sink.positions());
        long lastReportNs = 0;
        while (sink.left() > 0 && !isStopped.getAsBoolean()) {
            pipeline.builder()
                    .expect(PartitionProgress.NONE, PartitionProgress.NONE, System.nanoTime(), clock.millis());
            log.poll(POLL, List.of(sink));
            if (pipeline.isFull()) {
                commit();
            }
            long nowNs = System.nanoTime();
            if (deadlineNs.isPresent() && nowNs > deadlineNs.getAsLong()) {
                throw new SQLException("the last records could not be read within " + HOLD);
            }
            if (nowNs - lastReportNs > 1_000_000_000) {
                lastReportNs = nowNs;
                report("computing");
            }
        }
        commit();
        report("caught up");
    }

    private void commit() throws SQLException, Fenced, QuarantineFull {
        var rest = pipeline.rest(System.nanoTime(), clock.millis());
        if (rest.isPresent() && rest.get() instanceof Work.Commit work) {
            batches.commit(work.batch());
            work.batch().clear();
            pipeline.done();
        }
    }

    private void report(String detail) throws SQLException {
        ReplayTable.progress(connection, replay, sink.read(), sink.left(), detail);
        connection.commit();
    }

    /** Holds the live job, reads the rest, and puts the new numbers in the place of the old, or beside them. */
    private String finish(Connection holding) throws SQLException, Fenced, QuarantineFull, ReplayFailed {
        holding.setAutoCommit(false);
        CatalogueStore.lock(holding, dataset);
        MetricNumber before = CatalogueStore.active(holding, target.metric())
                .orElseThrow(() -> new ReplayFailed("the definition of %s was changed meanwhile; ask again"
                        .formatted(target.metric().id())));
        follow(live.next(holding), () -> false, OptionalLong.of(System.nanoTime() + HOLD.toNanos()));
        long watermarkMs = Watermarks.of(holding, dataset);
        closing.close(watermarkMs);
        forgetPartial();
        return switch (replay.purpose()) {
            case SWITCH -> switchOver(holding, before);
            case COMPARE -> compare(holding, before, watermarkMs);
        };
    }

    private String switchOver(Connection holding, MetricNumber before) throws SQLException {
        CatalogueStore.switchOver(holding, target);
        String detail =
                "%s@%d took the place of @%d".formatted(target.metric().id(), target.version(), before.version());
        end(holding, detail);
        return detail;
    }

    private void end(Connection holding, String detail) throws SQLException {
        ReplayTable.end(holding, replay, "done", detail);
        offsets.forget(holding);
        keys.forget(holding);
        Watermarks.forget(holding, own);
        holding.commit();
    }

    private String compare(Connection holding, MetricNumber before, long watermarkMs) throws SQLException {
        Difference difference =
                Difference.of(holding, before, target, replay.fromMs(), Math.min(replay.toMs(), watermarkMs));
        ReplayTable.compared(holding, replay, difference);
        String detail = "%,d windows computed again, %,d differ%s"
                .formatted(
                        difference.windows(),
                        difference.different(),
                        difference.example().isEmpty() ? "" : ": " + difference.example());
        CatalogueStore.drop(holding, target);
        end(holding, detail);
        return detail;
    }

    /** Windows that reach out of the span hold a part of their observations only. */
    private void forgetPartial() throws SQLException {
        for (String sql : FORGET) {
            try (PreparedStatement forget = connection.prepareStatement(sql)) {
                forget.setInt(1, target.number());
                forget.setTimestamp(2, new Timestamp(Math.max(0, replay.fromMs())));
                forget.setTimestamp(3, new Timestamp(Math.min(replay.toMs(), LAST_MS)));
                forget.executeUpdate();
            }
        }
        Optional<Duration> gap = target.metric().session();
        if (gap.isPresent()) {
            forgetPartial(gap.get());
        }
        connection.commit();
    }

    private void forgetPartial(Duration gap) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET_SESSIONS)) {
            forget.setInt(1, target.number());
            forget.setString(2, replay.fromMs() == Long.MIN_VALUE ? "-infinity" : text(replay.fromMs()));
            forget.setLong(3, gap.toSeconds());
            forget.setString(4, replay.toMs() == Long.MAX_VALUE ? "infinity" : text(replay.toMs()));
            forget.setLong(5, gap.toSeconds());
            forget.executeUpdate();
        }
    }

    private static String text(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }

    @Override
    public void close() {
        log.close();
        consumer.close();
        try {
            connection.close();
        } catch (SQLException e) {
            // The database drops what a lost connection held.
            LOG.debugf("closing a connection: %s", e.getMessage());
        }
    }
}
