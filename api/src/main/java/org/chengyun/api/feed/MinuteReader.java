package org.chengyun.api.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;

/** Reads what came of all feeds, by the minutes that the processes wrote. Belongs to a snapshot. */
final class MinuteReader {
    static final int MINUTES = 60;
    private static final int WEEKS = 4;
    private static final List<String> COLUMNS = List.of(
            "records",
            "decoded",
            "filtered",
            "rejected",
            "repeated",
            "observations",
            "bytes",
            "failures",
            "dropped",
            "refused");
    private static final String FIRST = """
            select h.feed, h.dataset, m.first
              from (select distinct feed, dataset from feed_health) h
             cross join lateral (
               select min(minute) as first from feed_minute where feed = h.feed and dataset = h.dataset) m
             where m.first is not null
            """;
    private static final String SUMS = """
            select feed, dataset, %s, %s, %s
              from feed_minute where minute > now() - interval '1 day' group by feed, dataset
            """.formatted(
                    columns("sum(%1$s) filter (where minute > now() - interval '1 hour') as hour_%1$s"),
                    columns("sum(%1$s) as day_%1$s"),
                    String.join(
                            ", ",
                            Activity.SPANS.stream()
                                    .map(
                                            "sum(records) filter (where minute > now() - interval '%1$d min') as last_%1$d"
                                                    ::formatted)
                                    .toList()));
    private static final String RECENT = """
            select feed, dataset, sum(records) as records, sum(rejected) as rejected,
                   (extract(epoch from date_trunc('minute', now()) - minute) / 60)::int as ago
              from feed_minute
             where minute > now() - make_interval(mins => ?) and minute <= now() group by feed, dataset, minute
            """;
    private static final String GAPS = """
            select feed, dataset, count(gap_s) as gaps, percentile_disc(0.9) within group (order by gap_s) as gap_s
              from (select feed, dataset, extract(epoch from minute - lag(minute)
                             over (partition by feed, dataset order by minute))::bigint as gap_s
                      from (select distinct feed, dataset, minute from feed_minute
                             where minute > now() - interval '1 day' and records > 0) minutes) pauses
             where gap_s is not null group by feed, dataset
            """;
    private static final String WEEKS_BEFORE = """
            select feed, dataset, week, sum(records) as records
              from generate_series(1, %d) as week
              join feed_minute on minute >= date_trunc('hour', now()) - week * interval '7 days'
                              and minute < date_trunc('hour', now()) - week * interval '7 days' + interval '1 hour'
             group by feed, dataset, week
            """.formatted(WEEKS);

    private final Snapshot snapshot;

    MinuteReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    private static String columns(String pattern) {
        return String.join(", ", COLUMNS.stream().map(pattern::formatted).toList());
    }

    /** What came of one feed. */
    record Came(FeedHealth.Counts hour, FeedHealth.Counts day, Map<Integer, Long> sums) {
        static final Came NOTHING = new Came(FeedHealth.Counts.NOTHING, FeedHealth.Counts.NOTHING, Map.of());
    }

    private interface Each {
        void take(FeedKey key, ResultSet row) throws SQLException;
    }

    private void read(String sql, String what, Each each, int... parameters) {
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setInt(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    each.take(new FeedKey(row.getString("feed"), row.getString("dataset")), row);
                }
            }
        } catch (SQLException e) {
            throw new ReadFailed(what, e);
        }
    }

    Map<FeedKey, Instant> firsts() {
        Map<FeedKey, Instant> firsts = new HashMap<>();
        read(FIRST, "the first minutes of the feeds", (key, row) -> firsts.put(key, Times.instant(row, "first")));
        return firsts;
    }

    Map<FeedKey, Came> sums() {
        Map<FeedKey, Came> sums = new HashMap<>();
        read(SUMS, "what came of the feeds", (key, row) -> {
            Map<Integer, Long> last = new HashMap<>();
            for (int span : Activity.SPANS) {
                last.put(span, row.getLong("last_" + span));
            }
            sums.put(key, new Came(counts(row, "hour_"), counts(row, "day_"), last));
        });
        return sums;
    }

    private static FeedHealth.Counts counts(ResultSet row, String prefix) throws SQLException {
        return new FeedHealth.Counts(
                row.getLong(prefix + "records"),
                row.getLong(prefix + "decoded"),
                row.getLong(prefix + "filtered"),
                row.getLong(prefix + "rejected"),
                row.getLong(prefix + "repeated"),
                row.getLong(prefix + "observations"),
                row.getLong(prefix + "bytes"),
                row.getLong(prefix + "failures"),
                row.getLong(prefix + "dropped"),
                row.getLong(prefix + "refused"),
                List.of());
    }

    /** Of each of the last minutes, the present one last. */
    record Recent(List<Long> records, List<Long> rejected) {
        static Recent nothing() {
            return new Recent(
                    new ArrayList<>(Collections.nCopies(MINUTES, 0L)),
                    new ArrayList<>(Collections.nCopies(MINUTES, 0L)));
        }
    }

    Map<FeedKey, Recent> recent() {
        Map<FeedKey, Recent> recent = new HashMap<>();
        read(
                RECENT,
                "the last hour of the feeds",
                (key, row) -> {
                    int slot = MINUTES - 1 - row.getInt("ago");
                    if (slot >= 0 && slot < MINUTES) {
                        Recent minutes = recent.computeIfAbsent(key, one -> Recent.nothing());
                        minutes.records.set(slot, row.getLong("records"));
                        minutes.rejected.set(slot, row.getLong("rejected"));
                    }
                },
                MINUTES);
        return recent;
    }

    /** What the past of each feed tells; of one that is not among them nothing is known. */
    Map<FeedKey, Usual.Past> pasts(Instant hour) {
        Map<FeedKey, List<Optional<Long>>> weeks = new HashMap<>();
        read(
                WEEKS_BEFORE,
                "earlier weeks of the feeds",
                (key, row) -> weeks.computeIfAbsent(key, one -> noWeeks())
                        .set(row.getInt("week") - 1, Optional.of(row.getLong("records"))));
        Map<FeedKey, Usual.Past> pasts = new HashMap<>();
        weeks.forEach((key, counts) -> pasts.put(key, new Usual.Past(0, Duration.ZERO, hour, counts)));
        read(
                GAPS,
                "the pauses of the feeds",
                (key, row) -> pasts.put(
                        key,
                        new Usual.Past(
                                row.getLong("gaps"),
                                Duration.ofSeconds(row.getLong("gap_s")),
                                hour,
                                weeks.getOrDefault(key, noWeeks()))));
        return pasts;
    }

    private static List<Optional<Long>> noWeeks() {
        return new ArrayList<>(Collections.nCopies(WEEKS, Optional.<Long>empty()));
    }
}
