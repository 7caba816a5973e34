package org.chengyun.ingest.progress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Reads the engine's watermarks again and again, so that nobody who asks waits for the database. While that does not
 * answer, none is known. Thread-safe.
 */
public final class JdbcWatermarks implements Watermarks, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JdbcWatermarks.class);
    private static final Duration REFRESH = Duration.ofSeconds(2);
    private static final String SQL = "select dataset, watermark from watermark";

    private final DataSource database;
    private final Thread refresher;
    private volatile Map<String, Long> known = Map.of();

    public JdbcWatermarks(DataSource database) {
        this.database = database;
        this.refresher = Thread.ofVirtual().name("watermarks").unstarted(this::keepFresh);
    }

    /** Begins to read and returns at once. */
    public void start() {
        refresher.start();
    }

    @Override
    public OptionalLong ofMs(String dataset) {
        Long watermarkMs = known.get(dataset);
        return watermarkMs == null ? OptionalLong.empty() : OptionalLong.of(watermarkMs);
    }

    private void keepFresh() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                known = query();
                Thread.sleep(REFRESH);
            } catch (SQLException e) {
                known = Map.of();
                LOG.debugf(e, "the watermarks cannot be read");
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(REFRESH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Long> query() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(SQL);
                ResultSet rows = query.executeQuery()) {
            Map<String, Long> watermarks = new HashMap<>();
            while (rows.next()) {
                watermarks.put(
                        rows.getString(1), rows.getTimestamp(2).toInstant().toEpochMilli());
            }
            return watermarks;
        }
    }

    @Override
    public void close() {
        refresher.interrupt();
    }
}
