package org.chengyun.api.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * A metric whose tables are filled cut by cut, as their contract says: batches change slices, closes make windows, and what
 * comes after that is a revision which keeps what it replaced. Not thread-safe.
 */
public final class History {
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int MINUTES = 180;

    private final Connection connection;
    private final EngineTables tables;
    private final Random random;
    private final DefinedMetric metric;
    private final Map<List<@Nullable String>, Long> series = new HashMap<>();
    private final Map<Key, List<Observation>> observations = new LinkedHashMap<>();
    private @Nullable Instant watermark;
    private long cut = 100;

    private record Key(WindowSpec window, Instant start, List<@Nullable String> dimensions) {}

    public History(Connection connection, Random random, Metric metric) throws SQLException {
        this.connection = connection;
        this.tables = new EngineTables(connection);
        this.random = random;
        int number = tables.metric(metric);
        this.metric = new DefinedMetric(metric, TestMetrics.dataset(), OptionalInt.of(number), 1);
        for (int road = 0; road < 5; road++) {
            List<@Nullable String> dimensions = new ArrayList<>();
            dimensions.add(road == 0 ? null : "r" + road);
            series.put(dimensions, tables.series(number, dimensions));
        }
    }

    public DefinedMetric metric() {
        return metric;
    }

    /** The newest cut. */
    public long cut() {
        return cut;
    }

    /** When the cut was committed: one a minute. */
    public static Instant committedAt(long cut) {
        return START.plusSeconds(60 * (cut - 100));
    }

    public Optional<Instant> watermark() {
        return Optional.ofNullable(watermark);
    }

    /** Commits a batch of observations from anywhere, or a close. */
    public void commit() throws SQLException {
        cut += 1 + random.nextInt(3);
        if (random.nextInt(3) == 0) {
            close();
        } else {
            batch();
        }
    }

    private void close() throws SQLException {
        Instant before = watermark == null ? START.minusSeconds(86_400) : watermark;
        Instant after = (watermark == null ? START : watermark).plusSeconds(random.nextInt(1, 20) * 60L);
        watermark = after;
        for (WindowSpec window : metric.metric().windows()) {
            for (Key key : List.copyOf(observations.keySet())) {
                Instant end = end(key);
                if (key.window.equals(window)
                        && !window.equals(metric.metric().slice())
                        && end.isAfter(before)
                        && !end.isAfter(after)) {
                    write(key, List.of(), cut, false);
                }
            }
        }
        row("close");
        tables.watermark(metric.dataset(), after, cut);
        rank();
    }

    private void batch() throws SQLException {
        Map<Key, List<Observation>> changed = new LinkedHashMap<>();
        List<List<@Nullable String>> roads = List.copyOf(series.keySet());
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            Instant at = START.plusSeconds(random.nextInt(MINUTES * 60));
            boolean late = watermark != null && at.isBefore(watermark);
            var one = new Observation(
                    at, roads.get(random.nextInt(roads.size())), Math.rint(random.nextDouble() * 40), late);
            for (WindowSpec window : metric.metric().windows()) {
                EngineTables.windows(window, List.of(one))
                        .keySet()
                        .forEach(start -> changed.computeIfAbsent(
                                        new Key(window, start, one.dimensions()), key -> new ArrayList<>())
                                .add(one));
            }
        }
        row("batch");
        for (var entry : changed.entrySet()) {
            Key key = entry.getKey();
            boolean closed = watermark != null && !end(key).isAfter(watermark);
            boolean stored = closed || key.window.equals(metric.metric().slice());
            if (stored) {
                write(key, entry.getValue(), cut, closed);
            }
            observations.computeIfAbsent(key, k -> new ArrayList<>()).addAll(entry.getValue());
        }
        rank();
    }

    private void row(String kind) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into cut (cut, committed_at, job, dataset, kind, watermark)
                overriding system value values (?, ?, 'live', ?, ?, ?)
                """)) {
            statement.setLong(1, cut);
            statement.setObject(2, committedAt(cut).atOffset(ZoneOffset.UTC));
            statement.setString(3, metric.dataset().id());
            statement.setString(4, kind);
            statement.setObject(5, watermark == null ? null : watermark.atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }

    private static Instant end(Key key) {
        return Instant.ofEpochMilli(key.window.endMs(key.start.toEpochMilli()));
    }

    private void write(Key key, List<Observation> more, long at, boolean revised) throws SQLException {
        List<Observation> old = observations.getOrDefault(key, List.of());
        List<Observation> all = new ArrayList<>(old);
        all.addAll(more);
        boolean count = metric.metric().isCount();
        OnePass now = OnePass.of(all, count);
        if (revised) {
            revise(key, more.size(), old.isEmpty() ? null : OnePass.of(old, count), now, at);
        }
        try (var statement = connection.prepareStatement("""
                insert into window_stat (series_no, metric_no, size_s, start, n, sum, mean, m2, min, max, late, revision, cut)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (series_no, size_s, start) do update set n = excluded.n, sum = excluded.sum,
                  mean = excluded.mean, m2 = excluded.m2, min = excluded.min, max = excluded.max, late = excluded.late,
                  revision = window_stat.revision + excluded.revision, cut = excluded.cut
                """)) {
            bind(statement, key);
            moments(statement, 5, now);
            statement.setLong(11, now.late());
            statement.setInt(12, revised ? 1 : 0);
            statement.setLong(13, at);
            statement.execute();
        }
    }

    private void revise(Key key, int events, @Nullable OnePass old, OnePass now, long at) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into window_revision
                  (series_no, metric_no, size_s, start, cut, events, old_n, old_sum, old_mean, old_m2, old_min, old_max,
                   new_n, new_sum, new_mean, new_m2, new_min, new_max, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                  (select count(*) + 1 from window_revision where series_no = ? and size_s = ? and start = ?))
                """)) {
            bind(statement, key);
            statement.setLong(5, at);
            statement.setLong(6, events);
            moments(statement, 7, old == null ? new OnePass(0, null, null, null, null, null, List.of(), 0) : old);
            moments(statement, 13, now);
            statement.setLong(19, Objects.requireNonNull(series.get(key.dimensions)));
            statement.setInt(20, key.window.sizeKey());
            statement.setObject(21, key.start.atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }

    private void bind(PreparedStatement statement, Key key) throws SQLException {
        statement.setLong(1, Objects.requireNonNull(series.get(key.dimensions)));
        statement.setInt(2, metric.number().orElseThrow());
        statement.setInt(3, key.window.sizeKey());
        statement.setObject(4, key.start.atOffset(ZoneOffset.UTC));
    }

    private static void moments(PreparedStatement statement, int first, OnePass one) throws SQLException {
        statement.setLong(first, one.n());
        int index = first + 1;
        for (Double value :
                java.util.Arrays.<@Nullable Double>asList(one.sum(), one.mean(), one.m2(), one.min(), one.max())) {
            statement.setObject(index++, value, Types.DOUBLE);
        }
    }

    /** The lists of closed windows, from their rows. */
    private void rank() throws SQLException {
        if (watermark == null) {
            return;
        }
        for (WindowSpec window : metric.metric().top().orElseThrow().windows()) {
            tables.rankAgain(metric.metric(), window, metric.number().orElseThrow(), watermark);
        }
    }
}
