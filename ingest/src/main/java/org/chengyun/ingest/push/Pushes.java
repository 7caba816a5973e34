package org.chengyun.ingest.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.chengyun.ingest.problem.IngestProblem;
import org.jspecify.annotations.Nullable;

/**
 * Takes records that are pushed. One request is one Kafka transaction; under an idempotency key it counts once, however
 * often it is sent, for at least a day. Thread-safe.
 *
 * <p>Requests are spread over a few lanes, each a feed of its own. A key always takes the same lane: then whoever writes
 * in that lane knows every key in it (see {@code FeedWriter}).
 */
public final class Pushes {
    private static final String METER = "push";
    private static final int LANES = 4;
    private static final int HEAD_BYTES = 64 * 1024;
    private static final int REJECTIONS_SHOWN = 1000;
    private static final int FORGET_AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REMEMBER = Duration.ofHours(24);
    private static final long SWEEP_MS = Duration.ofMinutes(1).toMillis();

    private final Intake intake;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final InstantSource clock;
    private final AtomicInteger nextLane = new AtomicInteger();
    private final AtomicLong sweepAtMs = new AtomicLong();

    public Pushes(Intake intake, Outbox outbox, IngestMeters meters, InstantSource clock) {
        this.intake = intake;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What is pushed.
     *
     * @param sender who pushes; a key is the sender's own
     * @param format null to recognise it by the first line
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
            @Nullable String key) {}

    /**
     * Takes a body of whole lines.
     *
     * @throws IngestProblem 400 if nothing of it can be read, 422 if the key was used for another body
     */
    public Receipt take(Request request, byte[] body) {
        Dataset dataset = intake.dataset(request.dataset());
        ZoneId zone = Intake.zone(request.zone());
        if (body.length == 0) {
            return new Receipt(0, 0, List.of(), 0, false);
        }
        byte[] head = Arrays.copyOf(body, Math.min(body.length, HEAD_BYTES));
        Choice.Chosen chosen = intake.lineFormat(dataset, request.format(), head);
        byte[] preamble = Arrays.copyOf(body, chosen.preambleLength());
        byte[] lines = Arrays.copyOfRange(body, chosen.preambleLength(), body.length);
        StreamDecoder decoder = intake.decoders()
                .decoder(
                        dataset,
                        chosen.format(),
                        chosen.name(),
                        preamble,
                        intake.decoders().zone(chosen.format(), zone));
        return commit(request, dataset, Intake.cases(chosen, request.cases()), decoder, lines);
    }

    private Receipt commit(
            Request request, Dataset dataset, @Nullable String cases, StreamDecoder decoder, byte[] lines) {
        String hash = sha256(lines);
        String key = request.key() == null ? null : receiptKey(request);
        Optional<String> known = key == null ? Optional.empty() : outbox.position(key);
        if (known.isPresent()) {
            return duplicate(known.get(), hash);
        }
        String nonce = UUID.randomUUID().toString();
        var numbers = new LineNumbers(lines);
        var outgoing = new Outgoing(
                dataset,
                "push:" + request.sender(),
                cases,
                at -> "request %s, line %d".formatted(request.key() == null ? nonce : request.key(), numbers.of(at)));
        var rejections = new Rejections(outgoing, lines);
        var progress = decoder.decode(lines, true, false, rejections);
        var receipt = new Receipt(progress.decoded(), progress.ignored(), rejections.shown, progress.rejected(), false);
        var position = new PushPosition(nonce, hash, clock.millis(), receipt);
        try {
            send(dataset, key, outgoing, position);
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
                new IngestMeters.Counts(
                        progress.decoded(),
                        progress.ignored(),
                        progress.rejected(),
                        outgoing.observations(),
                        lines.length,
                        progress.reasons()));
        return receipt;
    }

    private void send(Dataset dataset, @Nullable String key, Outgoing outgoing, PushPosition position)
            throws PositionMoved {
        int lane = Math.floorMod(key == null ? nextLane.getAndIncrement() : key.hashCode(), LANES);
        String feed = "push:%s:%d".formatted(dataset.id(), lane);
        Step step = key == null
                ? Step.unconditional("lane:" + feed, outgoing, sent -> position.json())
                : Step.from(key, Optional.empty(), outgoing, sent -> position.json())
                        .forgetting(expired());
        outbox.commit(feed, step, PATIENCE);
    }

    /** Receipts of yesterday, looked for once a minute and removed with the next commit. */
    private List<String> expired() {
        long now = clock.millis();
        long due = sweepAtMs.get();
        if (now < due || !sweepAtMs.compareAndSet(due, now + SWEEP_MS)) {
            return List.of();
        }
        List<String> expired = new ArrayList<>();
        for (Map.Entry<String, String> entry : outbox.positions("push:").entrySet()) {
            boolean old = PushPosition.parse(entry.getValue()).atMs() < now - REMEMBER.toMillis();
            if (old && expired.size() < FORGET_AT_ONCE) {
                expired.add(entry.getKey());
            }
        }
        return expired;
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

    /** Notes the first rejections for the receipt on their way to the quarantine. */
    private static final class Rejections implements StreamDecoder.Sink {
        private final Outgoing outgoing;
        private final LineNumbers numbers;
        private final List<Receipt.Line> shown = new ArrayList<>();

        Rejections(Outgoing outgoing, byte[] lines) {
            this.outgoing = outgoing;
            this.numbers = new LineNumbers(lines);
        }

        @Override
        public void accept(@Nullable Object[] observation) {
            outgoing.accept(observation);
        }

        @Override
        public void accept(CaseRecord told) {
            outgoing.accept(told);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejected, int at) {
            reject(reason, detail, rejected, at, ReadAs.UNKNOWN);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejected, int at, ReadAs how) {
            outgoing.reject(reason, detail, rejected, at, how);
            if (shown.size() < REJECTIONS_SHOWN) {
                shown.add(new Receipt.Line(numbers.of(at), reason.code(), detail));
            }
        }
    }
}
