package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.window.MetricNumber;

/** Keeps the tables {@code metric} and {@code dataset_version} in step with the definitions. */
public final class CatalogueStore {
    private static final String ACTIVE = """
            select metric_no, version, substance from metric where id = ? and active
            """;
    private static final String RETIRE = "update metric set active = false where id = ? and active";
    private static final String ADD = """
            insert into metric (id, version, dataset, substance)
            select ?, coalesce(max(version), 0) + 1, ?, ? from metric where id = ?
            returning metric_no, version
            """;
    private static final String ADD_SCHEMA = """
            insert into dataset_version (dataset, fingerprint, schema) values (?, ?, ?)
            on conflict do nothing
            """;

    private CatalogueStore() {}

    /**
     * The metrics of a dataset with their numbers. A definition whose substance changed becomes a new version and the
     * old one is retired; its numbers stay.
     */
    public static List<MetricNumber> synchronise(Connection connection, Catalogue catalogue, Dataset dataset)
            throws SQLException {
        connection.setAutoCommit(false);
        Locks.exclusive(connection, "catalogue");
        addSchema(connection, dataset);
        List<MetricNumber> numbers = new ArrayList<>();
        for (Metric metric : catalogue.metricsOf(dataset)) {
            numbers.add(number(connection, metric));
        }
        connection.commit();
        return numbers;
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
        try (PreparedStatement active = connection.prepareStatement(ACTIVE)) {
            active.setString(1, metric.id());
            try (ResultSet row = active.executeQuery()) {
                if (row.next() && row.getString("substance").equals(metric.substance())) {
                    return new MetricNumber(metric, row.getInt("metric_no"), row.getInt("version"));
                }
            }
        }
        return newVersion(connection, metric);
    }

    private static MetricNumber newVersion(Connection connection, Metric metric) throws SQLException {
        try (PreparedStatement retire = connection.prepareStatement(RETIRE);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            retire.setString(1, metric.id());
            retire.executeUpdate();
            add.setString(1, metric.id());
            add.setString(2, metric.dataset());
            add.setString(3, metric.substance());
            add.setString(4, metric.id());
            try (ResultSet row = add.executeQuery()) {
                row.next();
                return new MetricNumber(metric, row.getInt("metric_no"), row.getInt("version"));
            }
        }
    }
}
