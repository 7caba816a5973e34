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
    private static final int FIXED_BYTES = 6 * Long.BYTES + 1;
    private static final int CLASSES = 4;
    private static final long[] NONE = {};

    String road = "";
    Moments speed = new Moments();
    long volume;
    /** Views answered with 2xx, 3xx, 4xx, 5xx; empty for traffic. */
    long[] classes = NONE;

    Slice add(Folded folded) {
        folded.addTo(this);
        return this;
    }

    void addView(int statusClass) {
        if (classes.length == 0) {
            classes = new long[CLASSES];
        }
        classes[statusClass]++;
    }

    Slice merge(Slice that) {
        speed.merge(that.speed);
        volume += that.volume;
        if (that.classes.length > 0) {
            classes = classes.length == 0 ? new long[CLASSES] : classes;
            for (int c = 0; c < CLASSES; c++) {
                classes[c] += that.classes[c];
            }
        }
        return this;
    }

    static Serde<Slice> serde() {
        Serializer<@Nullable Slice> writer = (topic, slice) -> slice == null ? null : slice.toBytes();
        Deserializer<@Nullable Slice> reader = (topic, bytes) -> bytes == null ? null : fromBytes(bytes);
        return Serdes.serdeFrom(writer, reader);
    }

    private byte[] toBytes() {
        byte[] name = road.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES + classes.length * Long.BYTES + name.length)
                .putLong(speed.n)
                .putDouble(speed.mean)
                .putDouble(speed.m2)
                .putDouble(speed.min)
                .putDouble(speed.max)
                .putLong(volume)
                .put((byte) classes.length);
        for (long count : classes) {
            buffer.putLong(count);
        }
        return buffer.put(name).array();
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
        slice.classes = buffer.get() == 0 ? NONE : new long[CLASSES];
        for (int c = 0; c < slice.classes.length; c++) {
            slice.classes[c] = buffer.getLong();
        }
        slice.road = new String(bytes, buffer.position(), buffer.remaining(), StandardCharsets.UTF_8);
        return slice;
    }
}
