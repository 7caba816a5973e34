package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code kept}: from when on each kind of a dataset's results is kept. What late observations mean for windows
 * before it is not written: of a window whose row is gone they would make one that holds nothing else.
 */
public final class KeptTable {
    private static final String READ = "select kind, kept_from from kept where dataset = ?";
    private static final String RAISE = """
            insert into kept as k (dataset, kind, kept_from, first_cut) values (?, ?, ?, ?)
            on conflict (dataset, kind) do update set
              kept_from = greatest(k.kept_from, excluded.kept_from),
              first_cut = greatest(k.first_cut, excluded.first_cut)
            """;
    /** {@link Kind#ofSize} in SQL. */
    private static final String KIND = """
            case when %1$s.size_s < 0 or %1$s.size_s >= 86400 then 'days'
                 when %1$s.size_s >= 3600 then 'hours' else 'minutes' end""";

    private static final String LEAVE_OUT = """
            delete from %1$s late using kept k
             where late.closed and k.dataset = ? and late.start < k.kept_from and k.kind = %2$s
            """;
    private static final String LEAVE_OUT_DELTAS = LEAVE_OUT.formatted("stage_delta", KIND.formatted("late"));
    private static final String LEAVE_OUT_SKETCHES = LEAVE_OUT.formatted("stage_sketch", KIND.formatted("late"));

    private KeptTable() {}

    /** Epoch ms; a kind of which all is kept is absent. */
    public static Map<Kind, Long> read(Connection connection, String dataset) throws SQLException {
        Map<Kind, Long> kept = new EnumMap<>(Kind.class);
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, dataset);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    kept.put(
                            Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                            row.getTimestamp("kept_from").getTime());
                }
            }
        }
        return kept;
    }

    /**
     * Says that what is older is no longer kept, before any of it goes. Waits for batches that correct closed windows: those
     * after it see it. Belongs to a transaction of its own.
     *
     * @param firstCut of {@link Kind#CUTS}, else null
     */
    public static void raise(Connection connection, String dataset, Kind kind, long keptFromMs, @Nullable Long firstCut)
            throws SQLException {
        Locks.corrections(connection, dataset);
        try (PreparedStatement raise = connection.prepareStatement(RAISE)) {
            raise.setString(1, dataset);
            raise.setString(2, kind.word());
            raise.setTimestamp(3, new Timestamp(keptFromMs));
            raise.setObject(4, firstCut, Types.BIGINT);
            raise.executeUpdate();
        }
    }

    /** Takes windows that are no longer kept out of the stage of late deltas. The caller holds the lock of corrections. */
    static void leaveOutDeltas(Connection connection, String dataset) throws SQLException {
        leaveOut(connection, LEAVE_OUT_DELTAS, dataset);
    }

    /** The same for sketches, after they were spread over their windows. */
    static void leaveOutSketches(Connection connection, String dataset) throws SQLException {
        leaveOut(connection, LEAVE_OUT_SKETCHES, dataset);
    }

    private static void leaveOut(Connection connection, String sql, String dataset) throws SQLException {
        try (PreparedStatement leaveOut = connection.prepareStatement(sql)) {
            leaveOut.setString(1, dataset);
            leaveOut.executeUpdate();
        }
    }

    /** A condition on rows of windows: that they are kept, by what {@link #read} told. */
    public static String windowsSql(String alias, Map<Kind, Long> kept) {
        String kind = KIND.formatted(alias);
        List<String> conditions = new ArrayList<>(List.of("true"));
        for (Kind one : List.of(Kind.MINUTES, Kind.HOURS, Kind.DAYS)) {
            if (kept.containsKey(one)) {
                conditions.add("(%s <> '%s' or %s.start >= %s)".formatted(kind, one.word(), alias, time(kept, one)));
            }
        }
        return String.join(" and ", conditions);
    }

    /** The same of rows of sessions. */
    public static String sessionsSql(String alias, Map<Kind, Long> kept) {
        return kept.containsKey(Kind.SESSIONS) ? "%s.last >= %s".formatted(alias, time(kept, Kind.SESSIONS)) : "true";
    }

    private static String time(Map<Kind, Long> kept, Kind kind) {
        return "timestamptz '%s'".formatted(Instant.ofEpochMilli(Objects.requireNonNull(kept.get(kind))));
    }

    /** Whether a window is kept, by what {@link #read} told. */
    static boolean isKept(Map<Kind, Long> kept, int size, long startMs) {
        Long keptFromMs = kept.get(Kind.ofSize(size));
        return keptFromMs == null || startMs >= keptFromMs;
    }
}
