package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.catalogue.CalendarWindow;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.fold.MetricDeltas;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowPlan;

/** Brings the deltas of a batch into the temporary table {@code stage_delta}. The committing thread owns it. */
final class DeltaStage {
    private static final int COLUMNS = 12;
    private static final String CREATE = """
            create temporary table if not exists stage_delta (
              series_no bigint, metric_no int, size_s int, start timestamptz, n bigint,
              sum double precision, mean double precision, m2 double precision,
              min double precision, max double precision, late bigint, closed boolean
            ) on commit delete rows
            """;
    private static final String COPY = "copy stage_delta from stdin (format binary)";

    /** A late delta also belongs to each closed window around its slice. */
    private static final String EXPAND = """
            insert into stage_delta
            select series_no, metric_no, size_s, start, sum(n), sum(sum), total_mean,
                   sum(m2 + n * (mean - total_mean) * (mean - total_mean)), min(min), max(max), sum(late), true
              from (select d.series_no, d.metric_no, w.size_s, to_timestamp(g) as start, d.n, d.sum, d.mean, d.m2,
                           d.min, d.max, d.late, sum(d.n * d.mean) over same / sum(d.n) over same as total_mean
                      from stage_delta d
                      join unnest(?, ?, ?) as w(metric_no, size_s, slide_s) on w.metric_no = d.metric_no
                     cross join lateral generate_series(
                           (floor((extract(epoch from d.start) - w.size_s) / w.slide_s) * w.slide_s + w.slide_s)::bigint,
                           extract(epoch from d.start)::bigint, w.slide_s::bigint) as g
                     where d.closed and g + w.size_s <= ?
                    window same as (partition by d.series_no, w.size_s, g)) as parts
             group by series_no, metric_no, size_s, start, total_mean
            """;

    /** The same for windows of the calendar, whose borders are computed outside. */
    private static final String EXPAND_CALENDAR = """
            insert into stage_delta
            select series_no, metric_no, size_s, start, sum(n), sum(sum), total_mean,
                   sum(m2 + n * (mean - total_mean) * (mean - total_mean)), min(min), max(max), sum(late), true
              from (select d.series_no, d.metric_no, w.size_s, w.start, d.n, d.sum, d.mean, d.m2,
                           d.min, d.max, d.late, sum(d.n * d.mean) over same / sum(d.n) over same as total_mean
                      from stage_delta d
                      join unnest(?, ?, ?, ?::timestamptz[], ?::timestamptz[])
                             as w(metric_no, slice_s, size_s, start, ending)
                        on w.metric_no = d.metric_no and w.slice_s = d.size_s and d.start >= w.start and d.start < w.ending
                     where d.closed
                    window same as (partition by d.series_no, w.size_s, w.start)) as parts
             group by series_no, metric_no, size_s, start, total_mean
            """;

    private final Connection connection;
    private final List<MetricNumber> metrics;
    private final List<SeriesNumbers> series;
    private final CopyBuffer buffer = new CopyBuffer();
    private final RowOrder order = new RowOrder();
    /** By metric: oldest and newest start of a delta for a closed slice, epoch ms. */
    private final long[] oldestClosedMs;

    private final long[] newestClosedMs;

