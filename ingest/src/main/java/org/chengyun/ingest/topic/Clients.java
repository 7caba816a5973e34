package org.chengyun.ingest.topic;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.chengyun.ingest.feed.TopicFeed;

/** How a feed's clients are set up; what its file says about security counts, what this says counts more. */
final class Clients {
    /** A record may be as large as the largest that ingest keeps. */
    private static final int PARTITION_BYTES = 4 << 20;

    private static final int FETCH_BYTES = 16 << 20;
    private static final int WORTH_FETCHING_BYTES = 1 << 20;
    private static final int LINGER_MS = 200;
    /** Of one partition before others have their turn. */
    private static final int RECORDS = 10_000;

    private static final int SESSION_MS = 10_000;
    private static final int HEARTBEAT_MS = 3_000;
    private static final int ANSWER_MS = 10_000;

    private Clients() {}

    /**
     * Of a consumer.
     *
     * @param instance name of this process among several that take the same feed; empty if it is the only one
     * @throws IOException if the feed's file cannot be read
     */
    static Map<String, Object> consumer(TopicFeed feed, String servers, String instance) throws IOException {
        Map<String, Object> config = common(feed, servers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, feed.group());
        // the member keeps its name over a restart, and by that its partitions: nobody waits for the dead one
        config.put(
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                "chengyun-" + feed.id() + (instance.isEmpty() ? "" : "-" + instance));
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_FETCHING_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LINGER_MS);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
        return config;
    }

    /**
     * Of an administrator's client, which only asks.
     *
     * @throws IOException if the feed's file cannot be read
     */
    static Map<String, Object> admin(TopicFeed feed, String servers) throws IOException {
        Map<String, Object> config = common(feed, servers);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS / 2);
        return config;
    }

    private static Map<String, Object> common(TopicFeed feed, String servers) throws IOException {
        Map<String, Object> config = new HashMap<>();
        if (feed.clientFile() != null) {
            var properties = new Properties();
            try (Reader reader = Files.newBufferedReader(feed.clientFile())) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> config.put(name, properties.getProperty(name)));
        }
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "chengyun-ingest-" + feed.id());
        return config;
    }
}
