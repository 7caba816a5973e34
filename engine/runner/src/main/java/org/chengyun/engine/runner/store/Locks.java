package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Advisory locks that end with the transaction. Batches of a dataset share one (they add to rows, in any order); closing
 * its windows is exclusive, because a window must see every delta below the watermark either in its slices or as late.
 */
final class Locks {
    private Locks() {}

    static void shared(Connection connection, String name) throws SQLException {
        take(connection, "select pg_advisory_xact_lock_shared(hashtextextended(?, 0))", name);
    }

    static void exclusive(Connection connection, String name) throws SQLException {
        take(connection, "select pg_advisory_xact_lock(hashtextextended(?, 0))", name);
    }

    /**
     * Who corrects closed windows of a dataset does so alone: revisions are numbered one after the other, and a ranking sees
     * every score. To be taken before any row of a window is written.
     */
    static void corrections(Connection connection, String name) throws SQLException {
        exclusive(connection, name + "/corrections");
    }

    private static void take(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "chengyun/" + name);
            statement.execute();
        }
    }
}
