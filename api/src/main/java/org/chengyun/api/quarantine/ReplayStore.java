package org.chengyun.api.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.chengyun.api.quarantine.QuarantineReplay.Sample;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Times;

/** The table {@code quarantine_replay}: wishes are written here, ingest carries them out. Thread-safe. */
@ApplicationScoped
class ReplayStore {
    private static final String ASK = """
            insert into quarantine_replay (dataset, feed, reason, format, dry, requested_by) values (?, ?, ?, ?, ?, ?)
            on conflict (dataset) where state in ('waiting', 'running') do nothing
            returning *
            """;
    /** Whichever is first, this or the begin of ingest, leaves the other without a row: both ask for a waiting one. */
    private static final String CANCEL = """
            update quarantine_replay
               set state = 'cancelled', detail = '', cancelled_by = ?, ended_at = clock_timestamp()
             where replay_no = ? and state = 'waiting'
            returning *
            """;

    private static final String FIND = "select * from quarantine_replay where replay_no = ?";
    private static final String OPEN =
            "select * from quarantine_replay where dataset = ? and state in ('waiting', 'running')";
    private static final String NEWEST = "select * from quarantine_replay order by replay_no desc limit ?";
    private static final TypeReference<Map<String, Long>> REASONS = new TypeReference<>() {};
    private static final TypeReference<List<Sample>> SAMPLES = new TypeReference<>() {};

    private final DataSource database;
    private final ObjectMapper json;

    ReplayStore(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Work<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement(sql)) {
                return work.on(statement);
            } catch (SQLException e) {
                throw new ReadFailed("or write the replays of the quarantine", e);
            }
        });
    }

    /** Empty if another one of the dataset is open. */
    Optional<QuarantineReplay> ask(String dataset, ReplayWish wish, String by) {
        return with(ASK, ask -> {
            ask.setString(1, dataset);
            ask.setString(2, wish.feed());
            ask.setString(3, wish.reason());
            ask.setString(4, wish.format());
            ask.setBoolean(5, wish.dry());
            ask.setString(6, by);
            return list(ask).stream().findFirst();
        });
    }

    /** Empty if it waits no more, or there is none. */
    Optional<QuarantineReplay> cancel(long number, String by) {
        return with(CANCEL, cancel -> {
            cancel.setString(1, by);
            cancel.setLong(2, number);
            return list(cancel).stream().findFirst();
        });
    }

    Optional<QuarantineReplay> find(long number) {
        return with(FIND, find -> {
            find.setLong(1, number);
            return list(find).stream().findFirst();
        });
    }

    /** The one of a dataset that has not ended. */
    Optional<QuarantineReplay> open(String dataset) {
        return with(OPEN, open -> {
            open.setString(1, dataset);
            return list(open).stream().findFirst();
        });
    }

    List<QuarantineReplay> newest(int limit) {
        return with(NEWEST, newest -> {
            newest.setInt(1, limit);
            return list(newest);
        });
    }

    private List<QuarantineReplay> list(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            List<QuarantineReplay> replays = new ArrayList<>();
            while (row.next()) {
                replays.add(replay(row));
            }
            return replays;
        }
    }

    private QuarantineReplay replay(ResultSet row) throws SQLException {
        try {
            return new QuarantineReplay(
                    row.getLong("replay_no"),
                    row.getString("dataset"),
                    row.getString("feed"),
                    row.getString("reason"),
                    row.getString("format"),
                    row.getBoolean("dry"),
                    row.getString("state"),
                    row.getString("detail"),
                    row.getLong("tried"),
                    row.getLong("replayed"),
                    row.getLong("observations"),
                    row.getLong("kept"),
                    json.readValue(row.getString("reasons"), REASONS),
                    json.readValue(row.getString("samples"), SAMPLES),
                    row.getString("requested_by"),
                    Times.optional(row, "requested_at").orElse(null),
                    Times.optional(row, "ended_at").orElse(null),
                    row.getString("cancelled_by"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the account of a replay cannot be read", e);
        }
    }
}
