package org.chengyun.ingest.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Comparison with a truth file. */
public final class Truth {
    private Truth() {}

    public static Map<String, Long> counts(JsonNode node) {
        Map<String, Long> counts = new TreeMap<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            counts.put(name, node.get(name).asLong());
        }
        return counts;
    }

    public static void mustEqual(Map<String, Statistics> actual, JsonNode truth, String what) {
        TreeSet<String> names = new TreeSet<>();
        truth.fieldNames().forEachRemaining(names::add);
        assertThat(new TreeSet<>(actual.keySet())).as(what).isEqualTo(names);
        actual.forEach((key, statistics) -> statistics.mustEqual(truth.get(key), what + " " + key));
    }

    /** The top of a count, as the truth files write it: by count descending, then by key. */
    public static Map<String, Long> top(Map<String, Long> counts, int n) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(n)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    public static Map<String, Long> pairs(JsonNode list) {
        Map<String, Long> pairs = new TreeMap<>();
        list.forEach(pair -> pairs.put(pair.get(0).asText(), pair.get(1).asLong()));
        return pairs;
    }
}
