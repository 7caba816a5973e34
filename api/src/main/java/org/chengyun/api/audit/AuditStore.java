package org.chengyun.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.jspecify.annotations.Nullable;

/** The table {@code conservation_audit}; each call is a transaction of its own. Thread-safe. */
@ApplicationScoped
class AuditStore {
    private static final String START = """
            insert into conservation_audit as audit
              (dataset, day, span_start, span_end, asked_by, started_at, state)
            values (?, ?, ?, ?, ?, ?, 'running')
            on conflict (dataset, day) do update
              set state = 'running', reason = null, attempt = audit.attempt + 1, started_at = excluded.started_at
              where audit.attempt < ?
                and (audit.state = 'failed' or (audit.state = 'running' and audit.started_at < ?))
            returning audit_no, attempt
            """;
    private static final String FINISH = """
            update conservation_audit
               set state = ?, finished_at = ?, cuts = ?, first_cut = ?, last_cut = ?, events_in = ?, counted = ?,
                   filtered = ?, duplicates = ?, quarantined = ?, late = ?, fault_count = ?, faults = ?::jsonb, kept_from = ?
             where audit_no = ? and attempt = ? and state = 'running'
            """;
    private static final String FAIL = """
            update conservation_audit set state = 'failed', reason = ?
             where audit_no = ? and attempt = ? and state = 'running'
            """;
    private static final String FAIL_DEAD = """
            update conservation_audit set state = 'failed', reason = 'the process that ran it ended before it was done'
             where state = 'running' and started_at < ? and (day is null or attempt >= ?)
            """;
    private static final String LIST = """
            select * from conservation_audit where ?::text is null or dataset = ?
             order by started_at desc, audit_no desc limit ?
            """;
    private static final TypeReference<List<Fault>> FAULTS = new TypeReference<>() {};

    private final DataSource database;
    private final ObjectMapper json;

    AuditStore(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * A right to finish one audit; it ends when somebody else starts a later attempt.
     *
     * @param attempt 1 for the first
     */
    record Claim(long id, int attempt) {}

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Work<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement(sql)) {
                return work.on(statement);
            } catch (SQLException e) {
                throw new ReadFailed("or write the audits", e);
            }
        });
    }

    /**
     * Starts an audit. One of a day starts unless it is done or under way, or has failed too often; of several callers at
     * once, in whatever processes, one gets the claim.
     *
     * @param day null for one that was asked for, which always starts
     * @param longest after that one that is under way is taken for dead
     */
    Optional<Claim> start(
            String dataset,
            @Nullable LocalDate day,
            Span span,
            String by,
            Instant now,
            Duration longest,
            int attempts) {
        return with(START, start -> {
            start.setString(1, dataset);
            start.setObject(2, day);
            start.setObject(3, span.start().equals(Span.ALWAYS.start()) ? null : Times.sql(span.start()));
            start.setObject(4, span.end().equals(Span.ALWAYS.end()) ? null : Times.sql(span.end()));
            start.setString(5, by);
            start.setObject(6, Times.sql(now));
            start.setInt(7, attempts);
            start.setObject(8, Times.sql(now.minus(longest)));
            try (var row = start.executeQuery()) {
                return row.next()
                        ? Optional.of(new Claim(row.getLong("audit_no"), row.getInt("attempt")))
                        : Optional.empty();
            }
        });
    }

    /** Stores the verdict; nothing if the claim has ended. */
    void finish(Claim claim, Verdict verdict, Instant now) {
        with(FINISH, finish -> {
            finish.setString(1, verdict.conserved() ? "conserved" : "violated");
            finish.setObject(2, Times.sql(now));
            finish.setLong(3, verdict.cuts());
            finish.setObject(4, verdict.firstCut(), Types.BIGINT);
            finish.setObject(5, verdict.lastCut(), Types.BIGINT);
            finish.setLong(6, verdict.eventsIn());
            finish.setLong(7, verdict.counted());
            finish.setLong(8, verdict.filtered());
            finish.setLong(9, verdict.duplicates());
            finish.setLong(10, verdict.quarantined());
            finish.setLong(11, verdict.late());
            finish.setLong(12, verdict.faultCount());
            finish.setString(13, faults(verdict));
            Instant keptFrom = verdict.keptFrom();
            finish.setObject(14, keptFrom == null ? null : Times.sql(keptFrom), Types.TIMESTAMP_WITH_TIMEZONE);
            finish.setLong(15, claim.id());
            finish.setInt(16, claim.attempt());
            return finish.executeUpdate();
        });
    }

    void fail(Claim claim, String reason) {
        with(FAIL, fail -> {
            fail.setString(1, reason);
            fail.setLong(2, claim.id());
            fail.setInt(3, claim.attempt());
            return fail.executeUpdate();
        });
    }

    /** Fails what nobody will start again although its process died. Returns how many there were. */
    int failStartedBefore(Instant start, int attempts) {
        return with(FAIL_DEAD, fail -> {
            fail.setObject(1, Times.sql(start));
            fail.setInt(2, attempts);
            return fail.executeUpdate();
        });
    }

    /** The newest first. */
    List<Audit> list(@Nullable String dataset, int limit) {
        return with(LIST, list -> {
            list.setString(1, dataset);
            list.setString(2, dataset);
            list.setInt(3, limit);
            List<Audit> audits = new ArrayList<>();
            try (var rows = list.executeQuery()) {
                while (rows.next()) {
                    audits.add(audit(rows));
                }
            }
            return audits;
        });
    }

    private Audit audit(ResultSet row) throws SQLException {
        var state = Audit.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        boolean judged = state == Audit.State.CONSERVED || state == Audit.State.VIOLATED;
        return new Audit(
                row.getLong("audit_no"),
                row.getString("dataset"),
                row.getObject("day", LocalDate.class),
                Times.optional(row, "span_start").orElse(null),
                Times.optional(row, "span_end").orElse(null),
                row.getString("asked_by"),
                Times.instant(row, "started_at"),
                Times.optional(row, "finished_at").orElse(null),
                state,
                row.getString("reason"),
                judged ? verdict(row) : null);
    }

    private Verdict verdict(ResultSet row) throws SQLException {
        try {
            return new Verdict(
                    row.getLong("cuts"),
                    row.getObject("first_cut", Long.class),
                    row.getObject("last_cut", Long.class),
                    row.getLong("events_in"),
                    row.getLong("counted"),
                    row.getLong("filtered"),
                    row.getLong("duplicates"),
                    row.getLong("quarantined"),
                    row.getLong("late"),
                    row.getLong("fault_count"),
                    json.readValue(row.getString("faults"), FAULTS),
                    Times.optional(row, "kept_from").orElse(null));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the faults of a stored audit cannot be read", e);
        }
    }

    private String faults(Verdict verdict) {
        try {
            return json.writeValueAsString(verdict.faults());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("faults are always JSON", e);
        }
    }
}
