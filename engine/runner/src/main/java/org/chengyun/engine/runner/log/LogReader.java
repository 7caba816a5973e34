package org.chengyun.engine.runner.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Reads the committed records of one topic's assigned partitions, straight from the fetched batches: no object is made
 * for a record. While the records of one answer are taken the next one is on its way. Partitions of a large answer are
 * taken side by side by several threads.
 *
 * <p>Not thread-safe: the poll thread owns it.
 */
public final class LogReader implements AutoCloseable {
    private static final int PARTITION_BYTES = 2 << 20;
    /** Below this, waking another thread costs more than it spares. */
    private static final int MUCH_BYTES = 64 << 10;

    private static final int WAIT_MS = 100;
    private static final int REQUEST_MS = 30_000;
    /** So often a damaged batch is asked for. */
    private static final int TRIES = 3;
    /** The last version that names topics instead of giving their ids; every broker since 2.7 speaks it. */
    private static final short NAMES = 12;

    private final String topic;
    private final int fetchBytes;
    private final Time time = Time.SYSTEM;
    private final Metrics metrics = new Metrics();
    private final KafkaClient client;
    private final Leaders leaders;
    private final Crew crew;
    /** One for each of the crew. */
    private final List<CommittedBatches> batches;

    private final TreeMap<Integer, Assigned> assigned = new TreeMap<>();
    /** By node. */
    private final Map<Integer, Fetch> flying = new HashMap<>();
    /** Answers that came while another was taken. */
    private final Deque<ClientResponse> arrived = new ArrayDeque<>();
    /** What a full sink has not taken of an answer. */
    private final Deque<Piece> waiting = new ArrayDeque<>();

    private long generation;
    private int turn;

    /** What is known of an assigned partition. */
    private static final class Assigned {
        private final long generation;
        /** Next record for the sink. */
        private long position;
        /** Next record to ask for: ahead of the position while an answer is on its way. */
        private long wanted;

        /** Of the last answer, and when it was asked for. */
        private long lastStableOffset = -1;

        private long askedNs;
        /** Where the last damage began, and how often it was seen. */
        private long damagedAt = -1;

        private int damages;

        private Assigned(long generation, long position) {
            this.generation = generation;
            this.position = position;
            this.wanted = position;
        }
    }

    /** Fetched records of one partition, and of which assignment. */
    private static final class Piece {
        private final PartitionData data;
        private final long generation;
        private final AtomicBoolean isTaken = new AtomicBoolean();
        private boolean isDone;

        private Piece(PartitionData data, long generation) {
            this.data = data;
            this.generation = generation;
        }

        private int bytes() {
            return records(data).remaining();
        }

        private int partition() {
            return data.partitionIndex();
        }
    }

    /** A request without an answer: from where, of which assignment, and when it was sent. */
    private record Fetch(int number, Map<Integer, Long> from, long generation, long sentNs) {}

    /**
     * @param config of a Kafka consumer: servers, security, client id
     * @param fetchBytes most bytes of one answer
     * @param lanes how many threads may take records, the one that polls among them
     */
    public LogReader(ConsumerConfig config, String topic, int fetchBytes, int lanes) {
        this.topic = topic;
        this.fetchBytes = fetchBytes;
        this.crew = new Crew("log-" + topic, lanes);
        this.batches = Stream.concat(
                        Stream.of(new CommittedBatches(this::receive)),
                        Stream.generate(() -> new CommittedBatches(() -> {})))
                .limit(lanes)
                .toList();
        var nodes = new ManualMetadataUpdater();
        this.client = ClientUtils.createNetworkClient(
                config,
                config.getString(ConsumerConfig.CLIENT_ID_CONFIG),
                metrics,
                "chengyun-log",
                new LogContext("[chengyun-log] "),
                new ApiVersions(),
                time,
                1,
                REQUEST_MS,
                null,
                nodes,
                new DefaultHostResolver(),
                null,
                null);
        this.leaders = new Leaders(client, nodes, ClientUtils.parseAndValidateAddresses(config), topic);
    }

    /** Takes partitions on, each from a position; those that it had it goes on with. */
    public void assign(Map<Integer, Long> positions) {
        generation++;
        positions.forEach((partition, position) -> assigned.put(partition, new Assigned(generation, position)));
    }

    /** Gives all partitions back. What was asked for them and is on its way is dropped when it comes. */
    public void clear() {
        generation++;
        assigned.clear();
    }

    /** The offset of the next record that the sink will get. */
    public long position(int partition) {
        return state(partition).position;
    }

    private Assigned state(int partition) {
        Assigned state = assigned.get(partition);
        if (state == null) {
            throw new IllegalStateException("partition %d of %s is not assigned".formatted(partition, topic));
        }
        return state;
    }

