package org.chengyun.bench.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.chengyun.engine.bench.contest.Request;

/** One request. */
record PortalRequest(long eventTimeMs, String service, int status, int bytes) implements Folded {
    private static final int FIXED_BYTES = 16;

    @Override
    public String key() {
        return service;
    }

    @Override
    public String group() {
        return service;
    }

    @Override
    public void addTo(Slice slice) {
        slice.speed.add(bytes);
        slice.volume++;
        slice.addView(status / 100 - 2);
    }

    /** Reads log lines. */
    static Serde<PortalRequest> lines() {
        Deserializer<PortalRequest> reader = (topic, line) -> {
            var request = new Request();
            request.read(line);
            return new PortalRequest(request.eventTimeMs, request.service(), request.status, request.size);
        };
        return Serdes.serdeFrom(writer(), reader);
    }

    /** For repartition topics. */
    static Serde<PortalRequest> compact() {
        Deserializer<PortalRequest> reader = (topic, bytes) -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new PortalRequest(
                    buffer.getLong(0),
                    new String(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES, StandardCharsets.UTF_8),
                    buffer.getInt(8),
                    buffer.getInt(12));
        };
        return Serdes.serdeFrom(writer(), reader);
    }

    private static Serializer<PortalRequest> writer() {
        return (topic, request) -> {
            byte[] name = request.service.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(FIXED_BYTES + name.length)
                    .putLong(request.eventTimeMs)
                    .putInt(request.status)
                    .putInt(request.bytes)
                    .put(name)
                    .array();
        };
    }

    /** The event time that the line itself tells. */
    static final class EventTime implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> message, long partitionTimeMs) {
            return message.value() instanceof PortalRequest request ? request.eventTimeMs() : message.timestamp();
        }
    }
}
