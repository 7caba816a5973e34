package org.chengyun.api.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.engine.EngineAnswer.Cut;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;

/** Reads cuts of a dataset. Belongs to a snapshot. */
final class CutReader {
    private static final String NEWEST = """
            select cut, committed_at, kind, watermark, events_in, counted, filtered, duplicates, quarantined, late,
                   fold_ms, commit_ms
              from cut where dataset = ? and job = 'live' order by cut desc limit ?
            """;

    /** The inner limit keeps the read short; the outer borders make the rate right if more was committed than that. */
    private static final String RATE = """
            with recent as (
              select committed_at, events_in from cut
               where dataset = ? and job = 'live' and committed_at > now() - interval '1 day'
               order by cut desc limit 1000)
            select coalesce(sum(events_in) filter (where committed_at > now() - interval '1 minute'), 0)
                   / least(60, greatest(1, case when count(*) = 1000
                       then extract(epoch from now() - min(committed_at)) else 60 end)) as per_second
              from recent
            """;

    private final Snapshot snapshot;

    CutReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The newest first. */
    List<Cut> newest(String dataset, int limit) {
        try (var statement = snapshot.connection().prepareStatement(NEWEST)) {
            statement.setString(1, dataset);
            statement.setInt(2, limit);
            List<Cut> cuts = new ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    cuts.add(new Cut(
                            row.getLong("cut"),
                            Times.instant(row, "committed_at"),
                            row.getString("kind"),
                            Times.optional(row, "watermark").orElse(null),
                            row.getLong("events_in"),
                            row.getLong("counted"),
                            row.getLong("filtered"),
                            row.getLong("duplicates"),
                            row.getLong("quarantined"),
                            row.getLong("late"),
                            row.getInt("fold_ms"),
                            row.getInt("commit_ms")));
                }
            }
            return cuts;
        } catch (SQLException e) {
            throw new ReadFailed("the cuts of " + dataset, e);
        }
    }

    /** Events read per second over the last minute. */
    double eventsPerSecond(String dataset) {
        try (var statement = snapshot.connection().prepareStatement(RATE)) {
            statement.setString(1, dataset);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getDouble("per_second");
            }
        } catch (SQLException e) {
            throw new ReadFailed("the rate of " + dataset, e);
        }
    }
}
