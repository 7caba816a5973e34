package org.chengyun.api.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.chengyun.api.access.Scope;
import org.chengyun.datasets.catalogue.Dataset;

/**
 * One consistent view of the database, for one reader. Everything read through it belongs to one cut.
 *
 * <p>Not thread-safe; lives as long as its transaction, and its one caller's thread owns it.
 */
public final class Snapshot {
    private static final String STATE = """
            select (select max(cut) from cut where dataset = ?) as cut,
                   (select watermark from watermark where dataset = ?) as watermark,
                   (select max(max_event_time) from engine_offset where job = 'live' and topic = ?) as newest
            """;

    private final Connection connection;
    private final Scope scope;
    private final Optional<AsOf> asOf;
    private final Map<String, DatasetState> states = new HashMap<>();
    private final Map<String, Kept> kept = new HashMap<>();

    /**
     * A view of what the connection sees.
     *
     * @param connection in a transaction of isolation level repeatable read
     */
    public Snapshot(Connection connection, Scope scope) {
        this(connection, scope, Optional.empty());
    }

    private Snapshot(Connection connection, Scope scope, Optional<AsOf> asOf) {
        this.connection = connection;
        this.scope = scope;
        this.asOf = asOf;
    }

    /** The same view, for answers as they would have been at that moment. */
    public Snapshot asOf(AsOf moment) {
        return new Snapshot(connection, scope, Optional.of(moment));
    }

    /** The earlier moment whose knowledge is asked for; empty = what is known now. */
    public Optional<AsOf> asOf() {
        return asOf;
    }

    public Connection connection() {
        return connection;
    }

    /** What its reader may see. */
    public Scope scope() {
        return scope;
    }

    /** How far the dataset had come. */
    public DatasetState state(Dataset dataset) {
        return states.computeIfAbsent(dataset.id(), id -> readState(dataset));
    }

    /** From when on results of the dataset are kept, as this snapshot can tell them. */
    public Kept kept(Dataset dataset) {
        return kept.computeIfAbsent(dataset.id(), id -> {
            try {
                return Kept.read(connection, id, asOf.isPresent());
            } catch (SQLException e) {
                throw new ReadFailed("what is kept of " + id, e);
            }
        });
    }

    private DatasetState readState(Dataset dataset) {
        try {
            return asOf.isPresent() ? AsOfState.read(connection, dataset.id(), asOf.get()) : readNewest(dataset);
        } catch (SQLException e) {
            throw new ReadFailed("the state of " + dataset.id(), e);
        }
    }

    private DatasetState readNewest(Dataset dataset) throws SQLException {
        try (var statement = connection.prepareStatement(STATE)) {
            statement.setString(1, dataset.id());
            statement.setString(2, dataset.id());
            statement.setString(3, dataset.topic());
            try (var row = statement.executeQuery()) {
                row.next();
                return new DatasetState(
                        row.getLong("cut"), Times.optional(row, "watermark"), Times.optional(row, "newest"));
            }
        }
    }
}
