package org.chengyun.ingest.site;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.chengyun.ingest.decode.KnownSite;

/**
 * Adds the sites that formats describe to the registry. Only what the registry does not know is filled in: an operator's
 * {@code sites.csv} says it better. Immutable.
 */
public final class SiteTables {
    /** Describe no site. */
    public static final SiteTables NONE = new SiteTables(Map.of());

    private static final int BATCH = 1_000;
    private static final String SQL = """
            insert into site as old (dataset, site, road, lon, lat, interval_s)
            values (?, ?, ?, ?, ?, ?)
            on conflict (dataset, site) do update
              set road = coalesce(old.road, excluded.road),
                  lon = coalesce(old.lon, excluded.lon),
                  lat = coalesce(old.lat, excluded.lat)
              where (old.road is null and excluded.road is not null) or (old.lon is null and excluded.lon is not null)
            """;

    private final Map<String, List<KnownSite>> byDataset;

    public SiteTables(Map<String, List<KnownSite>> byDataset) {
        this.byDataset = Map.copyOf(byDataset);
    }

    /** Writes all of them, or none. */
    void write(Connection connection) throws SQLException {
        if (byDataset.values().stream().allMatch(List::isEmpty)) {
            return;
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            for (Map.Entry<String, List<KnownSite>> entry : byDataset.entrySet()) {
                write(insert, entry.getKey(), entry.getValue());
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void write(PreparedStatement insert, String dataset, List<KnownSite> sites) throws SQLException {
        int waiting = 0;
        for (KnownSite site : sites) {
            insert.setString(1, dataset);
            insert.setString(2, site.site());
            insert.setString(3, site.road());
            insert.setObject(4, site.lon(), Types.DOUBLE);
            insert.setObject(5, site.lat(), Types.DOUBLE);
            insert.setInt(6, site.intervalS());
            insert.addBatch();
            if (++waiting % BATCH == 0) {
                insert.executeBatch();
            }
        }
        insert.executeBatch();
    }
}
