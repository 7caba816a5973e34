package org.chengyun.api.progress;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.datasets.catalogue.Dataset;

/** Reads how far a dataset has come. */
public final class ProgressReader {
    private static final String LATEST = """
            select now() as now, (select committed_at from cut where dataset = ? order by cut desc limit 1) as committed_at
            """;
    private static final String PARTITIONS = """
            select partition, next_offset, max_event_time, active_at
              from engine_offset where job = 'live' and topic = ? order by partition
            """;

    private ProgressReader() {}

    public static Progress read(Snapshot snapshot, Dataset dataset) {
        try (var latest = snapshot.connection().prepareStatement(LATEST)) {
            latest.setString(1, dataset.id());
            try (var row = latest.executeQuery()) {
                row.next();
                Instant now = Times.instant(row, "now");
                Optional<Instant> committedAt = Times.optional(row, "committed_at");
                return new Progress(dataset, now, committedAt, partitions(snapshot, dataset));
            }
        } catch (SQLException e) {
            throw new ReadFailed("the progress of " + dataset.id(), e);
        }
    }

    private static List<PartitionState> partitions(Snapshot snapshot, Dataset dataset) throws SQLException {
        List<PartitionState> partitions = new ArrayList<>();
        try (var statement = snapshot.connection().prepareStatement(PARTITIONS)) {
            statement.setString(1, dataset.topic());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    partitions.add(new PartitionState(
                            rows.getInt("partition"),
                            rows.getLong("next_offset"),
                            Times.optional(rows, "max_event_time"),
                            Times.optional(rows, "active_at"),
                            // The tables do not say; a reader that is behind commits all the time and so is not silent.
                            true));
                }
            }
        }
        return partitions;
    }
}
