package org.chengyun.ingest.load;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.SentOffsets;
import org.chengyun.ingest.outbox.Step;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.progress.EngineProgress;
import org.jspecify.annotations.Nullable;

/**
 * Loads files. A load is its content: its id comes from the content's hash, and its position moves in the same Kafka
 * transaction as the observations, so that each record counts once whatever is repeated. Thread-safe.
 */
public final class Loads {
    private static final String PREFIX = "load:";
    private static final String METER = "load";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ID_DIGITS = 20;

    private final Intake intake;
    private final Decoders decoders;
    private final Outbox outbox;
    private final EngineProgress engine;
    private final IngestMeters meters;

    public Loads(Intake intake, Outbox outbox, EngineProgress engine, IngestMeters meters) {
        this.intake = intake;
        this.decoders = intake.decoders();
        this.outbox = outbox;
        this.engine = engine;
        this.meters = meters;
    }

    /**
     * All loads ever begun.
     *
     * @param dataset of one dataset only; null for all
     */
    public List<LoadStatus> list(@Nullable String dataset) {
        var view = new EngineView(engine);
        return outbox.positions(PREFIX).values().stream()
                .map(LoadState::parse)
                .filter(state -> dataset == null || state.dataset().equals(dataset))
                .map(view::status)
                .toList();
    }

    /**
     * Where a load stands.
     *
     * @throws IngestProblem 404 if there is none of that id
     */
    public LoadStatus get(String id) {
        return status(LoadState.parse(find(id)));
    }

    private String find(String id) {
        return outbox.position(PREFIX + id)
                .orElseThrow(() -> IngestProblem.notFound(
                        "load-unknown", "There is no such load", "load '%s' was never begun".formatted(id)));
    }

    /**
     * Begins a load, or finds the one of the same content.
     *
     * @throws IngestProblem 400 if it cannot be loaded
     */
    public LoadStatus begin(LoadRequest request) {
        Dataset dataset = intake.dataset(request.dataset());
        if (request.bytes() == 0) {
            throw IngestProblem.badRequest(
                    "file-empty", "The file is empty", "%s holds no bytes".formatted(request.name()));
        }
        String id = dataset.id() + "-" + request.sha256().substring(0, ID_DIGITS);
        Optional<LoadState> known = outbox.position(PREFIX + id).map(LoadState::parse);
        if (known.isPresent()) {
            return status(known.get());
        }
        LoadState first = request.continues() == null
                ? fromBegin(id, dataset, request)
                : fromEarlier(id, request, LoadState.parse(find(request.continues())));
        try {
            var nothing = new Outgoing(dataset, id, first.cases(), at -> "");
            outbox.commit(
                    PREFIX + id, Step.from(PREFIX + id, Optional.empty(), nothing, sent -> first.json()), PATIENCE);
            return status(first);
        } catch (PositionMoved moved) {
            return get(id);
        }
    }

    private LoadState fromBegin(String id, Dataset dataset, LoadRequest request) {
        byte[] head = request.headBytes();
        Choice.Chosen chosen = intake.format(dataset, request.format(), request.name(), head);
        ZoneId zone = decoders.zone(chosen.format(), Intake.zone(request.zone()));
        byte[] preamble = Arrays.copyOf(head, chosen.preambleLength());
        String cases = Intake.cases(chosen, request.cases());
        return new LoadState(
                id,
                dataset.id(),
                chosen.name(),
                zone.getId(),
                request.name(),
                request.bytes(),
                request.sha256(),
                Base64.getEncoder().encodeToString(preamble),
                preamble.length,
                false,
                preamble.length,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                preamble.length == request.bytes(),
                null,
                0,
                SentOffsets.NONE,
                cases);
    }

