package org.chengyun.api.status;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.status.Status.EngineOf;
import org.chengyun.api.status.Status.OverLimit;
import org.chengyun.datasets.catalogue.Dataset;

/** What the engines say of themselves. Without addresses and names of machines: every viewer may read it. */
final class EngineReader {
    private static final String ENGINES = """
            select at, condition, pace, delay_p99_ms, delay_target_ms, warning from engine_state
             where job = 'live' and dataset = ? order by instance
            """;
    private static final String OVER_LIMITS = """
            select m.id, a.overflowed, a.overflowed_at, a.why
              from series_admission a join metric m using (metric_no)
             where m.dataset = ? and m.active and a.overflowed_at is not null order by m.id
            """;

    private final Snapshot snapshot;

    EngineReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    List<EngineOf> engines(Dataset dataset) {
        try (var statement = snapshot.connection().prepareStatement(ENGINES)) {
            statement.setString(1, dataset.id());
            List<EngineOf> engines = new ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    engines.add(new EngineOf(
                            Times.instant(row, "at"),
                            row.getString("condition"),
                            row.getString("pace"),
                            row.getLong("delay_p99_ms"),
                            row.getLong("delay_target_ms"),
                            row.getString("warning")));
                }
            }
            return List.copyOf(engines);
        } catch (SQLException e) {
            throw new ReadFailed("the engines of " + dataset.id(), e);
        }
    }

    List<OverLimit> overLimits(Dataset dataset) {
        try (var statement = snapshot.connection().prepareStatement(OVER_LIMITS)) {
            statement.setString(1, dataset.id());
            List<OverLimit> metrics = new ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    metrics.add(new OverLimit(
                            row.getString("id"),
                            row.getLong("overflowed"),
                            Times.instant(row, "overflowed_at"),
                            row.getString("why")));
                }
            }
            return List.copyOf(metrics);
        } catch (SQLException e) {
            throw new ReadFailed("the series over the limit in " + dataset.id(), e);
        }
    }
}
