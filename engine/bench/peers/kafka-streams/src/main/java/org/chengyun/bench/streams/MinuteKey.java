package org.chengyun.bench.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A minute of a sensor or road. Its bytes sort by time, so that a store's range is a span of time. */
record MinuteKey(long startMs, String name) {
    static Serde<MinuteKey> serde() {
        return Serdes.serdeFrom(
                (topic, key) -> {
                    byte[] text = key.name.getBytes(StandardCharsets.UTF_8);
                    return ByteBuffer.allocate(Long.BYTES + text.length)
                            .putLong(key.startMs)
                            .put(text)
                            .array();
                },
                (topic, bytes) -> new MinuteKey(
                        ByteBuffer.wrap(bytes).getLong(),
                        new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8)));
    }
}
