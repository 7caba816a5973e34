package org.chengyun.ingest.mqtt;

import com.hivemq.client.mqtt.MqttClientBuilderBase;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientAutoReconnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chengyun.ingest.feed.MqttFeed;
import org.chengyun.ingest.tls.PemStores;
import org.jspecify.annotations.Nullable;

/**
 * What both versions of the protocol are told alike.
 *
 * @param client name of the session at the broker
 * @param password empty for none
 */
record Settings(MqttFeed feed, String client, String password) {
    /** How long the broker keeps what comes while we are away. */
    static final Duration SESSION = Duration.ofDays(7);

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

    /**
     * Reads the password.
     *
     * @param instance name of this process among several; empty if it is the only one
     */
    static Settings of(MqttFeed feed, String instance) throws IOException {
        String own = "chengyun-" + feed.id();
        String name = feed.client().isEmpty() ? own : feed.client();
        return new Settings(feed, name + (instance.isEmpty() ? "" : "-" + instance), password(feed.passwordFile()));
    }

    private static String password(@Nullable Path file) throws IOException {
        if (file == null) {
            return "";
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    /** The filters as they are subscribed to. */
    List<String> filters() {
        String group = feed.group();
        return group.isEmpty()
                ? feed.topics()
                : feed.topics().stream()
                        .map(topic -> "$share/%s/%s".formatted(group, topic))
                        .toList();
    }

    /** @throws IOException if the files for TLS cannot be used */
    <B extends MqttClientBuilderBase<B>> B applyTo(B builder, Session.Listener listener) throws IOException {
        B set = builder.identifier(client)
                .serverHost(feed.host())
                .serverPort(feed.port())
                .automaticReconnect(MqttClientAutoReconnect.builder()
                        .initialDelay(FIRST_DELAY.toMillis(), TimeUnit.MILLISECONDS)
                        .maxDelay(LONGEST_DELAY.toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .addConnectedListener(context -> listener.connected())
                .addDisconnectedListener(context -> listener.disconnected(Refusal.told(context.getCause())));
        return feed.encrypted() ? set.sslConfig(tls()) : set;
    }

    private MqttClientSslConfig tls() throws IOException {
        return MqttClientSslConfig.builder()
                .keyManagerFactory(PemStores.keys(feed.tls()))
                .trustManagerFactory(PemStores.trusted(feed.tls()))
                .build();
    }
}
