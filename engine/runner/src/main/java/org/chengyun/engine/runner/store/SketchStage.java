package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.fold.MetricDeltas;
import org.chengyun.engine.core.window.MetricNumber;

/**
 * Merges the sketches of a batch into {@code window_sketch}, through the temporary table {@code stage_sketch}; does nothing
 * for datasets without any. The committing thread owns it.
 */
final class SketchStage {
    private static final int COLUMNS = 7;
    private static final String CREATE = """
            create temporary table if not exists stage_sketch (
              series_no bigint, metric_no int, size_s int, start timestamptz, kind text, cells bigint[], closed boolean
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

    /** The windows to be corrected are those of {@code stage_delta}: a late slice lies in each of them. */
    private final String expandSql;

    private final CopyBuffer buffer = new CopyBuffer();
    private final RowOrder order = new RowOrder();

    SketchStage(Connection connection, List<MetricNumber> metrics, List<SeriesNumbers> series) throws SQLException {
        this.connection = connection;
        this.metrics = metrics;
        this.series = series;
        this.sketched = IntStream.range(0, metrics.size())
                .filter(m -> !metrics.get(m).metric().sketches().isEmpty())
                .toArray();
        this.expandSql = """
            insert into stage_sketch
            select series_no, metric_no, size_s, start, kind, array_agg(bucket << 44 | number order by bucket), true
              from (select d.series_no, d.metric_no, d.size_s, d.start, s.kind, %s
                      from stage_sketch s
                      join stage_delta d on d.series_no = s.series_no and d.size_s <> s.size_s
                           and d.start <= s.start and s.start < %s
                     cross join unnest(s.cells) as cell
                     where s.closed and d.closed
                     group by d.series_no, d.metric_no, d.size_s, d.start, s.kind, cell >> 44) as merged
             group by series_no, metric_no, size_s, start, kind
            """.formatted(
                        SketchRollUp.MERGED_NUMBER, WindowSql.ending("d.start", "d.size_s", WindowSql.zone(metrics)));
        if (sketched.length > 0) {
            try (Statement create = connection.createStatement()) {
                create.execute(CREATE);
            }
            connection.commit();
        }
    }

    /**
     * Merges the sketches of a batch, after its moments.
     *
     * @param watermarkMs a slice that ends at or before it is closed
     * @param anyClosed whether {@code stage_delta} holds windows that are closed, and is complete with them
     * @param overflow series that several rows of a slice may have
     */
    void merge(String dataset, Deltas deltas, long watermarkMs, boolean anyClosed, List<Long> overflow, long cut)
            throws SQLException {
        if (sketched.length == 0) {
            return;
        }
        fill(deltas, watermarkMs);
        if (!overflow.isEmpty()) {
            OverflowRows.mergeSketches(connection, overflow);
        }
        if (anyClosed) {
            try (Statement expand = connection.createStatement()) {
                expand.executeUpdate(expandSql);
            }
            KeptTable.leaveOutSketches(connection, dataset);
        }
        try (PreparedStatement merge = connection.prepareStatement(MERGE)) {
            merge.setLong(1, cut);
            merge.executeUpdate();
        }
    }

    private void fill(Deltas deltas, long watermarkMs) throws SQLException {
        buffer.begin();
        for (int m : sketched) {
            order.sort(deltas.of(m), series.get(m));
            for (Sketch sketch : metrics.get(m).metric().sketches()) {
                encode(m, sketch, deltas.of(m), watermarkMs);
            }
        }
        buffer.end();
        buffer.send(connection, COPY);
    }

    private void encode(int m, Sketch sketch, MetricDeltas deltas, long watermarkMs) {
        MetricNumber metric = metrics.get(m);
        int sliceSeconds = metric.metric().slice().sizeSeconds();
        for (int i = 0; i < order.size(); i++) {
            int row = order.row(i);
            long startMs = deltas.sliceStartMs(row);
            buffer.row(COLUMNS);
            buffer.bigint(series.get(m).number(deltas.series(row)));
            buffer.integer(metric.number());
            buffer.integer(sliceSeconds);
            buffer.time(startMs);
            buffer.word(sketch.name().toLowerCase(Locale.ROOT));
            buffer.bigints(deltas.cells(row, sketch));
            buffer.bool(startMs + sliceSeconds * 1000L <= watermarkMs);
        }
    }
}
