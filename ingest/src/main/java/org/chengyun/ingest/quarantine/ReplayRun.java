package org.chengyun.ingest.quarantine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.chengyun.ingest.quarantine.KeptTable.Cursor;
import org.chengyun.ingest.quarantine.KeptTable.Failure;
import org.chengyun.ingest.tally.Counts;
import org.jspecify.annotations.Nullable;

/**
 * One replay, step by step. Not thread-safe.
 *
 * <p>A step sends the records that can be read now in one Kafka transaction, together with a position that names them, and
 * marks them in the table afterwards. Each step first marks what the last position names, then chooses its records among
 * those that are not marked, and is only committed if that position still stands. So whatever dies when: a record that
 * went to Kafka is never chosen again, and one that did not stays.
 */
final class ReplayRun {
    private static final String METER = "replay";
    private static final int MOST_ROWS = 500;
    private static final long MOST_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Replay replay;
    private final Dataset dataset;
    private final SecondReading reading;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final Set<String> marked = new HashSet<>();
    private Account account;
    private Cursor cursor;

    /** @param connection in a transaction whenever a step ends: each part of a step commits by itself */
    ReplayRun(
            Connection connection,
            ReplayTable.Claimed claimed,
            Dataset dataset,
            SecondReading reading,
            Outbox outbox,
            IngestMeters meters) {
        this.connection = connection;
        this.replay = claimed.replay();
        this.dataset = dataset;
        this.reading = reading;
        this.outbox = outbox;
        this.meters = meters;
        this.cursor = claimed.cursor();
        this.account = claimed.account();
    }

    /** Goes to the end, or until it is stopped; true if it is the end. */
    boolean run(BooleanSupplier stopped) throws SQLException {
        while (!stopped.getAsBoolean()) {
            if (!step()) {
                return true;
            }
        }
        return false;
    }

    /** Whose transactions carry a record: nobody else writes the position of that name. */
    private String key(@Nullable String cases) {
        return "quarantine:%s:%s".formatted(dataset.id(), cases == null ? "" : cases);
    }

    /** False if there was nothing left to look at. */
    private boolean step() throws SQLException {
        Map<String, String> stands = outbox.positions("quarantine:%s:".formatted(dataset.id()));
        for (String position : stands.values()) {
            mark(position);
        }
        List<KeptRecord> records = KeptTable.next(connection, replay, cursor, MOST_ROWS, MOST_BYTES);
        connection.commit();
        if (records.isEmpty()) {
            return false;
        }
        var batch = new Batch(account.next());
        for (KeptRecord record : records) {
            if (!batch.take(record, reading.of(record))) {
                break;
            }
        }
        if (!batch.sent.isEmpty() && !replay.isDry()) {
            try {
                mark(batch.send(stands));
            } catch (PositionMoved moved) {
                // another process was faster: what it sent must be marked before anything is chosen again
                return true;
            }
        }
        finish(batch);
        return true;
    }

    private void finish(Batch batch) throws SQLException {
        if (!replay.isDry()) {
            KeptTable.noteFailures(connection, replay.number(), batch.failures);
        }
        ReplayTable.looked(connection, replay.number(), batch.end, batch.account);
        connection.commit();
        cursor = batch.end;
        account = batch.account;
    }

    private void mark(String json) throws SQLException {
        if (!marked.add(json)) {
            return;
        }
        ReplayPosition position = ReplayPosition.parse(json);
        long records = KeptTable.markReplayed(connection, position.replay(), position.places());
        if (records > 0) {
            ReplayTable.sent(connection, position.replay(), records, position.observations());
        }
        connection.commit();
    }

    /** What goes out in one transaction: records of one feed, and of the same cases. */
    private final class Batch {
        private final Account account;
        private final List<KeptRecord> sent = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();
        private final Map<String, Long> rest = new TreeMap<>();
        private Cursor end = cursor;
        private @Nullable Outgoing outgoing;
        private @Nullable String cases;
        private String source = "";
        private long bytes;

