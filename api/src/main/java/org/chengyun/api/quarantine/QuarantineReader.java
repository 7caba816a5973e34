package org.chengyun.api.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code quarantine}. */
final class QuarantineReader {
    private static final int SHOWN_BYTES = 2_000;
    private static final String GROUPS = """
            select dataset, feed, stage, reason, count(*) as records, min(at) as first, max(at) as last,
                   count(tried_at) as tried
              from quarantine
             where replayed_at is null
             group by dataset, feed, stage, reason
             order by records desc, dataset, feed, reason
            """;
    private static final String RECORDS = """
            select quarantine_no, at, feed, stage, reason, first_reason, detail, source, read_as, tried_at,
                   octet_length(bytes) as length, case when ? then bytes end as bytes
              from quarantine
             where dataset = ? and replayed_at is null and (?::bigint is null or quarantine_no < ?)
               and (?::text is null or feed = ?) and (?::text is null or reason = ?)
             order by quarantine_no desc
             limit ?
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Snapshot snapshot;

    QuarantineReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    List<QuarantineGroup> groups() {
        try (var statement = snapshot.connection().prepareStatement(GROUPS);
                var row = statement.executeQuery()) {
            List<QuarantineGroup> groups = new ArrayList<>();
            while (row.next()) {
                String reason = row.getString("reason");
                groups.add(new QuarantineGroup(
                        row.getString("dataset"),
                        row.getString("feed"),
                        row.getString("stage"),
                        reason,
                        row.getLong("records"),
                        Times.instant(row, "first"),
                        Times.instant(row, "last"),
                        row.getLong("tried"),
                        ReasonWords.meaning(reason),
                        ReasonWords.advice(reason)));
            }
            return groups;
        } catch (SQLException e) {
            throw new ReadFailed("the quarantine", e);
        }
    }

    /**
     * A page of records.
     *
     * @param isPersonal whether the dataset may name people
     * @param withBytes whether the caller may see the bytes
     */
    RejectedRecords records(RecordsQuery query, boolean isPersonal, boolean withBytes) {
        try (var statement = snapshot.connection().prepareStatement(RECORDS)) {
            statement.setBoolean(1, withBytes);
            statement.setString(2, query.dataset());
            statement.setObject(3, query.after(), java.sql.Types.BIGINT);
            statement.setObject(4, query.after(), java.sql.Types.BIGINT);
            statement.setString(5, query.feed());
            statement.setString(6, query.feed());
            statement.setString(7, query.reason());
            statement.setString(8, query.reason());
            statement.setInt(9, query.limit() + 1);
            List<RejectedRecord> records = new ArrayList<>();
            Long next = null;
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    if (records.size() == query.limit()) {
                        next = records.getLast().number();
                        break;
                    }
                    records.add(record(query.dataset(), row));
                }
            }
            return new RejectedRecords(records, isPersonal, next);
        } catch (SQLException e) {
            throw new ReadFailed("the quarantine", e);
        }
    }

    private static RejectedRecord record(String dataset, ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("bytes");
        SafeText text = bytes == null ? null : SafeText.of(bytes, SHOWN_BYTES);
        return new RejectedRecord(
                row.getLong("quarantine_no"),
                Times.instant(row, "at"),
                dataset,
                row.getString("feed"),
                row.getString("stage"),
                row.getString("reason"),
                row.getString("first_reason"),
                row.getString("detail"),
                row.getString("source"),
                format(row.getString("read_as")),
                Times.optional(row, "tried_at").orElse(null),
                row.getInt("length"),
                bytes,
                text == null ? null : text.text(),
                text == null ? null : text.charset(),
                text != null && text.isCut());
    }

    private static @Nullable String format(@Nullable String readAs) {
        try {
            return readAs == null ? null : JSON.readTree(readAs).path("format").asText(null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("how a record was read cannot be understood: " + readAs, e);
        }
    }
}
