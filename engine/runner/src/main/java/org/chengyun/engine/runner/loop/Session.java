package org.chengyun.engine.runner.loop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.batch.Committer;
import org.chengyun.engine.core.batch.Handed;
import org.chengyun.engine.core.batch.Pipeline;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.batch.Step;
import org.chengyun.engine.core.batch.Work;
import org.chengyun.engine.core.flow.FlowControl;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.runner.log.LogReader;
import org.chengyun.engine.runner.log.OutOfRange;
import org.chengyun.engine.runner.loop.EngineState.Condition;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.DedupeTable;
import org.chengyun.engine.runner.store.EngineMetrics;
import org.chengyun.engine.runner.store.Fenced;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One membership of the consumer group, from joining to leaving or to the first doubt. Whenever memory and database may
 * disagree the session ends, and the next one starts from the stored offsets: that is the whole recovery.
 *
 * <p>The thread that calls {@link #run} polls and folds, with the log reader's others if there is much; one more commits.
 * While a batch commits the next is folded.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Session.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /** How often the group is told that this member lives, and asked what it is to read. */
    private static final long MEMBERSHIP_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long FLUSH_SECONDS = 30;

    private final LoopSettings settings;
    private final Dataset dataset;
    private final Database database;
    private final InstantSource clock;
    private final FlowControl flow;
    private final EngineState state;
    /** For its membership of the group alone: its partitions are paused, the log reader brings their records. */
    private final Consumer<byte[], byte[]> consumer;

    private final LogReader log;
    private final StartPositions starts;
    private final Footprint footprint;
    private final Pipeline pipeline;
    private final List<BatchSink> sinks;
    private final Committer committer;
    private final JdbcTables tables;
    private final ExecutorService committing;
    /** What the committing thread does; done when there is nothing. */
    private Future<?> commit = CompletableFuture.completedFuture("nothing to do");

    /** The batch that is being committed, or was committed last and is not accounted for yet. */
    private @Nullable Handed handed;

    private long lastHandOverNs;
    private long lastMembershipNs;
    private boolean closing;

    Session(
            LoopSettings settings,
            Dataset dataset,
            EngineMetrics metrics,
            Database database,
            InstantSource clock,
            FlowControl flow,
            KnownBytes known,
            EngineState state) {
        this.settings = settings;
        this.dataset = dataset;
        this.database = database;
        this.clock = clock;
        this.flow = flow;
        this.state = state;
        List<Metric> definitions =
                metrics.numbers().stream().map(MetricNumber::metric).toList();
        var fold = new DatasetFold(dataset, definitions);
        this.footprint = new Footprint(dataset.id(), fold, known, state);
        this.lastHandOverNs = System.nanoTime();
        this.pipeline = new Pipeline(fold, settings.lanes(), flow, this::caughtUpNs, lastHandOverNs);
        this.sinks = pipeline.builder().lanes().stream()
                .map(lane -> new BatchSink(dataset, pipeline, lane, clock))
                .toList();
        this.committer = new Committer(dataset, definitions, settings.closing());
        this.tables = new JdbcTables(settings, dataset, metrics, fold, database, clock, state);
        Map<String, Object> config = ConsumerConfigs.of(settings, dataset.id());
        this.consumer = new KafkaConsumer<>(config);
        this.starts = new StartPositions(settings.job(), dataset.topic(), consumer, database);
        this.log = new LogReader(new ConsumerConfig(config), dataset.topic(), settings.fetchBytes(), settings.lanes());
        this.committing = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .name("engine-commit-" + dataset.id())
                .daemon()
                .factory());
    }

    /** Runs until {@code isStopped}, or until the session must be replaced; then it returns after a last commit. */
    void run(BooleanSupplier isStopped) throws Fenced, InterruptedException {
        consumer.subscribe(List.of(dataset.topic()), new Assignment());
        while (!isStopped.getAsBoolean() && !footprint.isTooLarge(System.nanoTime())) {
            poll();
            proceed();
            if (!tables.outdated().isEmpty()) {
                throw new Rejoin(tables.outdated());
            }
        }
        flush();
    }

    private void poll() throws InterruptedException {
        long nowNs = System.nanoTime();
        if (consumer.assignment().isEmpty()) {
            consumer.poll(POLL);
        } else if (nowNs - lastMembershipNs > MEMBERSHIP_NS) {
            lastMembershipNs = nowNs;
            consumer.poll(Duration.ZERO);
        }
        if (pipeline.isFull() && !commit.isDone()) {
            // Reading stops while a full batch waits for the one before it, so that memory stays bounded.
            awaitRoom();
        } else {
            pipeline.builder().expect(committer.watermarkMs(), committer.newestMs(), System.nanoTime(), clock.millis());
            read();
        }
    }

    private void read() {
        try {
            log.poll(POLL, sinks);
        } catch (OutOfRange e) {
            // Joining again compares what Kafka holds with what was counted, and says what is to be done.
            throw new Rejoin(String.valueOf(e.getMessage()));
        }
    }

    private void awaitRoom() throws InterruptedException {
        try {
            commit.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.tracef("dataset=%s: a full batch waits", dataset.id());
        } catch (ExecutionException e) {
            LOG.tracef("dataset=%s: a commit failed, as will be seen when it is awaited", dataset.id());
        }
    }

    private void proceed() throws Fenced, InterruptedException {
        if (commit.isDone()) {
            await();
            long lag = lagRecords();
            flow.lag(lag);
            Optional<Work> next = pipeline.next(System.nanoTime(), clock.millis());
            if (next.isPresent()) {
                state.lag(lag);
                state.flow(flow.state());
                if (next.get() instanceof Work.Close) {
                    reportState();
                }
                submit(next.get());
            }
        }
    }

    private void submit(Work work) {
        if (work instanceof Work.Commit batch) {
            long nowNs = System.nanoTime();
            handed = Handed.of(batch, nowNs, lastHandOverNs, oldestArrivalMs());
            lastHandOverNs = nowNs;
        }
        commit = committing.submit(() -> {
            carryOut(work);
            return work;
        });
    }

    private long oldestArrivalMs() {
        return sinks.stream().mapToLong(BatchSink::takeOldestArrivalMs).min().orElse(Long.MAX_VALUE);
    }

    private void carryOut(Work work) throws Fenced, InterruptedException {
        committer.begin(work);
        while (true) {
            switch (committer.step(tables, clock.millis())) {
                case Step.Again again -> Thread.sleep(again.afterMs());
                case Step.Done done -> {
                    return;
                }
                case Step.Fenced fenced -> throw new Fenced(fenced.why());
            }
        }
    }

    private OptionalLong caughtUpNs(int partition) {
        return log.caughtUpNs(partition);
    }

    private long lagRecords() {
        return consumer.assignment().stream()
                .mapToLong(partition -> log.lag(partition.partition()).orElse(0))
                .sum();
    }

    /** Tells the flow control what the batch took; nothing if its transaction was found done after a lost connection. */
    private void account() {
        Handed batch = handed;
        handed = null;
        JdbcTables.LastCommit last = tables.lastCommit();
        if (batch != null && last != null && last.atNs() > batch.atNs()) {
            flow.committed(batch.committed(last.tookNs(), last.atNs(), last.atMs()));
        }
    }

    private void reportState() {
        if (state.phase().condition() == Condition.BLOCKED) {
            return;
        }
        if (!isConnected()) {
            state.enter(
                    Condition.WAITING, "Kafka at %s does not answer; retrying".formatted(settings.bootstrapServers()));
        } else if (consumer.assignment().isEmpty()) {
            state.enter(Condition.WAITING, "no partition of %s is assigned yet".formatted(dataset.topic()));
        } else {
            state.enter(Condition.RUNNING, "");
        }
    }

    private boolean isConnected() {
        if (!consumer.assignment().isEmpty()) {
            return log.isConnected();
        }
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-count"))
                .anyMatch(metric -> metric.metricValue() instanceof Double count && count > 0);
    }

    /** Commits what was collected and waits for it. */
    private void flush() throws Fenced, InterruptedException {
        await();
        Optional<Work> rest = pipeline.rest(System.nanoTime(), clock.millis());
        if (rest.isPresent()) {
            submit(rest.get());
            await();
        }
    }

    private void await() throws Fenced, InterruptedException {
        try {
            commit.get(FLUSH_SECONDS, TimeUnit.SECONDS);
            pipeline.done();
            account();
        } catch (TimeoutException e) {
            throw new InterruptedException("a commit of %s takes over %d s".formatted(dataset.id(), FLUSH_SECONDS));
        } catch (ExecutionException e) {
            rethrow(e);
        }
    }

    private static void rethrow(ExecutionException e) throws Fenced, InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof Fenced fenced) {
            throw fenced;
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        throw new IllegalStateException("a commit failed", cause);
    }

    @Override
    public void close() {
        closing = true;
        footprint.release();
        committing.shutdownNow();
        try {
            log.close();
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
            if (!committing.awaitTermination(FLUSH_SECONDS, TimeUnit.SECONDS)) {
                state.enter(Condition.WAITING, "a commit of the last session has not ended yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tables.close();
    }

    /** Where each partition starts is what the database says, whatever the consumer group believes. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            Map<Integer, Position> positions = starts.of(partitions);
            positions.forEach((partition, position) -> {
                consumer.seek(new TopicPartition(dataset.topic(), partition), position.nextOffset());
                pipeline.builder().assign(partition, position.nextOffset(), position.newestMs(), System.nanoTime());
            });
            restoreKeys(List.copyOf(positions.keySet()));
            consumer.pause(partitions);
            Map<Integer, Long> from = new HashMap<>();
            positions.forEach((partition, position) -> from.put(partition, position.nextOffset()));
            log.assign(from);
        }

        /** What was counted within the horizon, by whichever instance, before any record is folded. */
        private void restoreKeys(List<Integer> partitions) {
            try (Connection connection = database.connect()) {
                new DedupeTable(settings.job(), dataset).load(connection, partitions, (partition, keys) -> {
                    pipeline.builder().restore(partition, keys);
                    footprint.requireRoom();
                });
            } catch (SQLException e) {
                throw new DatabaseAway(e);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (closing) {
                return;
            }
            try {
                flush();
            } catch (Fenced | InterruptedException e) {
                // Not committed: the next owner, or the next session, reads these records again.
                throw new Rejoin("batch dropped on rebalance: " + e.getMessage());
            } finally {
                log.clear();
                pipeline.builder().revokeAll();
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            throw new Rejoin("partitions were given to another instance");
        }
    }
}
