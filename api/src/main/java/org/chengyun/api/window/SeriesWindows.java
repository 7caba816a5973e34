package org.chengyun.api.window;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.chengyun.api.snapshot.Times;
import org.jspecify.annotations.Nullable;

/** Reads {@link SeriesWindow} from rows. */
public final class SeriesWindows {
    /** Columns of a stored window {@code w} of a series {@code s}. */
    public static final String STORED =
            "w.start, w.series_no, s.dimensions, w.n, w.sum, w.mean, w.m2, w.min, w.max, w.late, w.revision, w.cut";
    /** Columns of a row of {@link MergedSql} with its series {@code s}. A window that is merged is open: never revised. */
    public static final String MERGED = "m.window_start as start, m.series_no, s.dimensions, m.n, m.sum, m.mean, m.m2,"
            + " m.min, m.max, m.late, 0 as revision, m.cut";

    /** Columns of a sketched rank {@code t} of a series {@code s}: nothing is kept of it but the estimated count. */
    public static final String SKETCHED = "t.start, t.series_no, s.dimensions, round(t.score)::bigint as n,"
            + " null::float8 as sum, null::float8 as mean, null::float8 as m2, null::float8 as min, null::float8 as max,"
            + " 0::bigint as late, 0 as revision, t.cut";

    private SeriesWindows() {}

    /** Of a row with the columns {@link #STORED} or {@link #MERGED}; {@link SketchReader} adds what is not there. */
    public static SeriesWindow of(ResultSet row) throws SQLException {
        return new SeriesWindow(
                Times.instant(row, "start"),
                row.getLong("series_no"),
                dimensions(row),
                moments(row),
                Estimates.NONE,
                row.getLong("late"),
                row.getInt("revision"),
                row.getLong("cut"));
    }

    /** Of a row with the columns {@code n} to {@code max}. */
    public static Moments moments(ResultSet row) throws SQLException {
        return new Moments(
                row.getLong("n"),
                number(row, "sum"),
                number(row, "mean"),
                number(row, "m2"),
                number(row, "min"),
                number(row, "max"));
    }

    /** Of a row with the column {@code dimensions}. */
    public static List<@Nullable String> dimensions(ResultSet row) throws SQLException {
        Array array = row.getArray("dimensions");
        return Collections.unmodifiableList(Arrays.<@Nullable String>asList((String[]) array.getArray()));
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