    private static LoadState fromEarlier(String id, LoadRequest request, LoadState earlier) {
        if (!earlier.dataset().equals(request.dataset()) || earlier.bytes() > request.bytes()) {
            throw IngestProblem.badRequest(
                    "continues-mismatch",
                    "This content does not continue that load",
                    "load %s is of dataset %s and has %d bytes"
                            .formatted(earlier.id(), earlier.dataset(), earlier.bytes()));
        }
        // a load that was not finished goes on where it stood; a finished one where its last whole record ended
        long position = earlier.complete() ? earlier.resumeAt() : earlier.position();
        return new LoadState(
                id,
                earlier.dataset(),
                earlier.format(),
                earlier.zone(),
                request.name(),
                request.bytes(),
                request.sha256(),
                earlier.preamble(),
                position,
                earlier.insideTooLong(),
                position,
                // a last record that was cut off is read again
                earlier.records() - (position < earlier.position() ? 1 : 0),
                0,
                0,
                0,
                0,
                Map.of(),
                position == request.bytes(),
                earlier.id(),
                0,
                earlier.sent(),
                earlier.cases());
    }

    /**
     * Takes the next piece: whole records only, all of it if it is the last.
     *
     * @param from position of the piece; must be where the load stands
     * @throws IngestProblem 404 if there is no such load, 409 if it stands elsewhere, 400 if the piece does not fit
     */
    public LoadStatus append(String id, long from, boolean last, byte[] piece) {
        return append(id, from, last, piece, new Account(METER, id));
    }

    /**
     * Goes on with a load for a feed, a piece decoded while the one before is committed.
     *
     * @param feed that brings the file
     * @throws IngestProblem 404 if there is no such load
     */
    public LoadRun run(String id, String feed) {
        return new LoadRun(this, find(id), new Account(feed, feed));
    }

    private LoadStatus append(String id, long from, boolean last, byte[] piece, Account account) {
        String stands = find(id);
        LoadState state = LoadState.parse(stands);
        if (from != state.position()) {
            throw positionMismatch(state);
        }
        Portion portion = decode(state, last, piece, account);
        return status(portion.isEmpty() ? state : LoadState.parse(commit(stands, portion)));
    }

    /**
     * Decodes the piece at a load's position. Nothing is sent.
     *
     * @param state how the load will stand when the portion's turn has come
     * @throws IngestProblem 400 if the piece does not fit
     */
    Portion decode(LoadState state, boolean last, byte[] piece, Account account) {
        long end = state.position() + piece.length;
        if (end > state.bytes() || (last && end != state.bytes())) {
            throw IngestProblem.badRequest(
                    "bytes-mismatch",
                    "The file is not as long as was said",
                    "load %s was begun with %d bytes, but this piece ends at %d; begin a new load"
                            .formatted(state.id(), state.bytes(), end));
        }
        Dataset dataset = intake.dataset(state.dataset());
        var outgoing = new Outgoing(
                dataset,
                account.feed(),
                state.cases(),
                at -> "%s, byte %d".formatted(state.name(), state.position() + at));
        var progress = decoder(dataset, state).decode(piece, last, state.insideTooLong(), outgoing);
        return new Portion(state, progress, outgoing, account);
    }

    /**
     * Commits a portion.
     *
     * @param stands the load's position now
     * @return its position after the portion
     * @throws IngestProblem 409 if the load stands elsewhere
     */
    String commit(String stands, Portion portion) {
        String key = PREFIX + portion.id();
        LoadState state = LoadState.parse(stands);
        Step step = Step.from(
                key,
                Optional.of(stands),
                portion.outgoing(),
                sent -> portion.after(state, sent).json());
        try {
            String next = outbox.commit(key, step, PATIENCE);
            portion.count(meters);
            return next;
        } catch (PositionMoved moved) {
            throw positionMismatch(moved.current().map(LoadState::parse).orElse(state));
        }
    }

    private StreamDecoder decoder(Dataset dataset, LoadState state) {
        FeedFormat format = decoders.formats(dataset)
                .find(state.format())
                .orElseThrow(() -> IngestProblem.conflict(
                        "format-gone",
                        "The format is no longer defined",
                        "load %s is in format %s, which dataset %s does not have any more"
                                .formatted(state.id(), state.format(), state.dataset())));
        return decoders.decoder(dataset, format, state.format(), state.preambleBytes(), ZoneId.of(state.zone()))
                .startingAt(state.records());
    }

    private static IngestProblem positionMismatch(LoadState state) {
        return IngestProblem.conflict(
                        "position-mismatch",
                        "The load stands elsewhere",
                        "load %s goes on at byte %d".formatted(state.id(), state.position()))
                .with("position", state.position());
    }

    LoadStatus status(LoadState state) {
        return new EngineView(engine).status(state);
    }
}
