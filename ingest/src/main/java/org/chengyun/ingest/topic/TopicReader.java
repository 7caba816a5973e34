package org.chengyun.ingest.topic;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.chengyun.ingest.feed.TopicFeed;
import org.chengyun.ingest.inbox.Batch;
import org.chengyun.ingest.inbox.Piece;
import org.chengyun.ingest.inbox.PieceDecoder;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.jboss.logging.Logger;

/**
 * Reads the partitions that the group gives to this process. Each partition is a feed of its own in the outbox: its
 * position moves in the same transaction as its observations, and whoever has the partition next fences the one before. So
 * a record counts once, in whatever process, and whether the topic is in our own cluster or in another one.
 *
 * <p>Not thread-safe, but for {@link #wakeup}: one thread owns it. After a failure a new one is made.
 */
final class TopicReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Commits at a time: while they wait for Kafka, more is decoded. Each holds the records of a poll. */
    private static final int UNDERWAY = 4;

    private static final long LOOK_NANOS = Duration.ofSeconds(10).toNanos();

    private final TopicFeed feed;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final PieceDecoder decoder;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Stand> stands = new HashMap<>();
    private final SideBySide sideBySide;
    private final Underway underway = new Underway();
    private final int mostUnderway;
    /** Are read from elsewhere since the last poll: what it brought of them is stale. */
    private final Set<TopicPartition> movedAway = new HashSet<>();

    private boolean committed;
    private String topicId = "";
    private long behindRecords;
    private long lookedNanos = System.nanoTime();

    /**
     * Where a partition is read.
     *
     * @param stored the position in Kafka; empty if there is none yet
     */
    private record Stand(Optional<String> stored, TopicPosition position) {}

    TopicReader(TopicFeed feed, String instance, Intake intake, Outbox outbox, IngestMeters meters) throws IOException {
        this.feed = feed;
        String servers = servers(feed, outbox);
        this.outbox = outbox;
        this.meters = meters;
        this.decoder = new PieceDecoder(feed, intake.decoders());
        // what is known of a case decides what a record tells, so each step must know of the one before
        this.mostUnderway = feed.cases() == null ? UNDERWAY : 1;
        Map<String, Object> config = Clients.consumer(feed, servers, instance);
        this.admin = Admin.create(Clients.admin(feed, servers));
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.sideBySide = new SideBySide(consumer);
    }

    /** Where the topic is: another cluster than ours if the feed names one. */
    static String servers(TopicFeed feed, Outbox outbox) {
        return feed.servers().isEmpty() ? outbox.bootstrapServers() : feed.servers();
    }

    /** @throws KafkaException if there is no such topic, or no answer */
    void subscribe() {
        topicId = describe();
        consumer.subscribe(List.of(feed.topic()), new Shares());
    }

    private String describe() {
        try {
            var described =
                    admin.describeTopics(List.of(feed.topic())).allTopicNames().get();
            return described.values().iterator().next().topicId().toString();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** True if the group gave this process something to read. */
    boolean hasPartitions() {
        return !stands.isEmpty();
    }

    /** How many records wait in the partitions of this process, as last looked at. */
    long behindRecords() {
        return behindRecords;
    }

    /**
     * Takes what is there now, waiting for it for a moment.
     *
     * @throws KafkaException if the cluster that has the topic fails
     */
    void step() {
        committed = false;
        rememberBegin();
        sideBySide.pauseThoseAhead();
        ConsumerRecords<byte[], byte[]> records = poll();
        movedAway.clear();
        sideBySide.polled(!records.isEmpty());
        for (TopicPartition partition : records.partitions()) {
            deliver(partition, records.records(partition));
        }
        settle(records.isEmpty() ? underway.partitions() : underway.ended());
        if (System.nanoTime() - lookedNanos > LOOK_NANOS) {
            look();
            lookedNanos = System.nanoTime();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            e.partitions().forEach(this::leap);
            return ConsumerRecords.empty();
        }
    }

    /** Once what comes is to be read from a moment on, that moment is kept: a restart must not move it. */
    private void rememberBegin() {
        if (feed.fromEnd()) {
            for (TopicPartition partition : List.copyOf(stands.keySet())) {
                Stand stand = stands.get(partition);
                if (stand != null && stand.stored.isEmpty()) {
                    rememberBegin(partition, stand);
                }
            }
        }
    }

    private void rememberBegin(TopicPartition partition, Stand stand) {
        try {
            String stored = commit(partition, stand, new Outgoing(feed.dataset(), feed.id(), at -> ""), stand.position);
            stands.put(partition, new Stand(Optional.of(stored), stand.position));
        } catch (PositionMoved moved) {
            place(partition, moved.current());
        }
    }

    private void deliver(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Batch batch = Batch.of(feed, records.stream().map(TopicReader::piece).toList(), decoder);
        settle(partition);
        if (movedAway.contains(partition)) {
            return;
        }
        Stand stand = stands.get(partition);
        if (stand == null) {
            throw new IllegalStateException("%s was read without having been given to us".formatted(partition));
        }
        ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
        sideBySide.reached(partition, last.timestamp());
        TopicPosition next = stand.position.at(last.offset() + 1);
        while (underway.size() >= mostUnderway) {
            settle(underway.partitions().getFirst());
        }
        underway.begin(partition, batch, next, () -> commit(partition, stand, batch.outgoing(), next));
    }

    /** Waits for the commit of a partition, if one is on its way. */
    private void settle(TopicPartition partition) {
        Optional<Underway.Commit> begun = underway.take(partition);
        if (begun.isEmpty()) {
            return;
        }
        Batch batch = begun.get().batch();
        TopicPosition next = begun.get().next();
        try {
            stands.put(partition, new Stand(Optional.of(begun.get().stored()), next));
        } catch (PositionMoved moved) {
            place(partition, moved.current());
            movedAway.add(partition);
            return;
        }
        committed = true;
        meters.committed(feed.dataset().id(), feed.id(), batch.counts());
        meters.repeated(feed.dataset().id(), feed.id(), batch.outgoing().repeated());
        // for people and their tools only: what counts is the position in our Kafka
        consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(next.offset())), null);
    }

    private void settle(Collection<TopicPartition> partitions) {
        partitions.forEach(this::settle);
    }

    /** True if the last step saw a commit succeed, or none has to. */
    boolean delivers() {
        return committed || underway.size() == 0;
    }

    private static Piece piece(ConsumerRecord<byte[], byte[]> entry) {
        byte[] value = entry.value();
        return value == null
                ? new Piece.Filtered(new byte[0])
                : new Piece.Records(
                        value, () -> "%s-%d, offset %d".formatted(entry.topic(), entry.partition(), entry.offset()));
    }

    /**
     * The position as it is stored then. Touches nothing that the reader's thread owns.
     *
     * @throws PositionMoved if another process had the partition meanwhile
     */
    private String commit(TopicPartition partition, Stand stand, Outgoing outgoing, TopicPosition next)
            throws PositionMoved {
        String key = key(partition);
        return outbox.commit(key, Step.from(key, stand.stored, outgoing, sent -> next.json()), PATIENCE);
    }

    private String key(TopicPartition partition) {
        return "topic:%s:%s:%d".formatted(feed.id(), feed.topic(), partition.partition());
    }

    private void place(TopicPartition partition, Optional<String> stored) {
        TopicPosition position =
                stored.map(TopicPosition::parse).orElseGet(() -> new TopicPosition(topicId, firstOffset(partition), 0));
        if (!position.topicId().equals(topicId)) {
            LOG.warnf(
                    "feed %s: topic %s was removed and made anew; it is read from its begin", feed.id(), feed.topic());
            position = new TopicPosition(topicId, begin(partition), position.revision());
        }
        stands.put(partition, new Stand(stored, position));
        consumer.seek(partition, position.offset());
    }

    private long firstOffset(TopicPartition partition) {
        return feed.fromEnd() ? end(partition) : begin(partition);
    }

    private long begin(TopicPartition partition) {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private long end(TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** What stands at the position is not there: removed for its age, or lost by that cluster. */
    private void leap(TopicPartition partition) {
        settle(partition);
        Stand stand = stands.get(partition);
        if (stand == null) {
            return;
        }
        long offset = stand.position.offset();
        long begin = begin(partition);
        long to = offset < begin ? begin : Math.min(offset, end(partition));
        if (to > offset) {
            meters.dropped(feed.id(), IngestMeters.Where.RETENTION, to - offset);
        }
        LOG.warnf(
                "feed %s: %s has nothing at offset %d, where it was read to; going on at %d. %s",
                feed.id(),
                partition,
                offset,
                to,
                to > offset
                        ? "What was between was removed before it was read: raise the topic's retention"
                        : "That cluster lost records that were already taken");
        stands.put(partition, new Stand(stand.stored, stand.position.at(to)));
        consumer.seek(partition, to);
    }

    /** Is it still the same topic, and how much of it is left? */
    private void look() {
        if (!describe().equals(topicId)) {
            throw new KafkaException("it was removed and made anew meanwhile");
        }
        Set<TopicPartition> mine = Set.copyOf(stands.keySet());
        sideBySide.look(mine);
        behindRecords = sideBySide.left(mine);
    }

    private final class Shares implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            sideBySide.look(partitions);
            partitions.forEach(partition -> place(partition, outbox.position(key(partition))));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(TopicReader.this::endCommit);
            partitions.forEach(stands::remove);
            sideBySide.forget(partitions);
        }
    }

    /** Ends a wait for records, from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        underway.partitions().forEach(this::endCommit);
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        admin.close(Duration.ofSeconds(1));
    }

    /** What fails now is read again: the position tells what came of it. */
    private void endCommit(TopicPartition partition) {
        try {
            settle(partition);
        } catch (KafkaException | KafkaAway e) {
            LOG.debugf("feed %s: the last commit of %s: %s", feed.id(), partition, e.getMessage());
        }
    }
}
