package org.chengyun.api.span;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.datasets.catalogue.Metric;

/**
 * The sizes of a metric's tumbling windows, largest first, down to the slice; each a multiple of the next. Immutable.
 *
 * <p>Slices are stored from the first observation on, larger windows when they close.
 */
public record StoredSizes(List<Long> sizesMs) {
    public StoredSizes {
        sizesMs = List.copyOf(sizesMs);
    }

    public static StoredSizes of(Metric metric) {
        return of(metric, Long.MAX_VALUE);
    }

    /** Only sizes that fit a whole number of times into {@code stepMs}, so that none straddles a border of that grid. */
    public static StoredSizes within(Metric metric, long stepMs) {
        return of(metric, stepMs);
    }

    private static StoredSizes of(Metric metric, long stepMs) {
        long sliceMs = metric.slice().sizeMs();
        List<Long> sizes = new ArrayList<>(List.of(sliceMs));
        metric.windows().stream()
                .flatMap(window -> window instanceof FixedWindow fixed && fixed.isTumbling()
                        ? Stream.of(fixed.sizeMs())
                        : Stream.of())
                .filter(size -> stepMs == Long.MAX_VALUE || stepMs % size == 0)
                .sorted(Comparator.naturalOrder())
                .filter(size -> size > sizes.getLast() && size % sizes.getLast() == 0)
                .forEachOrdered(sizes::add);
        return new StoredSizes(sizes.reversed());
    }

    /**
     * Stored windows that make up the span, each observation in exactly one: the largest that are closed and fit, slices
     * for the rest.
     *
     * @param span borders on the grid of slices
     * @param watermark windows with an end at or before it are closed; empty = none is
     */
    public List<Segment> cover(Span span, Optional<Instant> watermark) {
        List<Segment> segments = new ArrayList<>();
        long closedMs = watermark.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        cover(span.start().toEpochMilli(), span.end().toEpochMilli(), 0, closedMs, segments);
        return segments;
    }

    private void cover(long fromMs, long toMs, int level, long closedMs, List<Segment> segments) {
        if (fromMs >= toMs) {
            return;
        }
        long sizeMs = sizesMs.get(level);
        if (level == sizesMs.size() - 1) {
            segments.add(segment(sizeMs, fromMs, toMs));
            return;
        }
        long firstMs = -floor(-fromMs, sizeMs);
        long lastMs = closedMs == Long.MIN_VALUE ? Long.MIN_VALUE : floor(Math.min(toMs, closedMs), sizeMs);
        if (firstMs >= lastMs) {
            cover(fromMs, toMs, level + 1, closedMs, segments);
            return;
        }
        cover(fromMs, firstMs, level + 1, closedMs, segments);
        segments.add(segment(sizeMs, firstMs, lastMs));
        cover(lastMs, toMs, level + 1, closedMs, segments);
    }

    private static long floor(long ms, long stepMs) {
        return ms - Math.floorMod(ms, stepMs);
    }

    private static Segment segment(long sizeMs, long fromMs, long toMs) {
        return new Segment(
                Math.toIntExact(sizeMs / 1000), new Span(Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(toMs)));
    }
}
