package org.chengyun.engine.runner.log;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.jspecify.annotations.Nullable;

/** Knows which broker leads which partition of a topic, and asks again when that was wrong. Not thread-safe. */
final class Leaders {
    private static final int REQUEST_MS = 5_000;
    private static final long BACK_OFF_MS = 200;

    private final KafkaClient client;
    private final ManualMetadataUpdater nodes;
    private final String topic;
    private final List<Node> first = new ArrayList<>();
    private Cluster cluster = Cluster.empty();
    /** Number of the question that is on its way; −1 if none is. */
    private int question = -1;

    private long nextMs;
    private int turn;

    Leaders(KafkaClient client, ManualMetadataUpdater nodes, List<InetSocketAddress> bootstrap, String topic) {
        this.client = client;
        this.nodes = nodes;
        this.topic = topic;
        for (InetSocketAddress address : bootstrap) {
            // Ids that no broker has.
            first.add(new Node(-1 - first.size(), address.getHostString(), address.getPort()));
        }
        nodes.setNodes(first);
    }

    @Nullable
    Node of(int partition) {
        return cluster.leaderFor(new TopicPartition(topic, partition));
    }

    /** Nothing is believed until the next answer. */
    void forget() {
        cluster = Cluster.empty();
    }

    /** Asks the next broker that is reachable, if it is time to. */
    void ask(long nowMs) {
        if (question >= 0 || nowMs < nextMs) {
            return;
        }
        Node node = nextReady(nowMs);
        if (node == null) {
            return;
        }
        nextMs = nowMs + BACK_OFF_MS;
        var request = client.newClientRequest(
                node.idString(), new MetadataRequest.Builder(List.of(topic), false), nowMs, true, REQUEST_MS, null);
        question = request.correlationId();
        client.send(request, nowMs);
    }

    private @Nullable Node nextReady(long nowMs) {
        List<Node> known = nodes.fetchNodes();
        for (int i = 0; i < known.size(); i++) {
            Node node = known.get(turn++ % known.size());
            if (client.ready(node, nowMs)) {
                return node;
            }
        }
        return null;
    }

    /** Takes the answer to its question; false if this is the answer to another. */
    boolean answered(ClientResponse response) {
        if (response.requestHeader().correlationId() != question) {
            return false;
        }
        question = -1;
        if (response.responseBody() instanceof MetadataResponse answer) {
            cluster = answer.buildCluster();
            Set<Node> known = new LinkedHashSet<>(cluster.nodes());
            // All brokers may have moved since: the ones to begin with are never forgotten.
            known.addAll(first);
            nodes.setNodes(List.copyOf(known));
        }
        return true;
    }
}