    DeltaStage(Connection connection, List<MetricNumber> metrics, List<SeriesNumbers> series) throws SQLException {
        this.connection = connection;
        this.metrics = metrics;
        this.series = series;
        this.oldestClosedMs = new long[metrics.size()];
        this.newestClosedMs = new long[metrics.size()];
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        }
        connection.commit();
    }

    /**
     * Fills the stage, metric by metric, each in {@link RowOrder}.
     *
     * @param watermarkMs a slice that ends at or before it is closed
     * @return true if any delta falls into a closed slice
     */
    boolean fill(Deltas deltas, long watermarkMs) throws SQLException {
        buffer.begin();
        boolean anyClosed = false;
        for (int m = 0; m < metrics.size(); m++) {
            if (metrics.get(m).metric().hasWindows()) {
                anyClosed |= encode(m, deltas.of(m), watermarkMs);
            }
        }
        buffer.end();
        buffer.send(connection, COPY);
        return anyClosed;
    }

    private boolean encode(int m, MetricDeltas deltas, long watermarkMs) {
        MetricNumber metric = metrics.get(m);
        int sliceSeconds = metric.metric().slice().sizeSeconds();
        boolean isCount = metric.metric().isCount();
        oldestClosedMs[m] = Long.MAX_VALUE;
        newestClosedMs[m] = Long.MIN_VALUE;
        if (metric.metric().isSketchedTop()) {
            return false;
        }
        order.sort(deltas, series.get(m));
        for (int i = 0; i < order.size(); i++) {
            int row = order.row(i);
            long startMs = deltas.sliceStartMs(row);
            boolean closed = startMs + sliceSeconds * 1000L <= watermarkMs;
            if (closed) {
                oldestClosedMs[m] = Math.min(oldestClosedMs[m], startMs);
                newestClosedMs[m] = Math.max(newestClosedMs[m], startMs);
            }
            buffer.row(COLUMNS);
            buffer.bigint(series.get(m).number(deltas.series(row)));
            buffer.integer(metric.number());
            buffer.integer(sliceSeconds);
            buffer.time(startMs);
            values(deltas, row, isCount);
            buffer.bigint(deltas.late(row));
            buffer.bool(closed);
        }
        return oldestClosedMs[m] != Long.MAX_VALUE;
    }

    private void values(MetricDeltas deltas, int row, boolean isCount) {
        buffer.bigint(deltas.n(row));
        if (isCount) {
            for (int i = 0; i < 5; i++) {
                buffer.nothing();
            }
            return;
        }
        buffer.number(deltas.sum(row));
        buffer.number(deltas.mean(row));
        buffer.number(deltas.m2(row));
        buffer.number(deltas.min(row));
        buffer.number(deltas.max(row));
    }

    /** Adds what the late deltas of the stage mean for windows that are closed already. */
    void expand(WindowPlan plan, long watermarkMs) throws SQLException {
        var fixed = new Rows();
        var calendar = new Rows();
        for (WindowPlan.RollUp rollUp : plan.rollUps()) {
            for (int metricNo : rollUp.metricNos()) {
                switch (rollUp.window()) {
                    case FixedWindow window ->
                        fixed.add(metricNo, window.sizeSeconds(), Math.toIntExact(window.slideMs() / 1000));
                    case CalendarWindow window -> addClosed(calendar, window, metricNo, watermarkMs);
                }
            }
        }
        try (PreparedStatement expand = connection.prepareStatement(EXPAND)) {
            fixed.bind(expand, 3);
            expand.setLong(4, Math.floorDiv(watermarkMs, 1000));
            expand.executeUpdate();
        }
        if (!calendar.isEmpty()) {
            try (PreparedStatement expand = connection.prepareStatement(EXPAND_CALENDAR)) {
                calendar.bind(expand, 5);
                expand.executeUpdate();
            }
        }
    }

    private void addClosed(Rows rows, CalendarWindow window, int metricNo, long watermarkMs) {
        int m = indexOf(metricNo);
        if (oldestClosedMs[m] == Long.MAX_VALUE) {
            return;
        }
        int sliceSeconds = metrics.get(m).metric().slice().sizeSeconds();
        long lastMs = Math.min(newestClosedMs[m], window.lastEndedMs(watermarkMs));
        for (long startMs = window.lastStartMs(oldestClosedMs[m]);
                startMs <= lastMs;
                startMs = window.nextStartMs(startMs)) {
            rows.add(
                    metricNo,
                    sliceSeconds,
                    window.sizeKey(),
                    Instant.ofEpochMilli(startMs).toString(),
                    Instant.ofEpochMilli(window.endMs(startMs)).toString());
        }
    }

    private int indexOf(int metricNo) {
        for (int m = 0; m < metrics.size(); m++) {
            if (metrics.get(m).number() == metricNo) {
                return m;
            }
        }
        throw new IllegalStateException("metric number %d has no deltas".formatted(metricNo));
    }

    /** Rows that travel as one array per column: numbers, or times as text. */
    private final class Rows {
        private final List<Object[]> rows = new ArrayList<>();

        void add(Object... row) {
            rows.add(row);
        }

        boolean isEmpty() {
            return rows.isEmpty();
        }

        void bind(PreparedStatement statement, int columns) throws SQLException {
            for (int c = 0; c < columns; c++) {
                int column = c;
                Object[] values = rows.stream().map(row -> row[column]).toArray();
                String type = values.length > 0 && values[0] instanceof String ? "text" : "int4";
                statement.setArray(c + 1, connection.createArrayOf(type, values));
            }
        }
    }
}
