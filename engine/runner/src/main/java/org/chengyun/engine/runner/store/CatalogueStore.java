package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.window.MetricNumber;

/** Keeps the tables {@code metric} and {@code dataset_version} in step with the definitions. */
public final class CatalogueStore {
    private static final String ACTIVE = """
            select metric_no, version, substance from metric where id = ? and active
            """;
    private static final String VERSION = "select version, substance from metric where metric_no = ?";
    private static final String RETIRE = "update metric set active = false where id = ? and active";
    private static final String ADD = """
            insert into metric (id, version, dataset, substance, active)
            select ?, coalesce(max(version), 0) + 1, ?, ?, %s from metric where id = ?
            returning metric_no, version
            """;
    private static final String ADD_ACTIVE = ADD.formatted("true");
    private static final String ADD_INACTIVE = ADD.formatted("false");
    private static final String ACTIVATE = "update metric set active = true where metric_no = ?";
    private static final String GENERATION = "select generation from catalogue_generation where dataset = ?";
    private static final String RAISE = """
            insert into catalogue_generation as g (dataset, generation) values (?, 1)
            on conflict (dataset) do update set generation = g.generation + 1
            """;
    private static final String REPLAYED =
            "select exists (select from replay where dataset = ? and state in ('waiting', 'running'))";
    private static final List<String> DROP = List.of(
            "delete from window_stat where metric_no = ?",
            "delete from window_sketch where metric_no = ?",
            "delete from window_items where metric_no = ?",
            "delete from window_revision where metric_no = ?",
            "delete from top_n where metric_no = ?",
            "delete from session_window where metric_no = ?",
            "delete from session_revision where metric_no = ?",
            "delete from series where metric_no = ?",
            "delete from metric where metric_no = ? and not active");
    /** What is locked to change which metrics there are. */
    private static final String CATALOGUE = "catalogue";

    private static final String ADD_SCHEMA = """
            insert into dataset_version (dataset, fingerprint, schema) values (?, ?, ?)
            on conflict do nothing
            """;

    private CatalogueStore() {}

    /**
     * The metrics of a dataset with their numbers. A definition whose substance changed becomes a new version and the
     * old one is retired; its numbers stay.
     */
    public static EngineMetrics synchronise(Connection connection, Catalogue catalogue, Dataset dataset)
            throws SQLException {
        connection.setAutoCommit(false);
        Locks.exclusive(connection, CATALOGUE);
        addSchema(connection, dataset);
        List<MetricNumber> numbers = new ArrayList<>();
        for (Metric metric : catalogue.metricsOf(dataset)) {
            numbers.add(number(connection, metric));
        }
        long generation = generation(connection, dataset);
        connection.commit();
        return new EngineMetrics(numbers, generation);
    }

    private static long generation(Connection connection, Dataset dataset) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(GENERATION)) {
            read.setString(1, dataset.id());
            try (ResultSet row = read.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /**
     * A further version of a metric, which nobody computes or reads until {@link #switchOver}.
     */
    public static MetricNumber prepare(Connection connection, Metric metric) throws SQLException {
        Locks.exclusive(connection, CATALOGUE);
        try (PreparedStatement add = connection.prepareStatement(ADD_INACTIVE)) {
            bind(add, metric);
            try (ResultSet row = add.executeQuery()) {
                row.next();
                return new MetricNumber(metric, row.getInt("metric_no"), row.getInt("version"));
            }
        }
    }

    /**
     * Makes a prepared version the one that is computed and read. The caller holds {@link #lock}; the transaction that
     * commits it ends every batch that was folded without it.
     */
    public static void switchOver(Connection connection, MetricNumber prepared) throws SQLException {
        try (PreparedStatement retire = connection.prepareStatement(RETIRE);
                PreparedStatement activate = connection.prepareStatement(ACTIVATE)) {
            retire.setString(1, prepared.metric().id());
            retire.executeUpdate();
            activate.setInt(1, prepared.number());
            activate.executeUpdate();
        }
        raise(connection, prepared.metric().dataset());
    }

    /**
     * Lets every loop of the dataset begin with empty memory: a batch of before that is not committed yet will not be. Takes
     * {@link #lock}; to be committed soon.
     *
     * @return false if a metric of it is being computed anew, which would be disturbed; then nothing was done
     */
    public static boolean beginAnew(Connection connection, Dataset dataset) throws SQLException {
        lock(connection, dataset);
        try (PreparedStatement ask = connection.prepareStatement(REPLAYED)) {
            ask.setString(1, dataset.id());
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    return false;
                }
            }
        }
        raise(connection, dataset.id());
        return true;
    }

    private static void raise(Connection connection, String dataset) throws SQLException {
        try (PreparedStatement raise = connection.prepareStatement(RAISE)) {
            raise.setString(1, dataset);
            raise.executeUpdate();
        }
    }

    /** A prepared version; empty if its definition is another one by now. */
    public static Optional<MetricNumber> version(Connection connection, Metric metric, int number) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(VERSION)) {
            read.setInt(1, number);
            try (ResultSet row = read.executeQuery()) {
                return row.next() && row.getString("substance").equals(metric.substance())
                        ? Optional.of(new MetricNumber(metric, number, row.getInt("version")))
                        : Optional.empty();
            }
        }
    }

    /** Drops a version that was never switched to, with all its numbers. */
    public static void drop(Connection connection, MetricNumber prepared) throws SQLException {
        for (String sql : DROP) {
            try (PreparedStatement drop = connection.prepareStatement(sql)) {
                drop.setInt(1, prepared.number());
                drop.executeUpdate();
            }
        }
    }

    /** Until the transaction ends, no metric of the dataset changes, and none of its batches commits. */
    public static void lock(Connection connection, Dataset dataset) throws SQLException {
        Locks.exclusive(connection, CATALOGUE);
        Locks.exclusive(connection, dataset.id());
    }

    /** The metric as it is computed now; empty if it is not, or by another definition. */
    public static Optional<MetricNumber> active(Connection connection, Metric metric) throws SQLException {
        try (PreparedStatement active = connection.prepareStatement(ACTIVE)) {
            active.setString(1, metric.id());
            try (ResultSet row = active.executeQuery()) {
                return row.next() && row.getString("substance").equals(metric.substance())
                        ? Optional.of(new MetricNumber(metric, row.getInt("metric_no"), row.getInt("version")))
                        : Optional.empty();
            }
        }
    }

    private static void addSchema(Connection connection, Dataset dataset) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD_SCHEMA)) {
            add.setString(1, dataset.id());
            add.setLong(2, dataset.schema().fingerprint());
            add.setString(3, dataset.schema().avroJson());
            add.executeUpdate();
        }
    }

    private static MetricNumber number(Connection connection, Metric metric) throws SQLException {
        Optional<MetricNumber> active = active(connection, metric);
        return active.isPresent() ? active.get() : newVersion(connection, metric);
    }

    private static MetricNumber newVersion(Connection connection, Metric metric) throws SQLException {
        try (PreparedStatement retire = connection.prepareStatement(RETIRE);
                PreparedStatement add = connection.prepareStatement(ADD_ACTIVE)) {
            retire.setString(1, metric.id());
            retire.executeUpdate();
            bind(add, metric);
            try (ResultSet row = add.executeQuery()) {
                row.next();
                return new MetricNumber(metric, row.getInt("metric_no"), row.getInt("version"));
            }
        }
    }

    private static void bind(PreparedStatement add, Metric metric) throws SQLException {
        add.setString(1, metric.id());
        add.setString(2, metric.dataset());
        add.setString(3, metric.substance());
        add.setString(4, metric.id());
    }
}
