package org.chengyun.engine.runner.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.retention.Horizons;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.store.KeptTable;
import org.chengyun.engine.runner.store.WatermarkTable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One look at all datasets: says in {@code kept} from when on is kept, then drops whole chunks that nobody needs, then
 * deletes the rest in small batches. Not thread-safe; the connection is its own.
 */
final class RetentionRound {
    private static final Logger LOG = Logger.getLogger(RetentionRound.class);
    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended('chengyun/retention', 0))";
    private static final String UNLOCK = "select pg_advisory_unlock(hashtextextended('chengyun/retention', 0))";

    /** The last cut up to a moment that closed windows: as of it and of what came after it everything can be told. */
    private static final String FIRST_CUT = """
            select cut, committed_at from cut
             where dataset = ? and job = ? and kind = 'close' and committed_at <= ?
             order by cut desc limit 1
            """;

    private final String job;
    private final Catalogue catalogue;
    private final Connection connection;
    private final InstantSource clock;
    private final RetentionState state;
    private final Predicate<Duration> pause;

    /** @param pause true if it is time to stop */
    RetentionRound(
            String job,
            Catalogue catalogue,
            Connection connection,
            InstantSource clock,
            RetentionState state,
            Predicate<Duration> pause) {
        this.job = job;
        this.catalogue = catalogue;
        this.connection = connection;
        this.clock = clock;
        this.state = state;
        this.pause = pause;
    }

    void run() throws SQLException {
        connection.setAutoCommit(true);
        if (!isTrue(LOCK)) {
            return;
        }
        try {
            connection.setAutoCommit(false);
            Map<String, Map<Kind, Long>> kept = new HashMap<>();
            for (Dataset dataset : catalogue.datasets()) {
                raise(dataset);
                kept.put(dataset.id(), KeptTable.read(connection, dataset.id()));
                connection.commit();
            }
            kept.forEach((dataset, kinds) -> kinds.forEach((kind, fromMs) -> state.keptFrom(dataset, kind, fromMs)));
            remove(kept);
            state.roundEnded(clock.instant());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            isTrue(UNLOCK);
        }
    }

    private void raise(Dataset dataset) throws SQLException {
        List<Metric> metrics = catalogue.metricsOf(dataset);
        long watermarkMs = WatermarkTable.read(connection, dataset.id());
        var horizons = new EnumMap<Kind, Long>(Kind.class);
        horizons.putAll(new Horizons(dataset.keep(), metrics, watermarkMs, clock.millis()).all());
        Map<Kind, Long> known = KeptTable.read(connection, dataset.id());
        connection.commit();
        for (var horizon : horizons.entrySet()) {
            Kind kind = horizon.getKey();
            Optional<First> first = kind == Kind.CUTS
                    ? firstCut(dataset, horizon.getValue())
                    : Optional.of(new First(null, horizon.getValue()));
            if (first.isPresent() && first.get().fromMs > known.getOrDefault(kind, PartitionProgress.NONE)) {
                KeptTable.raise(connection, dataset.id(), kind, first.get().fromMs, first.get().cut);
            }
            connection.commit();
        }
    }

    private record First(@Nullable Long cut, long fromMs) {}

    private Optional<First> firstCut(Dataset dataset, long horizonMs) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(FIRST_CUT)) {
            first.setString(1, dataset.id());
            first.setString(2, job);
            first.setTimestamp(3, new Timestamp(horizonMs));
            try (ResultSet row = first.executeQuery()) {
                return row.next()
                        ? Optional.of(new First(
                                row.getLong("cut"),
                                row.getTimestamp("committed_at").getTime()))
                        : Optional.empty();
            }
        }
    }

    private void remove(Map<String, Map<Kind, Long>> kept) throws SQLException {
        var chunks = new Chunks(connection, catalogue, kept);
        for (Table table : Table.values()) {
            chunks.drop(table);
        }
        for (Dataset dataset : catalogue.datasets()) {
            var rows = new OldRows(connection, dataset, Horizons.longestGapMs(catalogue.metricsOf(dataset)), pause);
            for (var from : kept.getOrDefault(dataset.id(), Map.of()).entrySet()) {
                for (Table table : Table.of(from.getKey())) {
                    if (chunks.goesByRows(table, from.getValue())) {
                        remove(rows, table, dataset, from.getKey(), from.getValue());
                    }
                }
            }
            if (kept.getOrDefault(dataset.id(), Map.of()).containsKey(Kind.SESSIONS)) {
                removeSeries(dataset);
            }
        }
    }

    /** Once a day: the loops of the dataset begin anew for it. */
    private void removeSeries(Dataset dataset) throws SQLException {
        if (!state.isDayOfSeries(dataset.id(), clock.instant())) {
            return;
        }
        long removed = new OldSeries(connection, catalogue, dataset, pause).remove();
        if (removed > 0) {
            LOG.infof("dataset=%s removed %d series without sessions", dataset.id(), removed);
        }
    }

    private void remove(OldRows rows, Table table, Dataset dataset, Kind kind, long fromMs) throws SQLException {
        long removed = rows.remove(table, kind, fromMs);
        if (removed > 0) {
            state.removed(dataset.id(), kind, removed);
            LOG.infof("dataset=%s removed %d rows of %s (%s)", dataset.id(), removed, table.sqlName(), kind.word());
        }
    }

    private boolean isTrue(String sql) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(sql);
                ResultSet row = ask.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
