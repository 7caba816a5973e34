package org.chengyun.ingest.site;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.decode.SiteRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the table {@code site} in memory, read anew from time to time, and soon when somebody asks for a site that
 * is not in it. Thread-safe. While the database is away the last copy serves.
 */
public final class JdbcSiteRegistry implements SiteRegistry, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JdbcSiteRegistry.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final String SQL = "select dataset, site, road, district from site where active";

    private final DataSource database;
    private final long refreshNanos;
    private final SiteTables tables;
    private final Thread refresher;
    private volatile @Nullable Map<String, Map<String, Site>> sites;
    private volatile boolean missed;
    private volatile String trouble = "it was not asked yet";

    /**
     * @param refresh time between two reads of a registry that answers everything
     * @param tables added to the registry before it is read first
     */
    public JdbcSiteRegistry(DataSource database, Duration refresh, SiteTables tables) {
        this.database = database;
        this.refreshNanos = refresh.toNanos();
        this.tables = tables;
        this.refresher = Thread.ofVirtual().name("site-registry").unstarted(this::keepFresh);
    }

    /** Begins to read and returns at once. */
    public void start() {
        refresher.start();
    }

    @Override
    public @Nullable Site find(String dataset, String site) {
        Map<String, Map<String, Site>> known = sites;
        Site found =
                known == null ? null : known.getOrDefault(dataset, Map.of()).get(site);
        if (found == null) {
            missed = true;
        }
        return found;
    }

    @Override
    public void requireRead() {
        if (sites == null) {
            throw new RegistryAway("the registry of sites could not be read from the database: " + trouble);
        }
    }

    private void keepFresh() {
        long readAt = System.nanoTime() - refreshNanos;
        while (!Thread.currentThread().isInterrupted()) {
            boolean due = System.nanoTime() - readAt >= refreshNanos || missed || sites == null;
            if (due && read()) {
                readAt = System.nanoTime();
            }
            try {
                Thread.sleep(sites == null ? Duration.ofSeconds(1) : LOOK);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean read() {
        missed = false;
        try {
            sites = query();
            trouble = "";
            return true;
        } catch (SQLException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(trouble)) {
                LOG.warnf("the registry of sites cannot be read, the last copy serves: %s", why);
            }
            trouble = why;
            return false;
        }
    }

    private Map<String, Map<String, Site>> query() throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (sites == null) {
                tables.write(connection);
            }
            return query(connection);
        }
    }

    private static Map<String, Map<String, Site>> query(Connection connection) throws SQLException {
        Map<String, Map<String, Site>> read = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SQL);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                read.computeIfAbsent(rows.getString(1), dataset -> new HashMap<>())
                        .put(rows.getString(2), new Site(rows.getString(3), rows.getString(4)));
            }
        }
        return read;
    }

    @Override
    public void close() {
        refresher.interrupt();
    }
}
