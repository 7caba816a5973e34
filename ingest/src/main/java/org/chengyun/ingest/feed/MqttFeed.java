package org.chengyun.ingest.feed;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Topics of an MQTT broker.
 *
 * @param encrypted true for TLS
 * @param topics topic filters
 * @param group of a shared subscription; empty for one of its own
 * @param version of the protocol
 * @param client name of the session; empty for one made of the feed's id
 * @param window how many messages may be under way, not acknowledged yet
 * @param user empty if the broker asks for none
 * @param passwordFile whose first line is the password; null if there is none
 */
public record MqttFeed(
        Feed feed,
        String host,
        int port,
        boolean encrypted,
        TlsFiles tls,
        List<String> topics,
        String group,
        Version version,
        String client,
        int window,
        String user,
        @Nullable Path passwordFile)
        implements FeedDefinition {
    public MqttFeed {
        topics = List.copyOf(topics);
    }

    /** Versions of MQTT. */
    public enum Version {
        V3_1_1,
        V5
    }
}
