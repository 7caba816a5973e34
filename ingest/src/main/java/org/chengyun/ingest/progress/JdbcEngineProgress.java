package org.chengyun.ingest.progress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Reads the engine's table of offsets. */
public final class JdbcEngineProgress implements EngineProgress {
    private static final String SQL = """
            select partition, next_offset
            from engine_offset
            where job = ? and topic = ?
            """;

    private final DataSource database;

    public JdbcEngineProgress(DataSource database) {
        this.database = database;
    }

    @Override
    public Map<Integer, Long> nextOffsets(String job, String topic) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(SQL)) {
            query.setString(1, job);
            query.setString(2, topic);
            Map<Integer, Long> next = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    next.put(rows.getInt(1), rows.getLong(2));
                }
            }
            return next;
        }
    }
}
