package org.chengyun.api.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;

/** Reads what the processes say of their feeds. Belongs to a snapshot. */
final class FeedReader {
    /** A process that said nothing for so long is away; it speaks every five seconds. */
    private static final Duration AWAY = Duration.ofSeconds(30);

    private static final String NOW = "select now() as now";
    private static final String HEALTH = "select * from feed_health order by feed, dataset, at desc";

    private final Snapshot snapshot;

    FeedReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Instant now() {
        try (var statement = snapshot.connection().prepareStatement(NOW);
                var row = statement.executeQuery()) {
            row.next();
            return Times.instant(row, "now");
        } catch (SQLException e) {
            throw new ReadFailed("the time", e);
        }
    }

    /** In the order of their names. */
    List<FeedFacts> facts(Instant now) {
        Map<FeedKey, List<Row>> rows = new LinkedHashMap<>();
        try (var statement = snapshot.connection().prepareStatement(HEALTH);
                var row = statement.executeQuery()) {
            while (row.next()) {
                var key = new FeedKey(row.getString("feed"), row.getString("dataset"));
                rows.computeIfAbsent(key, one -> new ArrayList<>()).add(Row.of(row));
            }
        } catch (SQLException e) {
            throw new ReadFailed("the health of the feeds", e);
        }
        return rows.entrySet().stream()
                .map(entry -> together(entry.getKey(), entry.getValue(), now))
                .toList();
    }

    /** What one process says. */
    private record Row(
            String transport,
            String format,
            OptionalLong everyS,
            Instant startedAt,
            Instant at,
            String trouble,
            Optional<Instant> troubleSince,
            Optional<Instant> reachedAt,
            Optional<Instant> recordAt,
            Optional<Instant> goodAt,
            Optional<Instant> newest,
            OptionalLong connections,
            OptionalLong waitingBytes,
            OptionalLong behindBytes,
            OptionalLong behindRecords) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("transport"),
                    row.getString("format"),
                    number(row, "every_s"),
                    Times.instant(row, "started_at"),
                    Times.instant(row, "at"),
                    row.getString("trouble"),
                    Times.optional(row, "trouble_since"),
                    Times.optional(row, "reached_at"),
                    Times.optional(row, "record_at"),
                    Times.optional(row, "good_at"),
                    Times.optional(row, "newest_event_time"),
                    number(row, "connections"),
                    number(row, "waiting_bytes"),
                    number(row, "behind_bytes"),
                    number(row, "behind_records"));
        }

        private static OptionalLong number(ResultSet row, String column) throws SQLException {
            long number = row.getLong(column);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        }
    }

    /** @param rows of one feed, the newest first; at least one */
    private static FeedFacts together(FeedKey key, List<Row> rows, Instant now) {
        List<Row> alive =
                rows.stream().filter(row -> row.at.isAfter(now.minus(AWAY))).toList();
        // what those that are gone said of themselves is over; what they brought is not
        List<Row> current = alive.isEmpty() ? rows.subList(0, 1) : alive;
        Row newest = rows.getFirst();
        return new FeedFacts(
                key,
                newest.transport,
                newest.format,
                newest.everyS,
                alive.size(),
                newest.at,
                current.stream()
                        .map(Row::startedAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                current.stream()
                        .map(Row::trouble)
                        .filter(trouble -> !trouble.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; ")),
                earliest(current.stream().map(Row::troubleSince)),
                latest(rows.stream().map(Row::reachedAt)),
                latest(rows.stream().map(Row::recordAt)),
                latest(rows.stream().map(Row::goodAt)),
                latest(rows.stream().map(Row::newest)),
                sum(current.stream().map(Row::connections)),
                sum(current.stream().map(Row::waitingBytes)),
                sum(current.stream().map(Row::behindBytes)),
                sum(current.stream().map(Row::behindRecords)));
    }

    private static Optional<Instant> latest(Stream<Optional<Instant>> moments) {
        return moments.flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private static Optional<Instant> earliest(Stream<Optional<Instant>> moments) {
        return moments.flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private static OptionalLong sum(Stream<OptionalLong> numbers) {
        return numbers.filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .boxed()
                .reduce(Long::sum)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
