package org.chengyun.engine.runner.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chengyun.engine.core.fold.MetricDeltas;
import org.chengyun.engine.core.fold.SeriesIndex;

/**
 * The database's numbers of one metric's series, by the index that the fold uses. Not thread-safe: the committing thread
 * owns it.
 */
final class SeriesNumbers {
    private static final int CHUNK = 5_000;
    private static final String ADD = """
            insert into series (metric_no, dimensions)
            select ?, d::text[] from unnest(?) as wanted(d) order by d
            on conflict do nothing
            """;
    private static final String FIND = """
            select wanted.i, s.series_no
              from unnest(?) with ordinality as wanted(d, i)
              join series s on s.metric_no = ? and s.dimensions = wanted.d::text[]
            """;

    private final int metricNo;
    private final SeriesIndex index;
    private long[] numbers = new long[64];

    SeriesNumbers(int metricNo, SeriesIndex index) {
        this.metricNo = metricNo;
        this.index = index;
    }

    long number(int series) {
        return numbers[series];
    }

    /**
     * Makes sure that every series of the deltas has a number. Commits at once, outside of the batch: a series without
     * windows harms nobody, and instances that meet the same new series must not wait for each other's batches.
     */
    void resolve(Connection connection, MetricDeltas deltas) throws SQLException {
        List<Integer> missing = missing(deltas);
        for (int from = 0; from < missing.size(); from += CHUNK) {
            resolve(connection, missing.subList(from, Math.min(from + CHUNK, missing.size())));
        }
    }

    private List<Integer> missing(MetricDeltas deltas) {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < deltas.size(); i++) {
            if (deltas.n(i) == 0) {
                continue;
            }
            int series = deltas.series(i);
            if (series >= numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(numbers.length * 2, series + 1));
            }
            if (numbers[series] == 0) {
                // Marked, so that a series with several slices is asked for once.
                numbers[series] = -1;
                missing.add(series);
            }
        }
        missing.forEach(series -> numbers[series] = 0);
        return missing;
    }

    private void resolve(Connection connection, List<Integer> missing) throws SQLException {
        String[] wanted = missing.stream()
                .map(series -> ArrayLiteral.of(index.dimensions(series)))
                .toArray(String[]::new);
        Array array = connection.createArrayOf("text", wanted);
        try (PreparedStatement add = connection.prepareStatement(ADD);
                PreparedStatement find = connection.prepareStatement(FIND)) {
            add.setInt(1, metricNo);
            add.setArray(2, array);
            add.executeUpdate();
            find.setArray(1, array);
            find.setInt(2, metricNo);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    numbers[missing.get(row.getInt(1) - 1)] = row.getLong(2);
                }
            }
        }
        connection.commit();
    }
}
