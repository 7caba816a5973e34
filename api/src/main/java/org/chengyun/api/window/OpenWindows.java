package org.chengyun.api.window;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * Walks over the open windows of a metric in pieces that grow, so that a reader who wants few windows merges few, however
 * many are open. Not thread-safe; belongs to a snapshot.
 */
public final class OpenWindows {
    private static final int MOST_AT_ONCE = 256;

    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final WindowSpec window;
    private Span left;
    private int atOnce = 1;

    /**
     * Before the first of them.
     *
     * @param starts of the windows that are asked for
     */
    public OpenWindows(Snapshot snapshot, DefinedMetric metric, WindowSpec window, Span starts) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.window = window;
        Instant firstOpen = firstOpen(window, snapshot.state(metric.dataset()).watermark());
        this.left = new Span(onGrid(starts.start()), onGrid(starts.end())).since(firstOpen);
    }

    /** Start of the first window whose end lies behind the watermark. Windows that start before are closed. */
    public static Instant firstOpen(WindowSpec window, Optional<Instant> watermark) {
        return watermark
                .map(w -> Instant.ofEpochMilli(window.firstEndingAfterMs(w.toEpochMilli())))
                .orElse(Span.ALWAYS.start());
    }

    /** Starts of the next windows, at least one with observations; empty when there are none left. */
    public Optional<Span> next() {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> slice = nextSlice();
        if (slice.isEmpty()) {
            left = new Span(left.end(), left.end());
            return Optional.empty();
        }
        long earliestMs = window.firstStartMs(slice.get().toEpochMilli());
        Span rest = left.since(
                Instant.ofEpochMilli(Math.max(earliestMs, left.start().toEpochMilli())));
        Span piece = rest.until(after(rest.start(), atOnce));
        left = rest.since(piece.end());
        atOnce = Math.min(MOST_AT_ONCE, atOnce * 2);
        return piece.isEmpty() ? Optional.empty() : Optional.of(piece);
    }

    /** The first window start at or after it: the same windows lie between two borders that are moved so. */
    private Instant onGrid(Instant border) {
        long lastMs = window.lastStartMs(border.toEpochMilli());
        return Instant.ofEpochMilli(lastMs == border.toEpochMilli() ? lastMs : window.nextStartMs(lastMs));
    }

    private Instant after(Instant start, int count) {
        long startMs = start.toEpochMilli();
        for (int i = 0; i < count; i++) {
            startMs = window.nextStartMs(startMs);
        }
        return Instant.ofEpochMilli(startMs);
    }

    private Optional<Instant> nextSlice() {
        try (var statement = snapshot.connection()
                .prepareStatement(
                        "select min(start) as next from %s where metric_no = ? and size_s = ? and start >= ? and start < ?"
                                .formatted(WindowReader.table(metric.metric())))) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setInt(2, metric.metric().slice().sizeSeconds());
            statement.setObject(3, Times.sql(left.start()));
            statement.setObject(4, Times.sql(Windows.lastEnd(window, left)));
            try (var row = statement.executeQuery()) {
                row.next();
                return Times.optional(row, "next");
            }
        } catch (SQLException e) {
            throw new ReadFailed("the open windows of " + metric.metric().id(), e);
        }
    }
}
