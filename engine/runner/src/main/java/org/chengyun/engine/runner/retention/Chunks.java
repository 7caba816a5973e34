package org.chengyun.engine.runner.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.jboss.logging.Logger;

/**
 * Whole chunks of hypertables. All datasets share them, so one goes only when none of them keeps anything of it, and never
 * while a dataset without a definition has numbers: its definition may come back. Not thread-safe.
 */
final class Chunks {
    private static final Logger LOG = Logger.getLogger(Chunks.class);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    /** Whoever needs a chunk for longer keeps it until the next round; nobody queues behind us for longer than that. */
    private static final String SHORT_WAIT = "set local lock_timeout = '300ms'";

    private static final String HAS_TIMESCALE =
            "select exists (select from pg_extension where extname = 'timescaledb')";
    private static final String UNDEFINED =
            "select exists (select from metric where dataset <> all (?)) or exists (select from watermark where dataset <> all (?))";
    /** Whether anything is computed anew, whose windows may be open however old they are. Nothing begins until we are done. */
    private static final String HOLD_REPLAYS = "lock table replay in share mode";

    private static final String REPLAYS = "select exists (select from replay where state in ('waiting', 'running'))";

    private final Connection connection;
    private final Catalogue catalogue;
    private final Map<String, Map<Kind, Long>> kept;
    private final Map<Table, Long> bordersMs = new EnumMap<>(Table.class);

    /** @param kept from when on, epoch ms, by dataset and kind */
    Chunks(Connection connection, Catalogue catalogue, Map<String, Map<Kind, Long>> kept) throws SQLException {
        this.connection = connection;
        this.catalogue = catalogue;
        this.kept = kept;
        if (isTrue(HAS_TIMESCALE) && !hasUndefined()) {
            for (Table table : Table.values()) {
                border(table).ifPresent(ms -> bordersMs.put(table, ms));
            }
        }
        connection.commit();
    }

    private Optional<Long> border(Table table) {
        long borderMs = Long.MAX_VALUE;
        for (var dataset : catalogue.datasets()) {
            Map<Kind, Long> ofDataset = kept.getOrDefault(dataset.id(), Map.of());
            for (Kind kind : table.kinds()) {
                Long fromMs = ofDataset.get(kind);
                if (fromMs == null) {
                    return Optional.empty();
                }
                borderMs = Math.min(borderMs, fromMs);
            }
        }
        // The time of a cut is that of a clock, which may have gone back; what is kept of cuts is told by their
        // numbers.
        long spareMs = table == Table.CUT ? table.chunk().toMillis() : 0;
        return table.chunk().isZero() ? Optional.empty() : Optional.of(borderMs - spareMs);
    }

    /** Whether rows before that time are to be deleted one by one: they would not go soon with a chunk. */
    boolean goesByRows(Table table, long fromMs) {
        Long borderMs = bordersMs.get(table);
        return borderMs == null || fromMs > borderMs + 2 * table.chunk().toMillis();
    }

    /** Drops those in which nothing is kept. */
    void drop(Table table) throws SQLException {
        Long borderMs = bordersMs.get(table);
        if (borderMs == null) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(SHORT_WAIT);
            statement.execute(HOLD_REPLAYS);
            if (!isTrue(REPLAYS)) {
                drop(table, borderMs);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            LOG.debugf("old chunks of %s are in use; they go in the next round", table.sqlName());
        }
    }

    private void drop(Table table, long borderMs) throws SQLException {
        String sql = "select count(*) from drop_chunks('%s', older_than => ?::timestamptz)".formatted(table.sqlName());
        try (PreparedStatement drop = connection.prepareStatement(sql)) {
            drop.setTimestamp(1, new Timestamp(borderMs));
            try (ResultSet row = drop.executeQuery()) {
                row.next();
                if (row.getLong(1) > 0) {
                    LOG.infof("dropped %d chunks of %s", row.getLong(1), table.sqlName());
                }
            }
        }
    }

    private boolean hasUndefined() throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(UNDEFINED)) {
            Object[] defined = catalogue.datasets().stream().map(d -> d.id()).toArray();
            ask.setArray(1, connection.createArrayOf("text", defined));
            ask.setArray(2, connection.createArrayOf("text", defined));
            return isTrue(ask);
        }
    }

    private boolean isTrue(String sql) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(sql)) {
            return isTrue(ask);
        }
    }

    private static boolean isTrue(PreparedStatement ask) throws SQLException {
        try (ResultSet row = ask.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
