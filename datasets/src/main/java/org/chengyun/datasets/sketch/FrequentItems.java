package org.chengyun.datasets.sketch;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent of very many texts, from {@value #CAPACITY} counters: the summary of Misra and Gries (1982), merged as in
 * Agarwal, Cormode, Huang, Phillips, Wei and Yi ("Mergeable summaries", PODS 2012). Immutable.
 *
 * <p>A text that occurred f times has a counter c with c ≤ f ≤ c + {@link #error}, or none, and then f ≤ error. The error is
 * at most n / 1,025 of n occurrences, guaranteed, whatever came in whatever order and parts. Other than with a
 * {@link Sketch}, the counters depend on the parts once more than {@value #CAPACITY} different texts came; before that
 * everything is exact.
 */
public final class FrequentItems {
    public static final int CAPACITY = 1024;

    private static final Comparator<Item> ORDER =
            Comparator.comparingLong(Item::count).reversed().thenComparing(Item::text);

    private final List<Item> items;
    private final long error;
    private final long n;

    private FrequentItems(Map<String, Long> counts, long error, long n) {
        this.items = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .sorted(ORDER)
                .toList();
        this.error = error;
        this.n = n;
    }

    /**
     * A counter.
     *
     * @param count positive
     */
    public record Item(String text, long count) {}

    /** Of exact counts, however many. */
    public static FrequentItems of(Map<String, Long> counts) {
        long n = counts.values().stream().mapToLong(Long::longValue).sum();
        return pruned(counts, 0, n);
    }

    /** As it was stored. */
    public static FrequentItems stored(String[] texts, Long[] counts, long error, long n) {
        Map<String, Long> counters = new HashMap<>();
        for (int i = 0; i < texts.length; i++) {
            counters.put(texts[i], counts[i]);
        }
        return new FrequentItems(counters, error, n);
    }

    /** All of them as one. */
    public static FrequentItems merge(Collection<FrequentItems> parts) {
        Map<String, Long> counts = new HashMap<>();
        long error = 0;
        long n = 0;
        for (FrequentItems part : parts) {
            part.items.forEach(item -> counts.merge(item.text, item.count, Long::sum));
            error += part.error;
            n += part.n;
        }
        return pruned(counts, error, n);
    }

    /** Takes the first count without a place away from all: as much for each of 1,025 texts at least. */
    private static FrequentItems pruned(Map<String, Long> counts, long error, long n) {
        if (counts.size() <= CAPACITY) {
            return new FrequentItems(counts, error, n);
        }
        long[] rising =
                counts.values().stream().mapToLong(Long::longValue).sorted().toArray();
        long least = rising[rising.length - 1 - CAPACITY];
        Map<String, Long> left = new HashMap<>();
        counts.forEach((text, count) -> left.put(text, count - least));
        return new FrequentItems(left, error + least, n);
    }

    /** By falling count, equals by text. */
    public List<Item> items() {
        return items;
    }

    /** How much larger than its counter the true count may be. */
    public long error() {
        return error;
    }

    /** Number of occurrences, exact. */
    public long n() {
        return n;
    }

    public String[] texts() {
        return items.stream().map(Item::text).toArray(String[]::new);
    }

    public Long[] counts() {
        return items.stream().map(Item::count).toArray(Long[]::new);
    }

    /** The middle of what the true count may be: half the error above the counter. */
    public double score(Item item) {
        return item.count + error / 2.0;
    }

    /** How far a {@link #score} may be off; 0 = exact. */
    public double errorBound() {
        return error / 2.0;
    }

    @Override
    public String toString() {
        return "%d ± %s %s".formatted(n, errorBound(), Arrays.toString(texts()));
    }
}
