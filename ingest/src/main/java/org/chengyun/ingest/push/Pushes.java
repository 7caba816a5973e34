package org.chengyun.ingest.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.progress.Watermarks;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.tally.Counts;
import org.jspecify.annotations.Nullable;

/**
 * Takes records that are pushed. One request is one Kafka transaction; under an idempotency key it counts once, however
 * often it is sent, for as long as it is {@link Remembered}. Thread-safe.
 *
 * <p>Requests are spread over a few lanes, each a feed of its own. A key always takes the same lane: then whoever writes
 * in that lane knows every key in it (see {@code FeedWriter}).
 */
public final class Pushes {
    private static final String METER = "push";
    private static final int LANES = 4;
    private static final int HEAD_BYTES = 64 * 1024;
    /** So much may be in memory while it waits for Kafka. */
    private static final long MOST_WAITING_BYTES = 32L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SWEEP_MS = Duration.ofMinutes(1).toMillis();

    private final Intake intake;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final InstantSource clock;
    private final Watermarks watermarks;
    private final Gate gate = new Gate(MOST_WAITING_BYTES);
    private final AtomicInteger nextLane = new AtomicInteger();
    private final AtomicLong sweepAtMs = new AtomicLong();

    /** One that does not know what is late. */
    public Pushes(Intake intake, Outbox outbox, IngestMeters meters, InstantSource clock) {
        this(intake, outbox, meters, clock, Watermarks.UNKNOWN);
    }

