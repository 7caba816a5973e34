package org.chengyun.ingest.outbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Two requests that Kafka's clients know but do not offer: a commit marker, and the end of a transaction without the
 * begin of the next. Rare, so each takes a connection of its own. Thread-safe.
 */
final class BrokerRequests {
    private static final int REQUEST_MS = 5_000;

    private final AdminClientConfig config;

    /** @param config of an administrator's client */
    BrokerRequests(Map<String, Object> config) {
        this.config = new AdminClientConfig(config);
    }

    /** A marker for one partition. */
    record Marker(OpenTransaction open, Ending.Decided ending) {
        @Override
        public String toString() {
            return ending.result() + " of " + open;
        }

        private WritableTxnMarker data() {
            return new WritableTxnMarker()
                    .setProducerId(open.producerId())
                    .setProducerEpoch(ending.epoch())
                    .setCoordinatorEpoch(open.coordinatorEpoch())
                    .setTransactionResult(ending.result() == TransactionResult.COMMIT)
                    .setTopics(List.of(new WritableTxnMarkerTopic()
                            .setName(open.partition().topic())
                            .setPartitionIndexes(
                                    new ArrayList<>(List.of(open.partition().partition())))));
        }
    }

    /**
     * Writes markers to the partitions that {@code leader} leads.
     *
     * @throws KafkaException if one of them was not written; it may also be that the others were
     */
    void write(Node leader, List<Marker> markers) {
        var data = new WriteTxnMarkersRequestData()
                .setMarkers(markers.stream().map(Marker::data).toList());
        var response = (WriteTxnMarkersResponse) send(leader, new WriteTxnMarkersRequest.Builder(data));
        response.errorsByProducerId()
                .values()
                .forEach(partitions -> partitions.values().forEach(Errors::maybeThrow));
    }

    /**
     * Tells the coordinator to abort the ongoing transaction, and answers before it is done. A public client would wait
     * and then begin anew, and by that wipe out what was decided.
     */
    void abortOngoing(Node coordinator, String transactionalId, int transactionTimeoutMs) {
        var data = new InitProducerIdRequestData()
                .setTransactionalId(transactionalId)
                .setTransactionTimeoutMs(transactionTimeoutMs);
        var response = (InitProducerIdResponse) send(coordinator, new InitProducerIdRequest.Builder(data));
        if (response.error() != Errors.CONCURRENT_TRANSACTIONS) {
            response.error().maybeThrow();
        }
    }

    private AbstractResponse send(Node node, AbstractRequest.Builder<?> request) {
        try (var metrics = new Metrics();
                var client = ClientUtils.createNetworkClient(
                        config,
                        config.getString(AdminClientConfig.CLIENT_ID_CONFIG),
                        metrics,
                        "chengyun-ingest",
                        new LogContext(),
                        new ApiVersions(),
                        Time.SYSTEM,
                        1,
                        REQUEST_MS,
                        null,
                        new ManualMetadataUpdater(),
                        new DefaultHostResolver(),
                        null,
                        null)) {
            if (!NetworkClientUtils.awaitReady(client, node, Time.SYSTEM, REQUEST_MS)) {
                throw new KafkaException("broker %s cannot be reached".formatted(node));
            }
            var sent = client.newClientRequest(node.idString(), request, Time.SYSTEM.milliseconds(), true);
            return NetworkClientUtils.sendAndReceive(client, sent, Time.SYSTEM).responseBody();
        } catch (IOException e) {
            throw new KafkaException("broker %s does not answer: %s".formatted(node, e.getMessage()), e);
        }
    }
}