        Batch(Account account) {
            this.account = account;
        }

        /** False if the record must wait for the next batch: it is of other cases. */
        boolean take(KeptRecord record, Trial trial) {
            switch (trial) {
                case Trial.Decodable readable -> {
                    Outgoing open = open(record, readable.cases());
                    if (open == null) {
                        return false;
                    }
                    add(open, record, readable);
                }
                case Trial.Acceptable acceptable -> {
                    Outgoing open = open(record, null);
                    if (open == null) {
                        return false;
                    }
                    open.again(acceptable.key(), record.bytes());
                    note(record, 1, record.source());
                }
                case Trial.Unreadable unreadable -> {
                    failures.add(new Failure(record.number(), unreadable.reason(), unreadable.detail()));
                    account.kept(record, unreadable.reason(), unreadable.detail());
                }
                case Trial.Untried untried -> account.kept(record, untried.why(), "");
            }
            end = new Cursor(record.feed(), record.number());
            return true;
        }

        private @Nullable Outgoing open(KeptRecord record, @Nullable String whose) {
            Outgoing open = outgoing;
            if (open == null) {
                cases = whose;
                open = new Outgoing(
                        dataset, record.feed(), whose, at -> at == 0 ? source : "%s, byte %d".formatted(source, at));
                outgoing = open;
            }
            return Objects.equals(cases, whose) ? open : null;
        }

        private void add(Outgoing open, KeptRecord record, Trial.Decodable readable) {
            source = record.source();
            readable.observations().forEach(open::accept);
            readable.told().forEach(open::accept);
            for (Trial.Rest part : readable.rest()) {
                open.reject(part.reason(), part.detail(), part.bytes(), part.at(), part.how());
                rest.merge(part.reason().code(), 1L, Long::sum);
            }
            List<@Nullable Object[]> all = new ArrayList<>(readable.observations());
            for (CaseRecord told : readable.told()) {
                all.addAll(told.observations());
            }
            note(record, all.size(), all.isEmpty() ? "nothing to observe" : shown(all.getFirst()));
        }

        private void note(KeptRecord record, long observations, String shown) {
            sent.add(record);
            bytes += record.bytes().length;
            account.readable(record, shown);
            if (replay.isDry()) {
                account.wouldBeReplayed(observations);
            }
        }

        private String send(Map<String, String> stands) throws PositionMoved {
            Outgoing ready = outgoing == null ? new Outgoing(dataset, "", at -> "") : outgoing;
            String key = key(cases);
            String nonce = UUID.randomUUID().toString();
            Step step = Step.from(
                    key,
                    Optional.ofNullable(stands.get(key)),
                    ready,
                    offsets -> ReplayPosition.of(nonce, replay.number(), ready.observations(), sent)
                            .json());
            String position = outbox.commit("quarantine:" + dataset.id(), step, PATIENCE);
            long rejected = rest.values().stream().mapToLong(Long::longValue).sum();
            meters.committed(
                    dataset.id(),
                    METER,
                    new Counts(sent.size(), 0, rejected, ready.observations(), bytes, rest, ready.newestMs()));
            meters.repeated(dataset.id(), METER, ready.repeated());
            return position;
        }
    }

    /** An observation for people: only the fields that it has. */
    private String shown(@Nullable Object[] observation) {
        List<String> values = new ArrayList<>();
        List<Field> fields = dataset.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            if (observation[i] != null) {
                values.add(fields.get(i).name() + "=" + shown(fields.get(i), observation[i]));
            }
        }
        return String.join(" ", values);
    }

    private static String shown(Field field, @Nullable Object value) {
        return switch (field.type()) {
            case TIME -> value instanceof Long ms ? Instant.ofEpochMilli(ms).toString() : "";
            default -> String.valueOf(value);
        };
    }
}