    public Pushes(Intake intake, Outbox outbox, IngestMeters meters, InstantSource clock, Watermarks watermarks) {
        this.watermarks = watermarks;
        this.intake = intake;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /** How a body is written. */
    public enum Form {
        /** JSON objects, one per line, or in a list. */
        NDJSON,
        /** Lines of any other format. */
        LINES,
        /** A table with its header. */
        TABLE,
        /** A whole JSON or XML document. */
        DOCUMENT
    }

    /**
     * What is pushed.
     *
     * @param sender who pushes; a key is the sender's own
     * @param format null to recognise it
     * @param zone IANA name; null for the format's
     * @param cases whose cases the records are; null for the city's or the format's
     * @param key idempotency key, null if the sender gives none
     */
    public record Request(
            String dataset,
            String sender,
            @Nullable String format,
            @Nullable String zone,
            @Nullable String cases,
            @Nullable String key,
            Form form,
            SenderScope scope) {
        /** Of JSON lines, by a sender without limits. */
        public Request(
                String dataset,
                String sender,
                @Nullable String format,
                @Nullable String zone,
                @Nullable String cases,
                @Nullable String key) {
            this(dataset, sender, format, zone, cases, key, Form.NDJSON, SenderScope.EVERYTHING);
        }
    }

    /**
     * Makes room for a body that is about to be read.
     *
     * @throws IngestProblem 429 if too much waits for Kafka
     */
    Gate.Pass enter(long bytes) {
        return gate.enter(bytes);
    }

    /**
     * Takes a body of whole records.
     *
     * @throws IngestProblem 400 if nothing of it can be read, 403 if the sender does not speak for the dataset, 422 if the
     *     key was used for another body
     */
    public Receipt take(Request request, byte[] body) {
        Dataset dataset = intake.dataset(request.dataset());
        if (!request.scope().hasDataset(dataset.id())) {
            throw IngestProblem.forbidden(
                    "dataset-not-allowed",
                    "This sender does not speak for the dataset",
                    "let the administrator add '%s' to the attribute 'datasets' of %s in the identity provider"
                            .formatted(dataset.id(), request.sender()));
        }
        ZoneId zone = Intake.zone(request.zone());
        if (body.length == 0) {
            return Receipt.NOTHING;
        }
        Choice.Chosen chosen = format(request, dataset, Arrays.copyOf(body, Math.min(body.length, HEAD_BYTES)));
        StreamDecoder decoder = intake.decoders()
                .decoder(
                        dataset,
                        chosen.format(),
                        chosen.name(),
                        Arrays.copyOf(body, chosen.preambleLength()),
                        intake.decoders().zone(chosen.format(), zone),
                        inner -> ScopedDecoder.around(
                                inner, dataset, request.scope().agencies()));
        return commit(request, dataset, chosen, decoder, body);
    }

    private Choice.Chosen format(Request request, Dataset dataset, byte[] head) {
        return switch (request.form()) {
            case NDJSON -> intake.lineFormat(dataset, request.format(), head);
            case LINES -> intake.bodyFormat(dataset, request.format(), head, Framing.LINES);
            case TABLE -> intake.bodyFormat(dataset, request.format(), head, Framing.CSV);
            case DOCUMENT -> intake.bodyFormat(dataset, request.format(), head, Framing.DOCUMENT);
        };
    }

    private Receipt commit(Request request, Dataset dataset, Choice.Chosen chosen, StreamDecoder decoder, byte[] body) {
        int preamble = chosen.preambleLength();
        byte[] records = Arrays.copyOfRange(body, preamble, body.length);
        // a header belongs to what is pushed; a mark of the encoding never did
        String hash = sha256(request.form() == Form.TABLE ? body : records);
        String key = request.key() == null ? null : receiptKey(request);
        Optional<String> known = key == null ? Optional.empty() : outbox.position(key);
        if (known.isPresent()) {
            return duplicate(known.get(), hash);
        }
        String nonce = UUID.randomUUID().toString();
        var numbers = new LineNumbers(body);
        var outgoing = new Outgoing(
                dataset,
                "push:" + request.sender(),
                Intake.cases(chosen, request.cases()),
                at -> "request %s, line %d"
                        .formatted(request.key() == null ? nonce : request.key(), numbers.of(preamble + at)));
        var outcomes = new Outcomes(
                outgoing,
                dataset,
                body,
                preamble,
                watermarks.ofMs(dataset.id()),
                request.scope().agencies());
        var progress = decoder.decode(records, true, false, outcomes);
        PushPosition position;
        try {
            position = PushPosition.parse(send(
                    dataset,
                    key,
                    outgoing,
                    () -> new PushPosition(nonce, hash, clock.millis(), outcomes.receipt(progress))));
        } catch (PositionMoved moved) {
            // the same key was taken meanwhile, by another request or another process
            return moved.current()
                    .map(current -> duplicate(current, hash))
                    .orElseThrow(() -> IngestProblem.kafkaUnavailable("the receipt of this key is just forgotten", 1));
        }
        meters.repeated(dataset.id(), METER, outgoing.repeated());
        meters.committed(
                dataset.id(),
                METER,
                new Counts(
                        progress.decoded(),
                        progress.ignored(),
                        progress.rejected(),
                        outgoing.observations(),
                        records.length,
                        progress.reasons(),
                        outgoing.newestMs()));
        return position.receipt();
    }

    private String send(Dataset dataset, @Nullable String key, Outgoing outgoing, Supplier<PushPosition> position)
            throws PositionMoved {
        int lane = Math.floorMod(key == null ? nextLane.getAndIncrement() : key.hashCode(), LANES);
        String feed = "push:%s:%d".formatted(dataset.id(), lane);
        Step step = key == null
                ? Step.unconditional(
                        "lane:" + feed, outgoing, sent -> position.get().json())
                : Step.from(
                                key,
                                Optional.empty(),
                                outgoing,
                                sent -> position.get().json())
                        .forgetting(expired());
        return outbox.commit(feed, step, PATIENCE);
    }

    /** Receipts to forget, looked for once a minute and removed with the next commit. */
    private List<String> expired() {
        long now = clock.millis();
        long due = sweepAtMs.get();
        return now < due || !sweepAtMs.compareAndSet(due, now + SWEEP_MS)
                ? List.of()
                : Remembered.USUAL.forgettable(outbox.positions("push:"), now);
    }

    private static Receipt duplicate(String position, String hash) {
        var known = PushPosition.parse(position);
        if (!known.bodySha256().equals(hash)) {
            throw IngestProblem.keyReused("give every new body a new Idempotency-Key");
        }
        return known.receipt().asDuplicate();
    }

    private static String receiptKey(Request request) {
        String owner = request.sender() + '\0' + request.key();
        return "push:%s:%s".formatted(request.dataset(), sha256(owner.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
