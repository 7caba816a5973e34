package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.Cells;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.fold.MetricDeltas;
import org.chengyun.engine.core.window.MetricNumber;

/**
 * Merges the sketches of a batch into {@code window_sketch}, through the temporary table {@code stage_sketch}; does nothing
 * for datasets without any. The committing thread owns it.
 */
final class SketchStage {
    private static final int COLUMNS = 6;
    private static final String CREATE = """
            create temporary table if not exists stage_sketch (
              series_no bigint, metric_no int, size_s int, start timestamptz, kind text, cells bigint[]
            ) on commit delete rows
            """;
    private static final String COPY = "copy stage_sketch from stdin (format binary)";
    private static final String MERGE = """
            insert into window_sketch as w (series_no, metric_no, size_s, start, kind, cells, cut)
            select series_no, metric_no, size_s, start, kind, cells, ?
              from stage_sketch
             order by metric_no, series_no, start, size_s, kind
            on conflict (series_no, size_s, start, kind) do update set
              cells = merged_cells(w.kind, w.cells, excluded.cells),
              cut = excluded.cut
            """;

    private final Connection connection;
    private final List<MetricNumber> metrics;
    private final List<SeriesNumbers> series;
    /** Places of those metrics that have sketches. */
    private final int[] sketched;

    private final CopyBuffer buffer = new CopyBuffer();
    private final RowOrder order = new RowOrder();

    SketchStage(Connection connection, List<MetricNumber> metrics, List<SeriesNumbers> series) throws SQLException {
        this.connection = connection;
        this.metrics = metrics;
        this.series = series;
        this.sketched = IntStream.range(0, metrics.size())
                .filter(m -> !metrics.get(m).metric().sketches().isEmpty())
                .toArray();
        if (sketched.length > 0) {
            try (Statement create = connection.createStatement()) {
                create.execute(CREATE);
            }
            connection.commit();
        }
    }

    /** A closed window that late deltas lie in. */
    private record Window(long seriesNo, long startMs, int size) {
        static final Comparator<Window> ORDER = Comparator.comparingLong(Window::seriesNo)
                .thenComparingLong(Window::startMs)
                .thenComparingInt(Window::size);
    }

    /**
     * Merges the sketches of a batch, late ones also into each closed window around their slice.
     *
     * @param watermarkMs a window that ends at or before it is closed
     */
    void merge(Deltas deltas, long watermarkMs, long cut) throws SQLException {
        if (sketched.length == 0) {
            return;
        }
        buffer.begin();
        for (int m : sketched) {
            order.sort(deltas.of(m), series.get(m));
            for (Sketch sketch : metrics.get(m).metric().sketches()) {
                encode(m, sketch, deltas.of(m), watermarkMs);
            }
        }
        buffer.end();
        buffer.send(connection, COPY);
        try (PreparedStatement merge = connection.prepareStatement(MERGE)) {
            merge.setLong(1, cut);
            merge.executeUpdate();
        }
    }

    private void encode(int m, Sketch sketch, MetricDeltas deltas, long watermarkMs) {
        MetricNumber metric = metrics.get(m);
        int slice = metric.metric().slice().sizeSeconds();
        TreeMap<Window, List<long[]>> closed = new TreeMap<>(Window.ORDER);
        for (int i = 0; i < order.size(); i++) {
            int row = order.row(i);
            long seriesNo = series.get(m).number(deltas.series(row));
            long startMs = deltas.sliceStartMs(row);
            long[] cells = deltas.cells(row, sketch);
            encode(seriesNo, metric.number(), slice, startMs, sketch, cells);
            if (startMs + slice * 1000L <= watermarkMs) {
                for (Window window : closedAround(metric.metric(), seriesNo, startMs, watermarkMs)) {
                    closed.computeIfAbsent(window, w -> new ArrayList<>()).add(cells);
                }
            }
        }
        closed.forEach((window, parts) -> encode(
                window.seriesNo, metric.number(), window.size, window.startMs, sketch, Cells.merge(sketch, parts)));
    }

    private static List<Window> closedAround(Metric metric, long seriesNo, long sliceStartMs, long watermarkMs) {
        List<Window> closed = new ArrayList<>();
        for (WindowSpec window : metric.windows()) {
            if (window.equals(metric.slice())) {
                continue;
            }
            for (long startMs = window.firstStartMs(sliceStartMs);
                    startMs <= sliceStartMs && window.endMs(startMs) <= watermarkMs;
                    startMs = window.nextStartMs(startMs)) {
                closed.add(new Window(seriesNo, startMs, window.sizeKey()));
            }
        }
        return closed;
    }

    private void encode(long seriesNo, int metricNo, int size, long startMs, Sketch sketch, long[] cells) {
        buffer.row(COLUMNS);
        buffer.bigint(seriesNo);
        buffer.integer(metricNo);
        buffer.integer(size);
        buffer.time(startMs);
        buffer.word(sketch.word());
        buffer.bigints(cells);
    }
}
