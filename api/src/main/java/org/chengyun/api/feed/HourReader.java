package org.chengyun.api.feed;

import java.sql.SQLException;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.datasets.catalogue.Dataset;

/** Reads what the engine read of a dataset in the last hour. Belongs to a snapshot. */
final class HourReader {
    private static final String SQL = """
            select coalesce(sum(events_in), 0) as events_in, coalesce(sum(duplicates), 0) as duplicates,
                   coalesce(sum(late), 0) as late
              from cut where dataset = ? and job = 'live' and committed_at > now() - interval '1 hour'
            """;

    private final Snapshot snapshot;

    HourReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Events of a dataset, whatever feed brought them. */
    record Hour(long eventsIn, long duplicates, long late) {}

    Hour read(Dataset dataset) {
        try (var statement = snapshot.connection().prepareStatement(SQL)) {
            statement.setString(1, dataset.id());
            try (var row = statement.executeQuery()) {
                row.next();
                return new Hour(row.getLong("events_in"), row.getLong("duplicates"), row.getLong("late"));
            }
        } catch (SQLException e) {
            throw new ReadFailed("the last hour of " + dataset.id(), e);
        }
    }
}
