package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.time.PartitionProgress;

/** The table {@code cut} and the notice of each new row on the channel {@code chengyun_cut}. */
final class CutTable {
    private static final String NEXT = """
            select nextval(pg_get_serial_sequence('cut', 'cut')),
                   coalesce((select generation from catalogue_generation where dataset = ?), 0)
            """;
    private static final String ADD = """
            insert into cut (cut, job, dataset, kind, watermark, offsets, events_in, counted, filtered, duplicates,
                             quarantined, late, fold_ms, commit_ms)
            overriding system value values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String NOTIFY = """
            select pg_notify('chengyun_cut',
                json_build_object('cut', ?, 'dataset', ?, 'kind', ?, 'watermark', ?::timestamptz)::text)
            """;

    private final String job;
    private final String dataset;

    CutTable(String job, String dataset) {
        this.job = job;
        this.dataset = dataset;
    }

    /**
     * The number of the next cut.
     *
     * @param generation that the batch was folded for, of the metrics and the numbers of their series
     * @throws Fenced if it is another one by now
     */
    long next(Connection connection, long generation) throws SQLException, Fenced {
        try (PreparedStatement next = connection.prepareStatement(NEXT)) {
            next.setString(1, dataset);
            try (ResultSet row = next.executeQuery()) {
                row.next();
                if (row.getLong(2) != generation) {
                    throw new Fenced("the metrics of %s have changed, or old series were removed".formatted(dataset));
                }
                return row.getLong(1);
            }
        }
    }

    void batch(Connection connection, Cut cut, Batch batch, long commitMs) throws SQLException {
        var deltas = batch.deltas();
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            head(add, cut, "batch", offsets(batch.ranges()));
            add.setLong(7, deltas.eventsIn());
            add.setLong(8, deltas.counted());
            add.setLong(9, deltas.filtered());
            add.setLong(10, deltas.duplicates());
            add.setLong(11, deltas.quarantined());
            add.setLong(12, deltas.late());
            add.setLong(13, batch.foldMs());
            add.setLong(14, commitMs);
            add.executeUpdate();
        }
        announce(connection, cut, "batch");
    }

    void close(Connection connection, Cut cut, long commitMs) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            head(add, cut, "close", "{}");
            for (int column = 7; column <= 13; column++) {
                add.setLong(column, 0);
            }
            add.setLong(14, commitMs);
            add.executeUpdate();
        }
        announce(connection, cut, "close");
    }

    private void head(PreparedStatement add, Cut cut, String kind, String offsets) throws SQLException {
        add.setLong(1, cut.number());
        add.setString(2, job);
        add.setString(3, dataset);
        add.setString(4, kind);
        add.setTimestamp(5, cut.watermarkMs() == PartitionProgress.NONE ? null : new Timestamp(cut.watermarkMs()));
        add.setString(6, offsets);
    }

    private void announce(Connection connection, Cut cut, String kind) throws SQLException {
        try (PreparedStatement announce = connection.prepareStatement(NOTIFY)) {
            announce.setLong(1, cut.number());
            announce.setString(2, dataset);
            announce.setString(3, kind);
            announce.setString(
                    4,
                    cut.watermarkMs() == PartitionProgress.NONE
                            ? null
                            : Instant.ofEpochMilli(cut.watermarkMs()).toString());
            announce.execute();
        }
    }

    private static String offsets(Map<Integer, OffsetRange> ranges) {
        var json = new StringBuilder("{");
        new TreeMap<>(ranges)
                .forEach((partition, range) -> json.append(json.length() > 1 ? "," : "")
                        .append('"')
                        .append(partition)
                        .append("\":[")
                        .append(range.from())
                        .append(',')
                        .append(range.to())
                        .append(']'));
        return json.append('}').toString();
    }
}
