package org.chengyun.api.trust;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.span.Span;
import org.jspecify.annotations.Nullable;

/**
 * Expected is what earlier weeks brought in the same hour of the week: the mean of up to four, else of the same hour of
 * those of the six days before that are of the same kind ({@link Earlier}). A series may well be quiet while the feed is
 * whole, so all series of a window share its coverage.
 *
 * <p>Windows of days are compared by days. Not thread-safe; belongs to a snapshot.
 */
final class LearnedCoverage {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final VolumeReader reader;
    private final DefinedMetric volume;
    private final ReachedEnd reached;
    private final Earlier earlier;

    LearnedCoverage(VolumeReader reader, DefinedMetric volume, ReachedEnd reached, Earlier earlier) {
        this.earlier = earlier;
        this.reader = reader;
        this.volume = volume;
        this.reached = reached;
    }

    List<@Nullable Coverage> of(List<ObservedWindow> windows) {
        Map<Span, Instant> ends =
                windows.stream().collect(toMap(w -> new Span(w.start(), w.end()), reached::of, (a, b) -> a));
        Set<Span> needed = new HashSet<>(ends.keySet());
        ends.forEach((window, end) -> units(window, end).forEach(unit -> needed.addAll(earlier.all(unit))));
        Map<Span, Long> counts = reader.count(volume, needed);
        Optional<Instant> first = reader.first(volume);
        List<@Nullable Coverage> coverage = new ArrayList<>();
        for (ObservedWindow window : windows) {
            var span = new Span(window.start(), window.end());
            OptionalDouble expected = expected(span, reached.of(window), counts, first);
            boolean known = expected.isPresent() && expected.getAsDouble() > 0 && reader.isKept(volume, span);
            coverage.add(known ? new Coverage(counts.getOrDefault(span, 0L), expected.getAsDouble()) : null);
        }
        return Collections.unmodifiableList(coverage);
    }

    private OptionalDouble expected(Span window, Instant end, Map<Span, Long> counts, Optional<Instant> first) {
        double sum = 0;
        for (Span unit : units(window, end)) {
            OptionalDouble whole = mean(unit, counts, first);
            if (whole.isEmpty()) {
                return OptionalDouble.empty();
            }
            Span part = unit.since(window.start()).until(end);
            sum += whole.getAsDouble() * seconds(part) / seconds(unit);
        }
        return OptionalDouble.of(sum);
    }

    private static double seconds(Span span) {
        return Duration.between(span.start(), span.end()).toMillis() / 1000.0;
    }

    /** Whole hours that the window touches up to {@code end}; days if it consists of whole ones and is over. */
    private List<Span> units(Span window, Instant end) {
        boolean days = end.equals(window.end())
                && Duration.between(window.start(), end).toMillis() % DAY.toMillis() == 0;
        long stepMs =
                Math.max((days ? DAY : HOUR).toMillis(), volume.metric().slice().sizeMs());
        long startMs = window.start().toEpochMilli();
        return Stream.iterate(
                        startMs - Math.floorMod(startMs, stepMs), ms -> ms < end.toEpochMilli(), ms -> ms + stepMs)
                .map(ms -> new Span(Instant.ofEpochMilli(ms), Instant.ofEpochMilli(ms + stepMs)))
                .toList();
    }

    /** Empty if the dataset is too young to tell; 0 if it is old enough and was always silent at this hour. */
    private OptionalDouble mean(Span unit, Map<Span, Long> counts, Optional<Instant> first) {
        Predicate<Span> whole =
                span -> first.isPresent() && !span.start().isBefore(first.get()) && reader.isKept(volume, span);
        if (earlier.all(unit).stream().noneMatch(whole)) {
            return OptionalDouble.empty();
        }
        OptionalDouble weeks = mean(earlier.weeks(unit).filter(whole), counts);
        OptionalDouble mean =
                weeks.isPresent() ? weeks : mean(earlier.days(unit).filter(whole), counts);
        return mean.isPresent() ? mean : OptionalDouble.of(0);
    }

    private static OptionalDouble mean(Stream<Span> spans, Map<Span, Long> counts) {
        return spans.map(counts::get).filter(n -> n != null).mapToLong(n -> n).average();
    }
}
