package org.chengyun.api.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must know before the first number. Immutable.
 *
 * @param incomplete numbers whose coverage is below the brief's floor, in order of appearance
 * @param unknown labels of numbers whose coverage nobody knows
 * @param provisional labels of numbers that may still change
 * @param revised labels of numbers that changed after they were final
 * @param anyKnown whether the coverage of any number is known
 */
public record TrustSummary(
        List<Incomplete> incomplete,
        List<String> unknown,
        List<String> provisional,
        List<String> revised,
        boolean anyKnown) {
    /** A number that misses too much of its input. */
    public record Incomplete(String label, double coverage) {}

    private record Item(String label, Trust trust) {
        Stream<Incomplete> incomplete(double floor) {
            Double coverage = trust.coverage();
            return coverage != null && coverage < floor ? Stream.of(new Incomplete(label, coverage)) : Stream.empty();
        }
    }

    /** Pure. */
    public static TrustSummary of(Brief brief) {
        var items = items(brief);
        return new TrustSummary(
                items.stream()
                        .flatMap(item -> item.incomplete(brief.coverageFloor()))
                        .distinct()
                        .toList(),
                labels(items, item -> item.trust.coverage() == null),
                labels(items, item -> item.trust.finality() == Finality.PROVISIONAL),
                labels(items, item -> item.trust.finality() == Finality.REVISED),
                items.stream().anyMatch(item -> item.trust.coverage() != null));
    }

    /** Whether the cover must warn in red. */
    public boolean warns() {
        return !incomplete.isEmpty();
    }

    /** Whether every number is known to be complete and will not change by itself any more. */
    public boolean settled() {
        return anyKnown && incomplete.isEmpty() && unknown.isEmpty() && provisional.isEmpty();
    }

    /** Whether a coverage calls for a warning; unknown coverage does not, it is named apart. */
    public static boolean isIncomplete(@Nullable Double coverage, double floor) {
        return coverage != null && coverage < floor;
    }

    private static List<Item> items(Brief brief) {
        var items = new ArrayList<Item>();
        brief.keyFigures().forEach(figure -> items.add(new Item(figure.metric().label(), figure.trust())));
        brief.series().forEach(series -> items.add(new Item(series.name(), series.trust())));
        brief.tops().forEach(top -> items.add(new Item(top.name(), top.trust())));
        brief.spreads().forEach(spread -> items.add(new Item(spread.name(), spread.trust())));
        return items;
    }

    private static List<String> labels(List<Item> items, Predicate<Item> which) {
        return items.stream().filter(which).map(Item::label).distinct().toList();
    }
}
