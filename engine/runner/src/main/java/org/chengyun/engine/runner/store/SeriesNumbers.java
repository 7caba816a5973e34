package org.chengyun.engine.runner.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.fold.MetricDeltas;
import org.chengyun.engine.core.fold.SeriesIndex;
import org.chengyun.engine.core.window.MetricNumber;
import org.jspecify.annotations.Nullable;

/**
 * The database's numbers of one metric's series, by the index that the fold uses. A series that is not admitted has the
 * number of the metric's overflow series until there is room for it. Not thread-safe: the committing thread owns it.
 */
final class SeriesNumbers {
    /** Every dimension of an overflow series has this value. */
    static final String OVERFLOW = "…";

    private static final int CHUNK = 5_000;
    /** How long a series that was not admitted waits for the next try. */
    private static final long ASK_AGAIN_NS = Duration.ofSeconds(10).toNanos();

    /** One that was about to be removed stays; they are locked in the order in which sessions lock them. */
    private static final String ADD = """
            with wanted as (
              select ? as metric_no, d::text[] as dimensions from unnest(?) as wanted(d)),
            kept as (
              update series set retired = false where series_no in (
                select series_no from series join wanted using (metric_no, dimensions)
                 where retired order by series_no for update of series))
            insert into series (metric_no, dimensions)
            select metric_no, dimensions from wanted order by dimensions
            on conflict do nothing
            """;

    private static final String FIND = """
            select wanted.i, s.series_no
              from unnest(?) with ordinality as wanted(d, i)
              join series s on s.metric_no = ? and s.dimensions = wanted.d::text[] and not s.retired
            """;
    /** Observations may have brought a series of that name before it was one of the engine's. */
    private static final String ADD_OVERFLOW = """
            insert into series (metric_no, dimensions, overflow) values (?, ?::text[], true)
            on conflict (metric_no, dimensions) do update set overflow = true
            returning series_no
            """;

    private final Metric metric;
    private final int metricNo;
    private final SeriesIndex index;
    private final SeriesAdmission admission;
    private long[] numbers = new long[64];
    /** Those that were not admitted. */
    private final BitSet outside = new BitSet();

    private long askAgainNs;
    private long overflowNo;
    /** Observations of the last deltas that count in the overflow series. */
    private long overflowed;

    SeriesNumbers(MetricNumber metric, SeriesIndex index, SeriesLimits limits) {
        this.metric = metric.metric();
        this.metricNo = metric.number();
        this.index = index;
        // One series for all needs no admission.
        SeriesLimits wanted = metric.metric().by().isEmpty() ? SeriesLimits.NONE : limits;
        // Pseudonyms change every day, so what has sessions only never stops getting new series.
        this.admission = new SeriesAdmission(metricNo, wanted, !metric.metric().hasWindows());
    }

    long number(int series) {
        return numbers[series];
    }

    /** How many observations of the deltas that were resolved last count in the overflow series. */
    long overflowed() {
        return overflowed;
    }

    long overflowNo() {
        return overflowNo;
    }

    /** Which limit the last refusal met, for people. */
    String limit() {
        return "%s: %s".formatted(metric.id(), admission.limit());
    }

    /** In the transaction that counts them. */
    void recordOverflow(Connection connection) throws SQLException {
        if (overflowed > 0) {
            admission.overflowed(connection, overflowed);
        }
    }

    /**
     * Makes sure that every series of the deltas has a number. Commits at once, outside of the batch: a series without
     * windows harms nobody, and instances that meet the same new series must not wait for each other's batches.
     */
    void resolve(Connection connection, MetricDeltas deltas) throws SQLException {
        askAgain();
        List<Integer> missing = missing(deltas);
        for (int from = 0; from < missing.size(); from += CHUNK) {
            resolve(connection, missing.subList(from, Math.min(from + CHUNK, missing.size())));
        }
        overflowed = outside.isEmpty() ? 0 : countOutside(deltas);
    }

    private void askAgain() {
        if (!outside.isEmpty() && System.nanoTime() - askAgainNs > 0) {
            outside.stream().forEach(series -> numbers[series] = 0);
            outside.clear();
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
        find(connection, missing);
        List<Integer> fresh =
                missing.stream().filter(series -> numbers[series] == 0).toList();
        if (!fresh.isEmpty()) {
            int room = Math.min(admission.room(connection), fresh.size());
            if (room > 0) {
                admission.took(connection, add(connection, fresh.subList(0, room)));
                find(connection, fresh.subList(0, room));
            }
            if (room < fresh.size()) {
                leaveOutside(connection, fresh.subList(room, fresh.size()));
            }
        }
        connection.commit();
    }

    private void find(Connection connection, List<Integer> wanted) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setArray(1, dimensions(connection, wanted));
            find.setInt(2, metricNo);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    numbers[wanted.get(row.getInt(1) - 1)] = row.getLong(2);
                }
            }
        }
    }

    private int add(Connection connection, List<Integer> wanted) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setInt(1, metricNo);
            add.setArray(2, dimensions(connection, wanted));
            return add.executeUpdate();
        }
    }

    private Array dimensions(Connection connection, List<Integer> wanted) throws SQLException {
        return connection.createArrayOf(
                "text",
                wanted.stream()
                        .map(series -> ArrayLiteral.of(index.dimensions(series)))
                        .toArray(String[]::new));
    }

    private void leaveOutside(Connection connection, List<Integer> refused) throws SQLException {
        if (overflowNo == 0) {
            overflowNo = addOverflow(connection);
        }
        if (outside.isEmpty()) {
            askAgainNs = System.nanoTime() + ASK_AGAIN_NS;
        }
        for (int series : refused) {
            numbers[series] = overflowNo;
            outside.set(series);
        }
    }

    private long addOverflow(Connection connection) throws SQLException {
        @Nullable String[] dimensions = new String[metric.by().size()];
        Arrays.fill(dimensions, OVERFLOW);
        try (PreparedStatement add = connection.prepareStatement(ADD_OVERFLOW)) {
            add.setInt(1, metricNo);
            add.setString(2, ArrayLiteral.of(dimensions));
            try (ResultSet row = add.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private long countOutside(MetricDeltas deltas) {
        long count = 0;
        for (int i = 0; i < deltas.size(); i++) {
            if (deltas.n(i) > 0 && numbers[deltas.series(i)] == overflowNo) {
                count += deltas.n(i);
            }
        }
        return count;
    }
}
