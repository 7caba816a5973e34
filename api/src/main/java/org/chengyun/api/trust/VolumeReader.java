package org.chengyun.api.trust;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Segment;
import org.chengyun.api.span.Span;
import org.chengyun.api.span.StoredSizes;
import org.chengyun.datasets.catalogue.Keep.Kind;

/** Counts observations of a metric, all its series together. Not thread-safe; belongs to a snapshot. */
final class VolumeReader {
    private static final String FIRST =
            "select min(start) as first from window_stat where metric_no = ? and size_s = any(?)";

    private final Snapshot snapshot;

    VolumeReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Observations in each span; a span without any is absent.
     *
     * @param spans borders on the grid of the metric's slices
     */
    Map<Span, Long> count(DefinedMetric metric, Collection<Span> spans) {
        if (metric.number().isEmpty() || spans.isEmpty()) {
            return Map.of();
        }
        List<Span> asked = List.copyOf(spans);
        try (var statement = snapshot.connection().prepareStatement(countSql(metric))) {
            bind(statement, metric, asked);
            Map<Span, Long> counts = new HashMap<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(asked.get(rows.getInt("span_no")), rows.getLong("n"));
                }
            }
            return counts;
        } catch (SQLException e) {
            throw new ReadFailed("the volume of " + metric.metric().id(), e);
        }
    }

    /** As of a cut, without what revisions after it added. */
    private String countSql(DefinedMetric metric) {
        String n = snapshot.asOf().isEmpty()
                ? "w.n"
                : """
                w.n - coalesce((select sum(later.events) from window_revision later
                                 where later.series_no = w.series_no and later.size_s = w.size_s
                                   and later.start = w.start and later.cut > %d), 0)""".formatted(snapshot.state(metric.dataset()).cut());
        return """
            select asked.span_no, sum(%s)::bigint as n
            from unnest(?::int[], ?::int[], ?::timestamptz[], ?::timestamptz[]) as asked (span_no, size_s, first, beyond)
            join window_stat w
              on w.metric_no = ? and w.size_s = asked.size_s and w.start >= asked.first and w.start < asked.beyond
            where w.start >= ? and w.start < ?
            group by asked.span_no
            """.formatted(n);
    }

    private void bind(PreparedStatement statement, DefinedMetric metric, List<Span> asked) throws SQLException {
        var sizes = StoredSizes.of(metric.metric());
        Optional<Instant> watermark = snapshot.state(metric.dataset()).watermark();
        List<Integer> numbers = new ArrayList<>();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            for (Segment segment : sizes.cover(asked.get(i), watermark)) {
                numbers.add(i);
                segments.add(segment);
            }
        }
        var connection = snapshot.connection();
        statement.setArray(1, connection.createArrayOf("int4", numbers.toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "int4", segments.stream().map(Segment::sizeSeconds).toArray()));
        OffsetDateTime[] first =
                segments.stream().map(s -> Times.sql(s.span().start())).toArray(OffsetDateTime[]::new);
        OffsetDateTime[] beyond =
                segments.stream().map(s -> Times.sql(s.span().end())).toArray(OffsetDateTime[]::new);
        statement.setArray(3, connection.createArrayOf("timestamptz", first));
        statement.setArray(4, connection.createArrayOf("timestamptz", beyond));
        statement.setInt(5, metric.number().getAsInt());
        // The outer borders let the planner leave out chunks of other times.
        statement.setObject(
                6, List.of(first).stream().min(OffsetDateTime::compareTo).orElseThrow());
        statement.setObject(
                7, List.of(beyond).stream().max(OffsetDateTime::compareTo).orElseThrow());
    }

    /** Whether all windows that {@link #count} adds up for a span are kept. */
    boolean isKept(DefinedMetric metric, Span span) {
        return NotKept.ofParts(
                        snapshot,
                        metric.dataset(),
                        StoredSizes.of(metric.metric())
                                .cover(span, snapshot.state(metric.dataset()).watermark()))
                == null;
    }

    /** Start of the metric's oldest slice, where slices are no longer kept of its oldest window; empty if it has none. */
    Optional<Instant> first(DefinedMetric metric) {
        if (metric.number().isEmpty()) {
            return Optional.empty();
        }
        try (var statement = snapshot.connection().prepareStatement(FIRST)) {
            statement.setInt(1, metric.number().getAsInt());
            Object[] sizes = oldestSizes(metric);
            statement.setArray(2, snapshot.connection().createArrayOf("int4", sizes));
            try (var row = statement.executeQuery()) {
                row.next();
                return Times.optional(row, "first");
            }
        } catch (SQLException e) {
            throw new ReadFailed("the oldest slice of " + metric.metric().id(), e);
        }
    }

    private Object[] oldestSizes(DefinedMetric metric) {
        int slice = metric.metric().slice().sizeSeconds();
        if (snapshot.kept(metric.dataset()).of(Kind.ofSize(slice)).isEmpty()) {
            return new Object[] {slice};
        }
        return StoredSizes.of(metric.metric()).sizesMs().stream()
                .map(sizeMs -> Math.toIntExact(sizeMs / 1000))
                .toArray();
    }
}
