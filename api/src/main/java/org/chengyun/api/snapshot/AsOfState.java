package org.chengyun.api.snapshot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Reads how far a dataset had come at an earlier moment. */
final class AsOfState {
    private static final String LAST =
            "select cut from cut where dataset = ? and job = 'live' order by cut desc limit 1";
    private static final String UP_TO_CUT =
            "select cut from cut where dataset = ? and job = 'live' and cut <= ? order by cut desc limit 1";
    private static final String UP_TO_TIME = """
            select cut from cut where dataset = ? and job = 'live' and committed_at <= ?
             order by committed_at desc, cut desc limit 1
            """;
    private static final String WATERMARK = """
            select watermark from cut where dataset = ? and job = 'live' and kind = 'close' and cut <= ?
             order by cut desc limit 1
            """;

    private AsOfState() {}

    static DatasetState read(Connection connection, String dataset, AsOf asOf) throws SQLException {
        long cut = cut(connection, dataset, asOf);
        try (var statement = connection.prepareStatement(WATERMARK)) {
            statement.setString(1, dataset);
            statement.setLong(2, cut);
            try (var row = statement.executeQuery()) {
                // What was open then is left out, so nobody asks how far its event time had come.
                return new DatasetState(
                        cut, row.next() ? Times.optional(row, "watermark") : Optional.empty(), Optional.empty());
            }
        }
    }

    private static long cut(Connection connection, String dataset, AsOf asOf) throws SQLException {
        return switch (asOf) {
            case AsOf.Latest() -> {
                try (var statement = connection.prepareStatement(LAST)) {
                    yield cut(statement, dataset);
                }
            }
            case AsOf.Cut(long cut) -> {
                try (var statement = connection.prepareStatement(UP_TO_CUT)) {
                    statement.setLong(2, cut);
                    yield cut(statement, dataset);
                }
            }
            case AsOf.Time(var time) -> {
                try (var statement = connection.prepareStatement(UP_TO_TIME)) {
                    statement.setObject(2, Times.sql(time));
                    yield cut(statement, dataset);
                }
            }
        };
    }

    private static long cut(PreparedStatement statement, String dataset) throws SQLException {
        statement.setString(1, dataset);
        try (var row = statement.executeQuery()) {
            return row.next() ? row.getLong("cut") : 0;
        }
    }
}
