package org.chengyun.ingest.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A session of MQTT 3.1.1. How many messages are under way is the broker's own setting. */
final class Session3 implements Session {
    private final Settings settings;
    private final Mqtt3AsyncClient client;

    Session3(Settings settings, Listener listener, Executor executor) throws IOException {
        this.settings = settings;
        var builder = settings.applyTo(MqttClient.builder().useMqttVersion3(), listener);
        if (!settings.feed().user().isEmpty()) {
            builder = builder.simpleAuth(Mqtt3SimpleAuth.builder()
                    .username(settings.feed().user())
                    .password(settings.password().getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        this.client = builder.buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> listener.message(
                        message.getTopic().toString(), message.getPayloadAsBytes(), message::acknowledge),
                executor,
                true);
    }

    @Override
    public CompletableFuture<?> connect() {
        return client.connect(Mqtt3Connect.builder().cleanSession(false).build());
    }

    @Override
    public CompletableFuture<?> subscribe() {
        List<Mqtt3Subscription> subscriptions = settings.filters().stream()
                .map(filter -> Mqtt3Subscription.builder()
                        .topicFilter(filter)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build())
                .toList();
        return client.subscribe(
                Mqtt3Subscribe.builder().addSubscriptions(subscriptions).build());
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }
}
