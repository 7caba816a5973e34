package org.chengyun.engine.bench.measure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a run made PostgreSQL write.
 *
 * @param walBytes of its log
 * @param inserted rows
 * @param updated rows
 * @param inPlace of the updated ones those that found room on their page, so that no index was touched (HOT)
 */
public record Written(long walBytes, long inserted, long updated, long inPlace) {
    /** So far, in this database; of the log, in the whole server since its start. */
    public static Written soFar(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint,
                               coalesce(sum(n_tup_ins), 0)::bigint,
                               coalesce(sum(n_tup_upd), 0)::bigint,
                               coalesce(sum(n_tup_hot_upd), 0)::bigint
                        from pg_stat_user_tables
                        """)) {
            row.next();
            return new Written(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    public Written since(Written before) {
        return new Written(
                walBytes - before.walBytes,
                inserted - before.inserted,
                updated - before.updated,
                inPlace - before.inPlace);
    }

    /** Rows that were inserted or updated. */
    public long rows() {
        return inserted + updated;
    }

    /** Of the updated rows those that touched no index; NaN if none was updated. */
    public double inPlaceShare() {
        return updated == 0 ? Double.NaN : (double) inPlace / updated;
    }
}
