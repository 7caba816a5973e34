package org.chengyun.bench.streams;

import java.sql.SQLException;
import org.apache.kafka.streams.kstream.Windowed;
import org.chengyun.engine.bench.contest.ResultTable;

/** Results as rows. */
final class Rows {
    private Rows() {}

    static void addSpeed(ResultTable table, String key, long startMs, Slice slice) throws SQLException {
        table.addStat(
                key,
                startMs,
                slice.speed.n,
                slice.speed.mean,
                slice.speed.variance(),
                slice.speed.min,
                slice.speed.max);
    }

    static void addViews(ResultTable table, Windowed<String> minute, Slice slice) throws SQLException {
        table.addViews(
                minute.key(),
                minute.window().start(),
                slice.speed.n,
                slice.speed.mean,
                slice.speed.variance(),
                slice.speed.min,
                slice.speed.max,
                slice.classes);
    }

    static void addTop(ResultTable table, Long startMs, TopList list) throws SQLException {
        for (int rank = 1; rank <= list.entries.size(); rank++) {
            TopList.Entry entry = list.entries.get(rank - 1);
            table.addTop(startMs, rank, entry.key(), (double) entry.volume());
        }
    }
}
