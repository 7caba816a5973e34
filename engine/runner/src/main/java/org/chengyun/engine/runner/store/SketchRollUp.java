package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.Cells;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowMerger;
import org.chengyun.engine.core.window.WindowPlan.RollUp;

/**
 * Puts the sketches of closed windows together from those of their parts, as {@link RollUpTable} does with moments. Bound
 * to one connection; not thread-safe, the committing thread owns it.
 */
final class SketchRollUp {
    private static final String PARTS = """
            select series_no, metric_no, kind, extract(epoch from start)::bigint, cells
              from window_sketch
             where metric_no = any(?) and size_s = ? and start >= ?::timestamptz and start < ?::timestamptz
             order by series_no, kind, start
            """;
    private static final String COPY = """
            copy window_sketch (series_no, metric_no, size_s, start, kind, cells, cut) from stdin (format binary)
            """;
    private static final int COLUMNS = 7;
    private static final int ROWS_AT_ONCE = 500;
    /** Windows are written when so many bytes of them have come together. */
    private static final int BYTES_AT_ONCE = 4 << 20;

    private final Connection connection;
    private final Set<Integer> sketched;
    private final CopyBuffer buffer = new CopyBuffer();

    SketchRollUp(Connection connection, List<MetricNumber> metrics) {
        this.connection = connection;
        this.sketched = metrics.stream()
                .filter(metric -> !metric.metric().sketches().isEmpty())
                .map(MetricNumber::number)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whose windows are being put together. */
    private record Owner(long seriesNo, int metricNo, Sketch sketch) {}

    /** Adds the windows of one shape that end after {@code closedMs}, and at the cut's watermark at the latest. */
    void add(RollUp rollUp, Cut cut, long closedMs) throws SQLException {
        Object[] metricNos =
                rollUp.metricNos().stream().filter(sketched::contains).toArray();
        long firstMs = WindowMerger.firstMs(rollUp.window(), closedMs);
        long endMs = WindowMerger.endMs(rollUp.window(), cut.watermarkMs());
        if (metricNos.length == 0 || firstMs >= endMs) {
            return;
        }
        try (PreparedStatement parts = connection.prepareStatement(PARTS)) {
            parts.setFetchSize(ROWS_AT_ONCE);
            parts.setArray(1, connection.createArrayOf("int4", metricNos));
            parts.setInt(2, rollUp.source().sizeKey());
            parts.setString(
                    3,
                    firstMs == Long.MIN_VALUE
                            ? "-infinity"
                            : Instant.ofEpochMilli(firstMs).toString());
            parts.setString(4, Instant.ofEpochMilli(endMs).toString());
            try (ResultSet rows = parts.executeQuery()) {
                merge(rows, rollUp.window(), firstMs, cut);
            }
        }
    }

    private void merge(ResultSet rows, WindowSpec window, long firstMs, Cut cut) throws SQLException {
        TreeMap<Long, List<long[]>> windows = new TreeMap<>();
        Owner owner = null;
        buffer.begin();
        while (rows.next()) {
            var next = new Owner(rows.getLong(1), rows.getInt(2), Sketch.of(rows.getString(3)));
            if (owner != null && !next.equals(owner)) {
                write(windows, owner, window, cut);
            }
            owner = next;
            long partMs = rows.getLong(4) * 1000;
            long[] cells = cells(rows);
            write(windows.headMap(window.firstStartMs(partMs)), owner, window, cut);
            for (long startMs = Math.max(firstMs, window.firstStartMs(partMs));
                    startMs <= partMs && window.endMs(startMs) <= cut.watermarkMs();
                    startMs = window.nextStartMs(startMs)) {
                windows.computeIfAbsent(startMs, start -> new ArrayList<>()).add(cells);
            }
        }
        if (owner != null) {
            write(windows, owner, window, cut);
        }
        send();
    }

    /** Writes the windows and forgets them. */
    private void write(Map<Long, List<long[]>> windows, Owner owner, WindowSpec shape, Cut cut) throws SQLException {
        windows.forEach((startMs, parts) -> {
            buffer.row(COLUMNS);
            buffer.bigint(owner.seriesNo);
            buffer.integer(owner.metricNo);
            buffer.integer(shape.sizeKey());
            buffer.time(startMs);
            buffer.word(owner.sketch.word());
            buffer.bigints(Cells.merge(owner.sketch, parts));
            buffer.bigint(cut.number());
        });
        windows.clear();
        if (buffer.length() > BYTES_AT_ONCE) {
            send();
            buffer.begin();
        }
    }

    private void send() throws SQLException {
        buffer.end();
        buffer.send(connection, COPY);
    }

    private static long[] cells(ResultSet row) throws SQLException {
        return Arrays.stream((Long[]) row.getArray(5).getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }
}
