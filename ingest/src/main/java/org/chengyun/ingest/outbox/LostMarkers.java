package org.chengyun.ingest.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the markers that Kafka lost (ADR 005). Without them nobody can read past the transaction: neither we our
 * positions, nor the engine its observations. Thread-safe.
 */
final class LostMarkers {
    private static final Logger LOG = Logger.getLogger(LostMarkers.class);
    /** A coordinator that was just elected knows nothing before it has read its log. */
    private static final Duration UNCLAIMED = Duration.ofSeconds(30);

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Admin admin;
    private final BrokerRequests requests;
    private final Set<String> topics;
    private final ReentrantLock healing = new ReentrantLock();
    private final Map<OpenTransaction, Long> unclaimedSinceNanos = new HashMap<>();
    private volatile List<Undecided> undecided = List.of();

    LostMarkers(Admin admin, BrokerRequests requests, Set<String> topics) {
        this.admin = admin;
        this.requests = requests;
        this.topics = topics;
    }

    /** What a person has to end, as of the last look. */
    List<Undecided> undecided() {
        return undecided;
    }

    /**
     * Looks at every transaction that is open in our topics, and ends those that Kafka holds for ended.
     *
     * @return what is open yet and may still end by itself
     * @throws KafkaException if Kafka does not answer; trying again is safe
     */
    Set<OpenTransaction> heal() {
        healing.lock();
        try {
            Map<TopicPartition, Node> leaders = leaders();
            Set<OpenTransaction> open = new HashSet<>(OpenTransaction.in(admin, leaders.keySet()));
            List<Undecided> left = heal(open, leaders);
            if (!left.isEmpty() && !left.equals(undecided)) {
                LOG.warn(Undecided.message(left));
            }
            undecided = left;
            return open;
        } finally {
            healing.unlock();
        }
    }

    /** @param open what ended or needs a person is removed */
    private List<Undecided> heal(Set<OpenTransaction> open, Map<TopicPartition, Node> leaders) {
        Map<Long, Coordinated> before = coordinated(open);
        Set<OpenTransaction> suspects = new HashSet<>(open);
        suspects.removeIf(tx -> Ending.of(tx, before.get(tx.producerId())) instanceof Ending.Running);
        unclaimedSinceNanos.keySet().retainAll(suspects);
        if (suspects.isEmpty()) {
            return List.of();
        }
        // Once the coordinator says complete it holds the markers for written, so what is open after that has lost its
        // own; unless a new transaction began meanwhile, but then the coordinator's answer has changed.
        long lookedNanos = System.nanoTime();
        open.retainAll(OpenTransaction.in(admin, leaders.keySet()));
        suspects.retainAll(open);
        Map<Long, Coordinated> after = coordinated(suspects);
        suspects.removeIf(tx -> !Objects.equals(before.get(tx.producerId()), after.get(tx.producerId())));
        List<Undecided> left = undecided(suspects, after, lookedNanos);
        left.forEach(one -> open.remove(one.open()));
        // a process that was suspended here might find that another one has healed, and gone on in the same epoch
        if (System.nanoTime() - lookedNanos < FRESH.toNanos()) {
            markers(suspects, after, leaders).forEach((leader, markers) -> {
                left.addAll(write(leader, markers));
                markers.forEach(marker -> open.remove(marker.open()));
            });
        }
        return List.copyOf(left);
    }

    private List<Undecided> undecided(
            Set<OpenTransaction> suspects, Map<Long, Coordinated> coordinated, long lookedNanos) {
        List<Undecided> left = new ArrayList<>();
        for (OpenTransaction tx : suspects) {
            Ending ending = Ending.of(tx, coordinated.get(tx.producerId()));
            if (ending instanceof Ending.Unknown unknown) {
                left.add(Undecided.forgotten(tx, unknown.why()));
            } else if (ending instanceof Ending.Unclaimed) {
                long since = unclaimedSinceNanos.computeIfAbsent(tx, first -> lookedNanos);
                if (lookedNanos - since > UNCLAIMED.toNanos()) {
                    left.add(Undecided.forgotten(tx, "no transactional id has its producer"));
                }
            }
        }
        return left;
    }

    private static Map<Node, List<BrokerRequests.Marker>> markers(
            Set<OpenTransaction> suspects, Map<Long, Coordinated> coordinated, Map<TopicPartition, Node> leaders) {
        Map<Node, List<BrokerRequests.Marker>> markers = new HashMap<>();
        for (OpenTransaction tx : suspects) {
            if (Ending.of(tx, coordinated.get(tx.producerId())) instanceof Ending.Decided decided) {
                markers.computeIfAbsent(leader(leaders.get(tx.partition()), tx.partition()), at -> new ArrayList<>())
                        .add(new BrokerRequests.Marker(tx, decided));
            }
        }
        return markers;
    }

    private List<Undecided> write(Node leader, List<BrokerRequests.Marker> markers) {
        try {
            requests.write(leader, markers);
        } catch (ClusterAuthorizationException e) {
            return markers.stream().map(Undecided::forbidden).toList();
        }
        LOG.warnf("Kafka had lost ends of transactions; wrote them again: %s", markers);
        return List.of();
    }

    private Map<Long, Coordinated> coordinated(Collection<OpenTransaction> open) {
        Set<Long> producers = open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
        return producers.isEmpty() ? Map.of() : Coordinated.ofProducers(admin, producers);
    }

    private Map<TopicPartition, Node> leaders() {
        Map<TopicPartition, Node> leaders = new HashMap<>();
        for (TopicDescription topic :
                Answer.of(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().forEach(info -> {
                var partition = new TopicPartition(topic.name(), info.partition());
                leaders.put(partition, leader(info.leader(), partition));
            });
        }
        return leaders;
    }

    private static Node leader(@Nullable Node leader, TopicPartition partition) {
        if (leader == null || leader.isEmpty()) {
            throw new KafkaException(partition + " has no leader");
        }
        return leader;
    }
}
