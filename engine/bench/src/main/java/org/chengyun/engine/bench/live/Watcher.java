package org.chengyun.engine.bench.live;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks for the probes' rows as fast as it can without being a load of its own. One thread owns it. */
final class Watcher {
    private static final String RESULT_TABLE = """
            select key, (extract(epoch from window_start) * 1000)::bigint, n from q1
             where key = any(?) and window_start >= ?
            """;
    private static final String SERIES = """
            select series_no, dimensions[1] from series join metric using (metric_no)
             where id like '%.speed.sensor' and dimensions[1] = any(?)
            """;
    private static final String ENGINE_TABLE = """
            select series_no, (extract(epoch from start) * 1000)::bigint, n from window_stat
             where series_no = any(?) and size_s = 60 and start >= ?
            """;
    private static final long WINDOWS_BACK_MS = 120_000;

    private final Connection connection;
    private final boolean engine;
    private final Object[] sensors;
    /** Names by number. */
    private final Map<Long, String> series = new HashMap<>();

    Watcher(Connection connection, boolean engine, List<String> sensors) {
        this.connection = connection;
        this.engine = engine;
        this.sensors = sensors.toArray();
    }

    void look(Probes probes) throws SQLException {
        if (engine && series.size() < sensors.length) {
            findSeries();
        }
        try (PreparedStatement select = connection.prepareStatement(engine ? ENGINE_TABLE : RESULT_TABLE)) {
            Array keys = connection.createArrayOf(
                    engine ? "int8" : "text", engine ? series.keySet().toArray() : sensors);
            select.setArray(1, keys);
            select.setTimestamp(2, new Timestamp(System.currentTimeMillis() - WINDOWS_BACK_MS));
            try (ResultSet row = select.executeQuery()) {
                long nowNs = System.nanoTime();
                while (row.next()) {
                    probes.seen(name(row), row.getLong(2), row.getLong(3), nowNs);
                }
            }
        }
    }

    private String name(ResultSet row) throws SQLException {
        return engine ? Objects.requireNonNull(series.get(row.getLong(1))) : row.getString(1);
    }

    /** The numbers never change, so a look joins nothing: as soon as there are many series that would be most of its work. */
    private void findSeries() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SERIES)) {
            select.setArray(1, connection.createArrayOf("text", sensors));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    series.put(row.getLong(1), row.getString(2));
                }
            }
        }
    }
}
