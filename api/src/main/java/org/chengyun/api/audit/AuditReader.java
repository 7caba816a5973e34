package org.chengyun.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.chengyun.api.audit.Conservation.Chain;
import org.chengyun.api.audit.Conservation.Position;
import org.chengyun.api.audit.CutEntry.Range;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.Dataset;
import org.jspecify.annotations.Nullable;

/** Reads what an audit needs, and lets it see the cuts one by one: a day has hundreds of thousands. */
final class AuditReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<Integer, List<Long>>> RANGES = new TypeReference<>() {};
    private static final int FETCH_ROWS = 5_000;

    /** Commit times may go back when a clock does; the order of the cuts does not. */
    private static final String BORDERS = """
            select min(cut) as first, max(cut) as last from cut
             where dataset = ? and committed_at >= ? and committed_at < ? and cut >= ?
            """;

    private static final String CUTS = """
            select cut, job, offsets::text as offsets, events_in, counted, filtered, duplicates, quarantined, late
              from cut where dataset = ? and cut between ? and ? order by cut
            """;
    private static final String POSITIONS =
            "select job, partition, next_offset, cut from engine_offset where topic = ? and cut <= ?";
    private static final String CHAINS = "select job, partition from engine_offset where topic = ?";
    private static final String END_BEFORE = """
            select (offsets -> ?::text ->> 1)::bigint as until from cut
             where dataset = ? and job = ? and cut < ? and jsonb_exists(offsets, ?::text) order by cut desc limit 1
            """;
    private static final String QUARANTINE =
            "select partition, record_offset from quarantine where topic = ? order by partition, record_offset";

    private final Snapshot snapshot;
    private final Dataset dataset;

    AuditReader(Snapshot snapshot, Dataset dataset) {
        this.snapshot = snapshot;
        this.dataset = dataset;
    }

    /** @param first the first cut, inclusive */
    private record Borders(long first, long last) {}

    /** @param span of commit times */
    Verdict audit(Span span) {
        try {
            Optional<Borders> borders = borders(span);
            if (borders.isEmpty()) {
                return new Conservation(Map.of(), Map.of()).verdict(notKept(span));
            }
            var conservation = new Conservation(endsBefore(borders.get().first), quarantine());
            readCuts(borders.get(), conservation);
            conservation.finish(positions(borders.get().last));
            return conservation.verdict(notKept(span));
        } catch (SQLException e) {
            throw new ReadFailed("the cuts of " + dataset.id(), e);
        }
    }

    /** What was removed is missing for a reason: it is told, and no fault. */
    private @Nullable Instant notKept(Span span) {
        NotKept notKept = NotKept.ofCuts(snapshot, dataset, span);
        return notKept == null ? null : notKept.before();
    }

    private Optional<Borders> borders(Span span) throws SQLException {
        try (var statement = snapshot.connection().prepareStatement(BORDERS)) {
            statement.setString(1, dataset.id());
            statement.setObject(2, Times.sql(span.start()));
            statement.setObject(3, Times.sql(span.end()));
            statement.setLong(4, snapshot.kept(dataset).firstCut());
            try (var row = statement.executeQuery()) {
                row.next();
                long first = row.getLong("first");
                return row.wasNull() ? Optional.empty() : Optional.of(new Borders(first, row.getLong("last")));
            }
        }
    }

    private void readCuts(Borders borders, Conservation conservation) throws SQLException {
        try (var statement = snapshot.connection().prepareStatement(CUTS)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setString(1, dataset.id());
            statement.setLong(2, borders.first);
            statement.setLong(3, borders.last);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    conservation.add(cut(rows));
                }
            }
        }
    }

    private static CutEntry cut(ResultSet row) throws SQLException {
        return new CutEntry(
                row.getLong("cut"),
                row.getString("job"),
                ranges(row.getString("offsets")),
                row.getLong("events_in"),
                row.getLong("counted"),
                row.getLong("filtered"),
                row.getLong("duplicates"),
                row.getLong("quarantined"),
                row.getLong("late"));
    }

    private static List<Range> ranges(String offsets) {
        try {
            return JSON.readValue(offsets, RANGES).entrySet().stream()
                    .map(entry -> new Range(
                            entry.getKey(),
                            entry.getValue().get(0),
                            entry.getValue().get(1)))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a cut's offsets are {partition: [from, to)}, got " + offsets, e);
        }
    }

    private Map<Chain, Position> positions(long lastCut) throws SQLException {
        Map<Chain, Position> positions = new HashMap<>();
        try (var statement = snapshot.connection().prepareStatement(POSITIONS)) {
            statement.setString(1, dataset.topic());
            statement.setLong(2, lastCut);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    positions.put(
                            new Chain(row.getString("job"), row.getInt("partition")),
                            new Position(row.getLong("next_offset"), row.getLong("cut")));
                }
            }
        }
        return positions;
    }

    private Map<Chain, Long> endsBefore(long firstCut) throws SQLException {
        Map<Chain, Long> ends = new HashMap<>();
        try (var chains = snapshot.connection().prepareStatement(CHAINS);
                var end = snapshot.connection().prepareStatement(END_BEFORE)) {
            chains.setString(1, dataset.topic());
            try (var row = chains.executeQuery()) {
                while (row.next()) {
                    var chain = new Chain(row.getString("job"), row.getInt("partition"));
                    endBefore(end, chain, firstCut).ifPresent(until -> ends.put(chain, until));
                }
            }
        }
        return ends;
    }

    private Optional<Long> endBefore(PreparedStatement statement, Chain chain, long firstCut) throws SQLException {
        String partition = Integer.toString(chain.partition());
        statement.setString(1, partition);
        statement.setString(2, dataset.id());
        statement.setString(3, chain.job());
        statement.setLong(4, firstCut);
        statement.setString(5, partition);
        try (var row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getLong("until")) : Optional.empty();
        }
    }

    private Map<Integer, long[]> quarantine() throws SQLException {
        Map<Integer, LongStream.Builder> offsets = new HashMap<>();
        try (var statement = snapshot.connection().prepareStatement(QUARANTINE)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setString(1, dataset.topic());
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    offsets.computeIfAbsent(row.getInt("partition"), partition -> LongStream.builder())
                            .add(row.getLong("record_offset"));
                }
            }
        }
        Map<Integer, long[]> sorted = new HashMap<>();
        offsets.forEach(
                (partition, builder) -> sorted.put(partition, builder.build().toArray()));
        return sorted;
    }
}
