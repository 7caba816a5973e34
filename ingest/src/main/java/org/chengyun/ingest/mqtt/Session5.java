package org.chengyun.ingest.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A session of MQTT 5. The broker is told how many messages it may have under way. */
final class Session5 implements Session {
    private final Settings settings;
    private final Mqtt5AsyncClient client;

    Session5(Settings settings, Listener listener, Executor executor) throws IOException {
        this.settings = settings;
        var builder = settings.applyTo(MqttClient.builder().useMqttVersion5(), listener);
        if (!settings.feed().user().isEmpty()) {
            builder = builder.simpleAuth(Mqtt5SimpleAuth.builder()
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
        return client.connect(Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(Settings.SESSION.toSeconds())
                .restrictions(Mqtt5ConnectRestrictions.builder()
                        .receiveMaximum(settings.feed().window())
                        .build())
                .build());
    }

    @Override
    public CompletableFuture<?> subscribe() {
        List<Mqtt5Subscription> subscriptions = settings.filters().stream()
                .map(filter -> Mqtt5Subscription.builder()
                        .topicFilter(filter)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        // what is retained was counted when this session began
                        .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                        .build())
                .toList();
        return client.subscribe(
                Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build());
    }

    @Override
    public CompletableFuture<?> disconnect() {
        // without an expiry of its own: the session stays as long as the connection asked for
        return client.disconnect();
    }
}
