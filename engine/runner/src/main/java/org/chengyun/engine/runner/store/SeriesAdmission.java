package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The table {@code series_admission}: how many series a metric may still get. Its row is locked from the question to the
 * end of the transaction, so that instances share one allowance, and a restarted one has no other.
 */
final class SeriesAdmission {
    private static final String BEGIN = """
            insert into series_admission (metric_no, series, minute, admitted)
            select ?, count(*), date_trunc('minute', now()), 0 from series where metric_no = ? and not overflow
            on conflict do nothing
            """;
    private static final String LOCK = """
            select case when ? and minute < date_trunc('day', now()) then 0 else series end as series,
                   case when minute = date_trunc('minute', now()) then admitted else 0 end as admitted
              from series_admission where metric_no = ? for update
            """;
    private static final String TAKE = """
            update series_admission
               set series = ?, admitted = ?, minute = date_trunc('minute', now()) where metric_no = ?
            """;
    private static final String OVERFLOW = """
            update series_admission
               set overflowed = overflowed + ?, overflowed_at = now(), why = ? where metric_no = ?
            """;

    /** Why a series is not admitted; the code stands in the table. */
    enum Limit {
        NEW_SERIES("new-series"),
        SERIES("series");

        private final String code;

        Limit(String code) {
            this.code = code;
        }
    }

    private final int metricNo;
    private final SeriesLimits limits;
    /** Then those of the days before do not count. */
    private final boolean perDay;

    private boolean hasBegun;
    private long series;
    private int admitted;
    private Limit limit = Limit.NEW_SERIES;

    /** @param perDay whether {@link SeriesLimits#most} is meant for a day, by the database's clock */
    SeriesAdmission(int metricNo, SeriesLimits limits, boolean perDay) {
        this.metricNo = metricNo;
        this.limits = limits;
        this.perDay = perDay;
    }

    /** How many series may be added in this transaction. Locks. */
    int room(Connection connection) throws SQLException {
        if (limits.equals(SeriesLimits.NONE)) {
            return Integer.MAX_VALUE;
        }
        begin(connection);
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setBoolean(1, perDay);
            lock.setInt(2, metricNo);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                series = row.getLong("series");
                admitted = row.getInt("admitted");
                long rest = Math.max(0, limits.most() - series);
                int restOfMinute = Math.max(0, limits.mostNewPerMinute() - admitted);
                limit = rest < restOfMinute ? Limit.SERIES : Limit.NEW_SERIES;
                return (int) Math.min(rest, restOfMinute);
            }
        }
    }

    private void begin(Connection connection) throws SQLException {
        if (hasBegun) {
            return;
        }
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setInt(1, metricNo);
            begin.setInt(2, metricNo);
            begin.executeUpdate();
        }
        hasBegun = true;
    }

    /** So many were added; in the transaction of {@link #room}. */
    void took(Connection connection, int added) throws SQLException {
        if (limits.equals(SeriesLimits.NONE)) {
            return;
        }
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setLong(1, series + added);
            take.setInt(2, admitted + added);
            take.setInt(3, metricNo);
            take.executeUpdate();
        }
    }

    /** So many observations are counted in the overflow series; in the transaction that counts them. */
    void overflowed(Connection connection, long observations) throws SQLException {
        try (PreparedStatement overflow = connection.prepareStatement(OVERFLOW)) {
            overflow.setLong(1, observations);
            overflow.setString(2, limit.code);
            overflow.setInt(3, metricNo);
            overflow.executeUpdate();
        }
    }

    /** Which limit it was, for people. */
    String limit() {
        return switch (limit) {
            case NEW_SERIES ->
                "more than %,d new series in a minute (%s)"
                        .formatted(limits.mostNewPerMinute(), limits.newPerMinuteSetBy());
            case SERIES ->
                "more than %,d series%s (%s)".formatted(limits.most(), perDay ? " in a day" : "", limits.mostSetBy());
        };
    }
}
