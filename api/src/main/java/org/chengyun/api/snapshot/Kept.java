package org.chengyun.api.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Keep.Kind;

/**
 * From when on the results of a dataset are kept. What is before it may still be stored, or a part of it: nobody should read
 * it. Immutable.
 *
 * @param from by kind; what is absent is kept from the first
 * @param firstCut cuts with a smaller number are not kept; 0 = all are
 * @param asOf whether it is asked for as of an earlier moment, which needs revisions
 */
public record Kept(Map<Kind, Instant> from, long firstCut, boolean asOf) {
    private static final String READ = "select kind, kept_from, first_cut from kept where dataset = ?";

    public Kept {
        from = Map.copyOf(from);
    }

    static Kept read(Connection connection, String dataset, boolean asOf) throws SQLException {
        Map<Kind, Instant> from = new EnumMap<>(Kind.class);
        long firstCut = 0;
        try (var statement = connection.prepareStatement(READ)) {
            statement.setString(1, dataset);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    from.put(
                            Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                            Times.instant(row, "kept_from"));
                    firstCut = Math.max(firstCut, row.getLong("first_cut"));
                }
            }
        }
        return new Kept(from, firstCut, asOf);
    }

    /**
     * Windows that start at or after it are kept, and sessions whose last observation lies there; empty = all of them.
     *
     * @param kind of windows, or sessions
     */
    public Optional<Instant> of(Kind kind) {
        Stream<Kind> needed = asOf ? Stream.of(kind, Kind.REVISIONS) : Stream.of(kind);
        return needed.filter(from::containsKey).map(this::instant).max(Instant::compareTo);
    }

    /** Cuts that were committed at or after it are kept; empty = all of them. */
    public Optional<Instant> cuts() {
        return Optional.ofNullable(from.get(Kind.CUTS));
    }

    private Instant instant(Kind kind) {
        return Optional.ofNullable(from.get(kind)).orElseThrow();
    }
}
