package org.chengyun.api.quarantine;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.access.Scope;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.jspecify.annotations.Nullable;

/** What was rejected, and reading it again. Who looked at bytes and who asked for a replay is logged. Thread-safe. */
@ApplicationScoped
public class QuarantineService {
    private static final int MOST_LOGGED = 200;

    private final Snapshots snapshots;
    private final Catalogue catalogue;
    private final ReplayStore replays;

    QuarantineService(Snapshots snapshots, Catalogue catalogue, ReplayStore replays) {
        this.snapshots = snapshots;
        this.catalogue = catalogue;
        this.replays = replays;
    }

    /**
     * Who looks.
     *
     * @param account for the log
     * @param seesPeople whether bytes that may name people may be shown
     */
    public record Reader(String account, boolean seesPeople) {}

    /** What waits in quarantine, the most first. */
    public List<QuarantineGroup> groups() {
        return snapshots.read(Scope.EVERYTHING, snapshot -> new QuarantineReader(snapshot).groups());
    }

    /**
     * A page of records, the newest first.
     *
     * @throws ProblemException {@code dataset-unknown}
     */
    public RejectedRecords records(RecordsQuery query, Reader by) {
        Dataset dataset = require(query.dataset());
        boolean isPersonal = dataset.schema().fields().stream().anyMatch(Field::pseudonymise);
        boolean withBytes = by.seesPeople() || !isPersonal;
        RejectedRecords page = snapshots.read(
                Scope.EVERYTHING, snapshot -> new QuarantineReader(snapshot).records(query, isPersonal, withBytes));
        if (withBytes && !page.records().isEmpty()) {
            Log.infof(
                    "quarantine: %s looked at the bytes of records %d to %d, %d in all: dataset=%s feed=%s reason=%s",
                    logged(by.account()),
                    page.records().getLast().number(),
                    page.records().getFirst().number(),
                    page.records().size(),
                    dataset.id(),
                    logged(query.feed()),
                    logged(query.reason()));
        }
        return page;
    }

    /**
     * Asks for records to be read again. Ingest begins within a second.
     *
     * @param by who asks
     * @throws ProblemException {@code dataset-unknown}, or {@code quarantine-replay-open} if the dataset has one already
     */
    public QuarantineReplay ask(ReplayWish wish, String by) {
        Dataset dataset = require(wish.dataset());
        QuarantineReplay asked = replays.ask(dataset.id(), wish, by)
                .orElseThrow(() -> new ProblemException(ProblemCode.QUARANTINE_REPLAY_OPEN, open(dataset)));
        Log.infof(
                "quarantine: %s asked for replay %d%s: dataset=%s feed=%s reason=%s format=%s",
                logged(by),
                asked.number(),
                wish.dry() ? " (dry)" : "",
                dataset.id(),
                logged(wish.feed()),
                logged(wish.reason()),
                logged(wish.format()));
        return asked;
    }

    private String open(Dataset dataset) {
        return replays.open(dataset.id())
                .map(open -> "Replay %d of %s, which %s asked for, %s."
                        .formatted(
                                open.number(),
                                dataset.id(),
                                open.requestedBy(),
                                open.state().equals("waiting")
                                        ? "still waits for ingest; wait for its end, or cancel it"
                                        : "is under way; wait for its end"))
                .orElse("A replay of %s ended this moment; ask again.".formatted(dataset.id()));
    }

    /**
     * Takes back a replay that still waits: nothing of it was read. One that was taken back before stays so.
     *
     * @param by who takes it back
     * @throws ProblemException {@code replay-unknown}, or {@code quarantine-replay-begun} if it waits no more
     */
    public QuarantineReplay cancel(long number, String by) {
        Optional<QuarantineReplay> cancelled = replays.cancel(number, by);
        if (cancelled.isPresent()) {
            Log.infof(
                    "quarantine: %s cancelled replay %d of %s",
                    logged(by), number, cancelled.get().dataset());
            return cancelled.get();
        }
        QuarantineReplay known = replay(number);
        if (!known.state().equals("cancelled")) {
            throw new ProblemException(
                    ProblemCode.QUARANTINE_REPLAY_BEGUN,
                    known.state().equals("running")
                            ? "Replay %d has begun; it goes on to its end.".formatted(number)
                            : "Replay %d has ended.".formatted(number));
        }
        return known;
    }

    /** @throws ProblemException {@code replay-unknown} */
    public QuarantineReplay replay(long number) {
        return replays.find(number)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.REPLAY_UNKNOWN, "There is no replay %d of the quarantine.".formatted(number)));
    }

    /** The newest first. */
    public List<QuarantineReplay> newest(int limit) {
        return replays.newest(limit);
    }

    private Dataset require(@Nullable String id) {
        List<String> known = catalogue.datasets().stream().map(Dataset::id).toList();
        return catalogue
                .dataset(String.valueOf(id))
                .orElseThrow(() -> new ProblemException(
                                ProblemCode.DATASET_UNKNOWN,
                                "There is no dataset '%s'; use one of %s.".formatted(id, String.join(", ", known)))
                        .with("datasets", known));
    }

    /** What comes from outside must not write lines of its own. */
    private static String logged(@Nullable String text) {
        return text == null
                ? "any"
                : SafeText.of(text.getBytes(StandardCharsets.UTF_8), MOST_LOGGED)
                        .text();
    }
}
