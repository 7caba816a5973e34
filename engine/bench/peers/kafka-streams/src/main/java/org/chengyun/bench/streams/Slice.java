package org.chengyun.bench.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.chengyun.engine.bench.contest.Moments;
import org.jspecify.annotations.Nullable;

/** What is kept of a span of time: speeds and volume, and the road where the key does not tell it. Mutable. */
final class Slice {
    private static final int FIXED_BYTES = 6 * Long.BYTES;

    String road = "";
    Moments speed = new Moments();
    long volume;

    Slice add(TrafficReading reading) {
        speed.add(reading.speed());
        volume += reading.volume();
        return this;
    }

    Slice merge(Slice that) {
        speed.merge(that.speed);
        volume += that.volume;
        return this;
    }

    static Serde<Slice> serde() {
        Serializer<@Nullable Slice> writer = (topic, slice) -> slice == null ? null : slice.toBytes();
        Deserializer<@Nullable Slice> reader = (topic, bytes) -> bytes == null ? null : fromBytes(bytes);
        return Serdes.serdeFrom(writer, reader);
    }

    private byte[] toBytes() {
        byte[] name = road.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + name.length)
                .putLong(speed.n)
                .putDouble(speed.mean)
                .putDouble(speed.m2)
                .putDouble(speed.min)
                .putDouble(speed.max)
                .putLong(volume)
                .put(name)
                .array();
    }

    private static Slice fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        var slice = new Slice();
        slice.speed.n = buffer.getLong();
        slice.speed.mean = buffer.getDouble();
        slice.speed.m2 = buffer.getDouble();
        slice.speed.min = buffer.getDouble();
        slice.speed.max = buffer.getDouble();
        slice.volume = buffer.getLong();
        slice.road = new String(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES, StandardCharsets.UTF_8);
        return slice;
    }
}
