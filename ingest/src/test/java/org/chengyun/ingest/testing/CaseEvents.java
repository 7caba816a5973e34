package org.chengyun.ingest.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.chengyun.datasets.catalogue.Dataset;

/** The events of cases that feeds brought to Kafka. */
public final class CaseEvents {
    private static final int HEADER_BYTES = 10;
    private static final List<String> ACTIONS = List.of("opened", "changed", "closed", "reopened");

    private CaseEvents() {}

    /** {@code case action time} of each committed event of these feeds. */
    public static List<String> of(Collection<String> feeds) {
        Dataset dataset = Definitions.dataset("events");
        List<String> events = new ArrayList<>();
        for (String feed : new TreeSet<>(feeds)) {
            for (ConsumerRecord<byte[], byte[]> entry : Broker.committed(dataset.topic(), feed)) {
                events.add(event(ByteBuffer.wrap(entry.value())));
            }
        }
        return events;
    }

    /** The first three fields: time, case, action, behind Avro's header. */
    private static String event(ByteBuffer bytes) {
        bytes.position(HEADER_BYTES);
        long at = varint(bytes);
        String id = text(bytes);
        return "%s %s %d".formatted(id, text(bytes), at);
    }

    private static String text(ByteBuffer bytes) {
        byte[] utf8 = new byte[(int) varint(bytes)];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        byte next;
        int shift = 0;
        do {
            next = bytes.get();
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return (value >>> 1) ^ -(value & 1);
    }

    /** How many of each kind: opened, changed, closed, reopened. */
    public static long[] counts(List<String> events) {
        return ACTIONS.stream()
                .mapToLong(action -> events.stream()
                        .filter(event -> event.contains(" " + action + " "))
                        .count())
                .toArray();
    }

    /** Those that occur more than once. */
    public static Set<String> repeated(List<String> events) {
        Set<String> seen = new TreeSet<>();
        Set<String> repeated = new TreeSet<>();
        events.stream().filter(event -> !seen.add(event)).forEach(repeated::add);
        return repeated;
    }
}
