package org.chengyun.api.feed;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chengyun.api.feed.FeedHealth.Reason;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;

/** Reads why records of the feeds went to quarantine. Belongs to a snapshot. */
final class ReasonReader {
    private static final String SQL = """
            select feed, dataset, 'ingest' as stage, r.key as reason, sum(r.value::bigint) as day,
                   coalesce(sum(r.value::bigint) filter (where minute > now() - interval '1 hour'), 0) as hour
              from feed_minute, jsonb_each_text(reasons) r
             where minute > now() - interval '1 day' and reasons <> '{}' group by feed, dataset, r.key
            union all
            select feed, dataset, 'engine', reason, count(*), count(*) filter (where at > now() - interval '1 hour')
              from quarantine where stage = 'engine' and at > now() - interval '1 day' group by feed, dataset, reason
            """;
    private static final String PUSH = "push";
    private static final String LOAD = "load";

    private final Snapshot snapshot;

    ReasonReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** By frequency, over the last hour and the last day. */
    record Reasons(List<Reason> hour, List<Reason> day) {
        static final Reasons NONE = new Reasons(List.of(), List.of());

        long byEngineInTheLastHour() {
            return hour.stream()
                    .filter(reason -> reason.stage().equals("engine"))
                    .mapToLong(Reason::records)
                    .sum();
        }
    }

    /** @param known the feeds; what belongs to none of them was loaded by hand */
    Map<FeedKey, Reasons> read(Set<FeedKey> known) {
        Map<FeedKey, Map<List<String>, long[]>> counts = new HashMap<>();
        try (var statement = snapshot.connection().prepareStatement(SQL);
                var row = statement.executeQuery()) {
            while (row.next()) {
                FeedKey key = key(row.getString("feed"), row.getString("dataset"), known);
                long[] sums = counts.computeIfAbsent(key, one -> new HashMap<>())
                        .computeIfAbsent(List.of(row.getString("reason"), row.getString("stage")), one -> new long[2]);
                sums[0] += row.getLong("hour");
                sums[1] += row.getLong("day");
            }
        } catch (SQLException e) {
            throw new ReadFailed("why records are in quarantine", e);
        }
        Map<FeedKey, Reasons> reasons = new HashMap<>();
        counts.forEach((key, sums) -> reasons.put(key, new Reasons(list(sums, 0), list(sums, 1))));
        return reasons;
    }

    /** The engine keeps who pushed and what was loaded, not that it was pushed or loaded. */
    private static FeedKey key(String feed, String dataset, Set<FeedKey> known) {
        var key = new FeedKey(feed, dataset);
        if (known.contains(key)) {
            return key;
        }
        return new FeedKey(feed.startsWith(PUSH + ":") ? PUSH : LOAD, dataset);
    }

    private static List<Reason> list(Map<List<String>, long[]> sums, int which) {
        List<Reason> reasons = new ArrayList<>();
        sums.forEach((name, counts) -> {
            if (counts[which] > 0) {
                reasons.add(new Reason(name.get(0), name.get(1), counts[which]));
            }
        });
        reasons.sort(Comparator.comparingLong(Reason::records)
                .reversed()
                .thenComparing(Reason::reason)
                .thenComparing(Reason::stage));
        return List.copyOf(reasons);
    }
}
