package org.chengyun.bench.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.chengyun.engine.bench.contest.Reading;

/** One reading. */
record TrafficReading(long eventTimeMs, String sensor, String road, double speed, int volume) implements Folded {
    @Override
    public String key() {
        return sensor;
    }

    @Override
    public String group() {
        return road;
    }

    @Override
    public void addTo(Slice slice) {
        slice.speed.add(speed);
        slice.volume += volume;
    }

    /** Decodes by hand. Thread-safe: all threads of Streams share one. */
    static final class Decoder implements Deserializer<TrafficReading> {
        @Override
        public TrafficReading deserialize(String topic, byte[] bytes) {
            var reading = new Reading();
            reading.read(bytes);
            return new TrafficReading(
                    reading.eventTimeMs, reading.sensor(), reading.road(), reading.speed, reading.volume);
        }
    }

    /** For repartition topics: the same JSON would be dear, so this is the shortest form that a user would write. */
    static final class Encoder implements Serializer<TrafficReading> {
        @Override
        public byte[] serialize(String topic, TrafficReading reading) {
            byte[] sensor = reading.sensor.getBytes(StandardCharsets.UTF_8);
            byte[] road = reading.road.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(21 + sensor.length + road.length)
                    .putLong(reading.eventTimeMs)
                    .putDouble(reading.speed)
                    .putInt(reading.volume)
                    .put((byte) sensor.length)
                    .put(sensor)
                    .put(road)
                    .array();
        }
    }

    /** The reverse of {@link Encoder}. */
    static final class CompactDecoder implements Deserializer<TrafficReading> {
        @Override
        public TrafficReading deserialize(String topic, byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long eventTimeMs = buffer.getLong();
            double speed = buffer.getDouble();
            int volume = buffer.getInt();
            int length = buffer.get();
            String sensor = new String(bytes, 21, length, StandardCharsets.UTF_8);
            String road = new String(bytes, 21 + length, bytes.length - 21 - length, StandardCharsets.UTF_8);
            return new TrafficReading(eventTimeMs, sensor, road, speed, volume);
        }
    }

    /** The event time that the reading itself tells. */
    static final class EventTime implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> message, long partitionTimeMs) {
            return message.value() instanceof TrafficReading reading ? reading.eventTimeMs() : message.timestamp();
        }
    }
}