    /** Records that the sink could have had by now; empty until the broker has told. */
    public OptionalLong lag(int partition) {
        Assigned state = assigned.get(partition);
        return state == null || state.lastStableOffset < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, state.lastStableOffset - state.position));
    }

    /**
     * When a partition was last asked and had nothing that the sink did not get, by {@link System#nanoTime}; empty if it
     * has more, or has not answered yet.
     */
    public OptionalLong caughtUpNs(int partition) {
        Assigned state = assigned.get(partition);
        return state == null || state.lastStableOffset < 0 || state.position < state.lastStableOffset
                ? OptionalLong.empty()
                : OptionalLong.of(state.askedNs);
    }

    /** Whether a broker answers. */
    public boolean isConnected() {
        return client.hasReadyNodes(time.milliseconds());
    }

    /**
     * Gives the sinks what has come, waiting for it if nothing has. Little of it goes to the first sink alone, on this
     * thread; of much each sink gets some, on a thread of its own. When it returns no other thread uses them.
     *
     * @param sinks one for each lane
     * @throws OutOfRange if a partition does not hold its position any more
     * @throws KafkaException if Kafka refuses for good
     */
    public void poll(Duration wait, List<? extends RecordSink> sinks) {
        if (!waiting.isEmpty()) {
            giveAll(sinks);
            return;
        }
        askAll();
        arrived.addAll(client.poll(arrived.isEmpty() ? wait.toMillis() : 0, time.milliseconds()));
        ClientResponse response = arrived.poll();
        if (response != null) {
            answered(response, sinks);
        }
    }

    /** Takes in what has come of the next answer. Without it the broker stops when the little that a socket holds is full. */
    private void receive() {
        arrived.addAll(client.poll(0, time.milliseconds()));
    }

    private void askAll() {
        Map<Node, List<Integer>> byLeader = new LinkedHashMap<>();
        boolean missing = false;
        for (int partition : assigned.keySet()) {
            Node leader = leaders.of(partition);
            if (leader == null) {
                missing = true;
            } else {
                byLeader.computeIfAbsent(leader, node -> new ArrayList<>()).add(partition);
            }
        }
        if (missing) {
            leaders.ask(time.milliseconds());
        }
        byLeader.forEach(this::ask);
    }

    private void ask(Node node, List<Integer> partitions) {
        long nowMs = time.milliseconds();
        if (flying.containsKey(node.id())) {
            return;
        }
        if (!client.ready(node, nowMs)) {
            if (client.connectionFailed(node)) {
                leaders.forget();
            }
            return;
        }
        // A broker fills its answer in the order of the request, so each time another partition comes first.
        Collections.rotate(partitions, turn++);
        Map<TopicPartition, FetchRequest.PartitionData> wanted = new LinkedHashMap<>();
        Map<Integer, Long> from = new HashMap<>();
        for (int partition : partitions) {
            long offset = state(partition).wanted;
            from.put(partition, offset);
            wanted.put(
                    new TopicPartition(topic, partition),
                    new FetchRequest.PartitionData(Uuid.ZERO_UUID, offset, -1, PARTITION_BYTES, Optional.empty()));
        }
        var builder = FetchRequest.Builder.forConsumer(NAMES, WAIT_MS, 1, wanted)
                .isolationLevel(IsolationLevel.READ_COMMITTED)
                .setMaxBytes(fetchBytes);
        ClientRequest request = client.newClientRequest(node.idString(), builder, nowMs, true, REQUEST_MS, null);
        flying.put(node.id(), new Fetch(request.correlationId(), from, generation, time.nanoseconds()));
        client.send(request, nowMs);
    }

    private void answered(ClientResponse response, List<? extends RecordSink> sinks) {
        if (response.authenticationException() != null) {
            throw response.authenticationException();
        }
        if (response.versionMismatch() != null) {
            throw response.versionMismatch();
        }
        if (leaders.answered(response)) {
            return;
        }
        Fetch fetch = flying.remove(Integer.parseInt(response.destination()));
        if (fetch == null || fetch.number != response.requestHeader().correlationId()) {
            throw new IllegalStateException("an answer to nothing from broker " + response.destination());
        }
        if (!(response.responseBody() instanceof FetchResponse answer)) {
            leaders.forget();
            return;
        }
        List<PartitionData> pieces = answer.data().responses().stream()
                .flatMap(topicAnswer -> topicAnswer.partitions().stream())
                .filter(piece -> isAwaited(fetch, piece.partitionIndex()))
                .toList();
        pieces.forEach(piece -> lookAhead(piece, fetch.sentNs));
        // The next answer travels while this one is taken, see receive.
        askAll();
        receive();
        pieces.forEach(piece -> waiting.add(new Piece(piece, generation)));
        giveAll(sinks);
    }

    private void giveAll(List<? extends RecordSink> sinks) {
        waiting.removeIf(this::isRefused);
        waiting.forEach(piece -> piece.isTaken.set(false));
        if (sinks.size() == 1 || waiting.stream().mapToLong(Piece::bytes).sum() < MUCH_BYTES) {
            give(0, sinks.getFirst());
        } else {
            crew.run(member -> give(member, sinks.get(member)));
        }
        waiting.removeIf(piece -> piece.isDone);
    }

    private void give(int member, RecordSink sink) {
        while (!sink.isFull()) {
            Optional<Piece> piece = next(member);
            if (piece.isEmpty()) {
                return;
            }
            piece.get().isDone = give(piece.get(), batches.get(member), sink);
        }
    }

    /** Mostly of the same partitions, whose series the member's part of the batch has already; else of any. */
    private Optional<Piece> next(int member) {
        return Stream.concat(
                        waiting.stream().filter(piece -> piece.partition() % crew.size() == member), waiting.stream())
                .filter(piece -> piece.isTaken.compareAndSet(false, true))
                .findFirst();
    }

    private boolean isAwaited(Fetch fetch, int partition) {
        Assigned state = assigned.get(partition);
        return state != null
                && state.generation <= fetch.generation
                && fetch.from.getOrDefault(partition, -1L) == state.wanted;
    }

    private void lookAhead(PartitionData piece, long sentNs) {
        Assigned state = assigned.get(piece.partitionIndex());
        if (state == null || piece.errorCode() != Errors.NONE.code()) {
            return;
        }
        state.wanted = batches.getFirst().next(records(piece), state.wanted);
        state.lastStableOffset = piece.lastStableOffset();
        state.askedNs = sentNs;
    }

    /** Whether there is nothing to be taken: the partition is another's by now, or the broker says no. */
    private boolean isRefused(Piece piece) {
        int partition = piece.data.partitionIndex();
        Assigned state = assigned.get(partition);
        if (state == null || state.generation > piece.generation) {
            return true;
        }
        Errors error = Errors.forCode(piece.data.errorCode());
        if (error != Errors.NONE) {
            refused(partition, state, error);
            return true;
        }
        return false;
    }

    /** True if it is done with: false if the sink became full within it. */
    private boolean give(Piece piece, CommittedBatches reader, RecordSink sink) {
        PartitionData data = piece.data;
        int partition = data.partitionIndex();
        Assigned state = state(partition);
        ByteBuffer records = records(data);
        if (!records.hasRemaining()) {
            return true;
        }
        sink.begin(partition);
        state.position = reader.read(
                records,
                state.position,
                data.abortedTransactions() == null ? List.of() : data.abortedTransactions(),
                sink);
        Unreadable damage = reader.unreadable();
        if (damage != null) {
            state.position = behind(damage, state, sink);
            // What was asked for beyond it is dropped when it comes: the broker knows better which transactions were
            // aborted than a damaged marker.
            state.wanted = state.position;
        }
        sink.end(partition, state.position);
        // Damaged bytes are asked for again, not read again.
        return damage != null || state.position >= reader.next(records, state.position);
    }

    /** Asks for it again, lest it was damaged on its way; then leaves it. */
    private long behind(Unreadable damage, Assigned state, RecordSink sink) {
        state.damages = damage.from() == state.damagedAt ? state.damages + 1 : 1;
        state.damagedAt = damage.from();
        // A whole batch is sent for sure only if its partition comes first in the answer.
        int enough = damage.reason() == Unreadable.Reason.CUT_OFF ? TRIES + 2 * assigned.size() : TRIES;
        if (state.damages < enough) {
            return damage.from();
        }
        sink.leave(damage);
        return damage.to() <= state.lastStableOffset ? damage.to() : damage.from() + 1;
    }

    private void refused(int partition, Assigned state, Errors error) {
        switch (error) {
            case OFFSET_OUT_OF_RANGE -> throw new OutOfRange(partition, state.position);
            case TOPIC_AUTHORIZATION_FAILED, UNSUPPORTED_COMPRESSION_TYPE, CORRUPT_MESSAGE ->
                throw error.exception("partition %d of %s at offset %d: %s"
                        .formatted(partition, topic, state.position, error.message()));
            // The leader has moved, or is about to.
            default -> leaders.forget();
        }
    }

    private static ByteBuffer records(PartitionData piece) {
        return ((MemoryRecords) FetchResponse.recordsOrFail(piece)).buffer();
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connections to Kafka", e);
        } finally {
            crew.close();
        }
        metrics.close();
    }
}
