package org.chengyun.ingest.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Open311 documents that show the cases of a made-up city at some hour of a made-up day. */
public final class CaseDocument {
    public static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
    private static final int CHANGED_AFTER = 2;
    private static final int CLOSED_AFTER = 4;
    private static final int REOPENED_AFTER = 6;

    private CaseDocument() {}

    /** Cases {@code from} to {@code to} as they stand; case i is opened in hour i mod 24, changed, closed, and each third reopened. */
    public static byte[] at(int hour, int from, int to) {
        return document(items(hour, from, to));
    }

    /** A case as it stands. */
    public record Item(Instant updated, String json) {}

    /** The cases that are open by then, or were. */
    public static List<Item> items(int hour, int from, int to) {
        List<Item> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int age = hour - i % 24;
            if (age >= 0) {
                items.add(item(i, age));
            }
        }
        return items;
    }

    public static byte[] document(List<Item> items) {
        return items.stream()
                .map(Item::json)
                .collect(Collectors.joining(",\n", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Item item(int i, int age) {
        Instant opened = BEGIN.plusSeconds(3600L * (i % 24));
        boolean reopened = i % 3 == 0 && age >= REOPENED_AFTER;
        boolean closed = age >= CLOSED_AFTER && !reopened;
        int step = reopened ? REOPENED_AFTER : closed ? CLOSED_AFTER : age >= CHANGED_AFTER ? CHANGED_AFTER : 0;
        Instant updated = opened.plusSeconds(3600L * step);
        String json = """
                {"service_request_id":"case-%d","status":"%s","requested_datetime":"%s","updated_datetime":"%s","service_name":"Pothole"}""".formatted(i, closed ? "closed" : "open", opened, updated);
        return new Item(updated, json);
    }

    /** How many events of each kind the cases had by then, if each hour was seen: opened, changed, closed, reopened. */
    public static long[] events(int hour, int from, int to) {
        long[] events = new long[4];
        for (int i = from; i < to; i++) {
            int age = hour - i % 24;
            events[0] += age >= 0 ? 1 : 0;
            events[1] += age >= CHANGED_AFTER ? 1 : 0;
            events[2] += age >= CLOSED_AFTER ? 1 : 0;
            events[3] += i % 3 == 0 && age >= REOPENED_AFTER ? 1 : 0;
        }
        return events;
    }
}
