package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.chengyun.launcher.stack.DatabaseAccess;

/** How many observations of a dataset the application's engine counted. */
record EngineCount(DatabaseAccess database, String dataset) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MS = 200;

    /** Waits until it counted so many, for two minutes at most; then it answers what it counted. */
    long await(long wanted) throws IOException, InterruptedException {
        long untilNs = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            long counted = now(connection);
            while (counted < wanted && System.nanoTime() < untilNs) {
                Thread.sleep(LOOK_MS);
                counted = now(connection);
            }
            return counted;
        } catch (SQLException e) {
            throw new IOException("the engine's count cannot be read from " + database, e);
        }
    }

    private long now(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select coalesce(sum(counted), 0) from cut where dataset = ?")) {
            statement.setString(1, dataset);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
