package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.time.PartitionProgress;

/** The table {@code watermark}: up to where the windows of a dataset are closed. */
public final class WatermarkTable {
    private static final String READ = "select watermark from watermark where dataset = ?";
    private static final String WRITE = """
            insert into watermark (dataset, watermark, cut) values (?, ?, ?)
            on conflict (dataset) do update set watermark = excluded.watermark, cut = excluded.cut
            """;

    private WatermarkTable() {}

    /** Epoch ms, or {@link PartitionProgress#NONE}. It may rise at once unless a lock of the dataset is held. */
    public static long read(Connection connection, String dataset) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, dataset);
            try (ResultSet row = read.executeQuery()) {
                return row.next() ? row.getTimestamp(1).getTime() : PartitionProgress.NONE;
            }
        }
    }

    static void delete(Connection connection, String dataset) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from watermark where dataset = ?")) {
            delete.setString(1, dataset);
            delete.executeUpdate();
        }
    }

    static void write(Connection connection, String dataset, Cut cut) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            write.setString(1, dataset);
            write.setTimestamp(2, new Timestamp(cut.watermarkMs()));
            write.setLong(3, cut.number());
            write.executeUpdate();
        }
    }
}
