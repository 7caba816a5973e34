package org.chengyun.bench.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The largest few of a window. Exact although it forgets the others: a key's volume only grows, so one that belongs here
 * in the end comes back with its last update at the latest. Mutable.
 */
final class TopList {
    private static final int PLACES = 10;
    private static final Comparator<Entry> ORDER =
            Comparator.<Entry>comparingLong(entry -> -entry.volume).thenComparing(Entry::key);

    final List<Entry> entries = new ArrayList<>();

    record Entry(String key, long volume) {}

    TopList put(Entry entry) {
        entries.removeIf(old -> old.key.equals(entry.key));
        entries.add(entry);
        entries.sort(ORDER);
        if (entries.size() > PLACES) {
            entries.removeLast();
        }
        return this;
    }

    static Serde<TopList> serde() {
        Serializer<@Nullable TopList> writer = (topic, list) -> list == null ? null : list.toBytes();
        Deserializer<@Nullable TopList> reader = (topic, bytes) -> bytes == null ? null : fromBytes(bytes);
        return Serdes.serdeFrom(writer, reader);
    }

    static Serde<Entry> entrySerde() {
        Serializer<@Nullable Entry> writer = (topic, entry) ->
                entry == null ? null : new TopList().put(entry).toBytes();
        Deserializer<@Nullable Entry> reader = (topic, bytes) ->
                bytes == null ? null : fromBytes(bytes).entries.getFirst();
        return Serdes.serdeFrom(writer, reader);
    }

    private byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * PLACES);
        for (Entry entry : entries) {
            byte[] name = entry.key.getBytes(StandardCharsets.UTF_8);
            buffer.putLong(entry.volume).put((byte) name.length).put(name);
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static TopList fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        var list = new TopList();
        while (buffer.hasRemaining()) {
            long volume = buffer.getLong();
            byte[] name = new byte[buffer.get()];
            buffer.get(name);
            list.entries.add(new Entry(new String(name, StandardCharsets.UTF_8), volume));
        }
        return list;
    }
}
