package org.chengyun.api.snapshot;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.access.Scope;

/** Opens snapshots. Thread-safe. */
@ApplicationScoped
public class Snapshots {
    /** Time over the database's own limit, so that the database is the one that stops a slow read and says so. */
    private static final int SPARE_SECONDS = 10;

    private final DataSource dataSource;
    private final ApiConfig config;

    Snapshots(DataSource dataSource, ApiConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    /**
     * Answers a question from one consistent view of the database. Repositories called by the question see the same
     * view: they share its transaction.
     *
     * @param scope what the asker may see
     */
    public <T> T read(Scope scope, Function<Snapshot, T> question) {
        return read(scope, config.readTimeout(), question);
    }

    /** The same for work that takes longer than an answer may. */
    public <T> T read(Scope scope, Duration longest, Function<Snapshot, T> question) {
        int seconds = Math.toIntExact(longest.toSeconds()) + SPARE_SECONDS;
        return QuarkusTransaction.requiringNew().timeout(seconds).call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                begin(connection, longest);
                return question.apply(new Snapshot(connection, scope));
            } catch (SQLException e) {
                throw new ReadFailed("from the database", e);
            }
        });
    }

    private static void begin(Connection connection, Duration longest) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set local statement_timeout = " + longest.toMillis());
            // Plans for the values at hand: chunks of other times are left out, rare filters use their index.
            statement.execute("set local plan_cache_mode = force_custom_plan");
        }
    }
}
