package org.chengyun.engine.runner.loop;

import static org.apache.kafka.clients.consumer.ConsumerConfig.*;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of the engine's consumers. */
public final class ConsumerConfigs {
    private ConsumerConfigs() {}

    /** Kafka assigns partitions; what was read is known to the database alone, so nothing is ever committed to Kafka. */
    public static Map<String, Object> of(LoopSettings settings, String purpose) {
        Map<String, Object> config = new HashMap<>(common(settings, purpose));
        if (!settings.instance().isEmpty()) {
            config.put(GROUP_INSTANCE_ID_CONFIG, "%s-%s".formatted(settings.instance(), purpose));
        }
        return config;
    }

    private static Map<String, Object> common(LoopSettings settings, String purpose) {
        return Map.ofEntries(
                Map.entry(BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()),
                Map.entry(GROUP_ID_CONFIG, "chengyun-%s-%s".formatted(settings.job(), purpose)),
                Map.entry(CLIENT_ID_CONFIG, "chengyun-engine-" + purpose),
                Map.entry(ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(AUTO_OFFSET_RESET_CONFIG, "none"),
                Map.entry(ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(MAX_POLL_RECORDS_CONFIG, 20_000),
                Map.entry(FETCH_MAX_WAIT_MS_CONFIG, 100),
                Map.entry(FETCH_MAX_BYTES_CONFIG, 16 << 20),
                Map.entry(MAX_PARTITION_FETCH_BYTES_CONFIG, 2 << 20),
                // An instance that was killed gives its partitions free after this time.
                Map.entry(SESSION_TIMEOUT_MS_CONFIG, 10_000),
                // So soon a topic that did not exist at the start is found.
                Map.entry(METADATA_MAX_AGE_CONFIG, 10_000));
    }
}
