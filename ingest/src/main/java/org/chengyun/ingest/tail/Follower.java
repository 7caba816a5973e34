package org.chengyun.ingest.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.feed.TailFeed;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.chengyun.ingest.tally.Counts;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one log: reads what is new, whole lines only, and when the log was rotated first the rest of the old file,
 * then every file in between, then the new one. Not thread-safe: one thread owns it.
 *
 * <p>Everything it knows is in Kafka, so a new follower goes on where an old one was killed.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final int PIECE_BYTES = 4 << 20;
    private static final int HEAD_BYTES = 64 * 1024;
    private static final int LOOKS_BEFORE_GONE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How long a server may go on writing to a file that it already renamed. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final TailFeed feed;
    private final Path active;
    private final String key;
    private final Intake intake;
    private final Outbox outbox;
    private final IngestMeters meters;
    private @Nullable OpenLog log;
    private @Nullable TailState state;
    private Optional<String> stands = Optional.empty();
    private @Nullable StreamDecoder decoder;
    private Fingerprint fingerprint = Fingerprint.NOTHING;
    private long sizeRead = -1;
    private int missed;
    private long quietSinceNanos = System.nanoTime();

    Follower(TailFeed feed, Path active, Intake intake, Outbox outbox, IngestMeters meters) {
        this.feed = feed;
        this.active = active;
        this.key = Logs.key(feed, active);
        this.intake = intake;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** What a step came to. */
    enum Outcome {
        /** A file was opened; nothing was read yet. */
        OPENED,
        /** Records were committed. */
        READ,
        /** There is nothing to do at the moment. */
        QUIET
    }

    /**
     * Does what there is to do now.
     *
     * @throws IOException if the files cannot be read
     * @throws PositionMoved if another process follows the same log
     */
    Outcome step() throws IOException, PositionMoved {
        try {
            OpenLog open = log;
            TailState at = state;
            if (open == null || at == null) {
                return resume() ? Outcome.OPENED : Outcome.QUIET;
            }
            if (!open.isPacked() && rewritten(open)) {
                return truncated(at) ? Outcome.OPENED : Outcome.QUIET;
            }
            if (hasNew(open, at) && read(open, at, open.isPacked())) {
                quietSinceNanos = System.nanoTime();
                return Outcome.READ;
            }
            return atEnd(open, at) ? Outcome.READ : Outcome.QUIET;
        } catch (FilesMoving e) {
            return Outcome.QUIET;
        }
    }

    private boolean resume() throws IOException, PositionMoved {
        stands = outbox.position(key);
        Rotated files = Rotated.look(active);
        if (stands.isEmpty()) {
            return first(files);
        }
        TailState known = TailState.parse(stands.get());
        Optional<Rotated.Entry> found = files.find(known);
        if (found.isPresent()) {
            return enter(found.get(), known);
        }
        if (files.active().isEmpty() || (!known.isNothing() && ++missed < LOOKS_BEFORE_GONE)) {
            return false;
        }
        missed = 0;
        if (!known.isNothing()) {
            LOG.warnf(
                    "feed %s: the file that was read to byte %d is gone; what it still held cannot be read",
                    feed.id(), known.position());
        }
        Optional<Rotated.Entry> next = files.after(known, Optional.empty());
        return next.isPresent() && enter(next.get(), null);
    }

    /**
     * A new feed begins with the file that is there, or with the first one that comes. That is kept before anything is
     * read: else what is rotated away before the first line is committed would never be looked for.
     */
    private boolean first(Rotated files) throws IOException, PositionMoved {
        Optional<Rotated.Entry> active = files.active();
        TailState begin = active.map(entry -> TailState.begin(entry.fileKey(), entry.modifiedMs(), 0))
                .orElseGet(() -> TailState.nothing(files.newestMs()));
        var nothing = new Outgoing(feed.dataset(), feed.id(), place -> "");
        move(Step.from(key, stands, nothing, sent -> begin.json()), begin);
        return active.isPresent() && enter(active.get(), null);
    }

    /** @param known where reading goes on; null to begin at the file's begin */
    private boolean enter(Rotated.Entry entry, @Nullable TailState known) throws IOException {
        close();
        OpenLog opened;
        try {
            opened = OpenLog.open(entry.path());
        } catch (NoSuchFileException e) {
            return true;
        }
        if (!opened.fileKey().equals(entry.fileKey())) {
            // exchanged between the look and the opening: look again
            opened.close();
            return true;
        }
        log = opened;
        long revision = stands.map(json -> TailState.parse(json).revision()).orElse(0L);
        state = known == null ? TailState.begin(entry.fileKey(), entry.modifiedMs(), revision) : known;
        fingerprint =
                known == null ? Fingerprint.NOTHING : new Fingerprint(known.fingerprint(), known.fingerprintBytes());
        quietSinceNanos = System.nanoTime();
        return true;
    }

    private boolean hasNew(OpenLog open, TailState at) throws IOException {
        return open.isPacked() ? sizeRead < 0 : open.size() > Math.max(sizeRead, at.position());
    }

    /** Reads and commits a piece; false if that brought nothing, as a line is not whole yet. */
    private boolean read(OpenLog open, TailState at, boolean last) throws IOException, PositionMoved {
        TailState now = at.format().isEmpty() ? begin(open, at, last) : at;
        if (now == null) {
            return false;
        }
        byte[] piece = open.read(now.position(), PIECE_BYTES);
        boolean end = piece.length < PIECE_BYTES;
        var outgoing = new Outgoing(
                feed.dataset(),
                feed.id(),
                feed.cases(),
                place -> "%s, byte %d".formatted(active, now.position() + place));
        var progress = decoder(now).decode(piece, last && end, now.insideTooLong(), outgoing);
        if (progress.consumed() == 0) {
            // nothing whole: wait until the file grows
            sizeRead = end ? (open.isPacked() ? 0 : now.position() + piece.length) : -1;
            state = now;
            return false;
        }
        commit(open, now, progress, outgoing);
        return true;
    }

    /** Recognises the format when the first whole line is there. */
    private @Nullable TailState begin(OpenLog open, TailState at, boolean last) throws IOException {
        byte[] head = open.read(0, HEAD_BYTES);
        boolean enough = last || head.length == HEAD_BYTES || contains(head, (byte) '\n');
        if (head.length == 0 || !enough) {
            sizeRead = head.length;
            return null;
        }
        Choice.Chosen chosen = intake.format(feed.dataset(), feed.format(), active.toString(), head);
        return at.reading(chosen.name(), Arrays.copyOf(head, chosen.preambleLength()));
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private StreamDecoder decoder(TailState now) {
        StreamDecoder known = decoder;
        if (known == null) {
            FeedFormat format = format(now);
            known = intake.decoders()
                    .decoder(
                            feed.dataset(),
                            format,
                            now.format(),
                            now.preambleBytes(),
                            intake.decoders().zone(format, feed.zone()));
            decoder = known;
        }
        return known;
    }

    private FeedFormat format(TailState now) {
        return intake.decoders()
                .formats(feed.dataset())
                .find(now.format())
                .orElseThrow(() -> new IllegalStateException(
                        "format %s of feed %s is not defined any more".formatted(now.format(), feed.id())));
    }

    private void commit(OpenLog open, TailState now, StreamDecoder.Progress progress, Outgoing outgoing)
            throws IOException, PositionMoved {
        long position = now.position() + progress.consumed();
        if (fingerprint.bytes() < Fingerprint.MAX_BYTES) {
            byte[] head = open.read(0, (int) Math.min(position, Fingerprint.MAX_BYTES));
            fingerprint = Fingerprint.of(head);
        }
        TailState next =
                now.at(position, progress.insideTooLong(), progress.preambleAfter(now.preamble()), fingerprint);
        move(Step.from(key, stands, outgoing, sent -> next.json()), next);
        sizeRead = -1;
        meters.repeated(feed.dataset().id(), feed.id(), outgoing.repeated());
        meters.committed(
                feed.dataset().id(),
                feed.id(),
                new Counts(
                        progress.decoded(),
                        progress.ignored(),
                        progress.rejected(),
                        outgoing.observations(),
                        progress.consumed(),
                        progress.reasons(),
                        outgoing.newestMs()));
    }

    private void move(Step step, TailState next) throws PositionMoved {
        stands = Optional.of(outbox.commit(key, step, PATIENCE));
        state = next;
    }

    /** Everything of the open file is read: is it still the one that is written? */
    private boolean atEnd(OpenLog open, TailState at) throws IOException, PositionMoved {
        if (!open.isPacked() && open.size() < at.position()) {
            return truncated(at);
        }
        Rotated files = Rotated.look(active);
        Optional<Rotated.Entry> current = files.active();
        if (current.isEmpty()) {
            return false;
        }
        if (current.get().fileKey().equals(open.fileKey()) && !open.isPacked()) {
            return false;
        }
        Optional<Rotated.Entry> next = files.after(at, files.find(at));
        boolean justRenamed = next.equals(current) && !open.isPacked();
        if (justRenamed && System.nanoTime() - quietSinceNanos < GRACE.toNanos()) {
            return false;
        }
        return finish(open, at, next);
    }

    /** Emptied and written again, perhaps further than we had read: the begin is another one. */
    private boolean rewritten(OpenLog open) throws IOException {
        return fingerprint.bytes() > 0 && !fingerprint.fits(open.read(0, Fingerprint.MAX_BYTES));
    }

    /** Copied away and emptied: the rest is in the copy, if there is one. */
    private boolean truncated(TailState at) throws IOException, PositionMoved {
        Rotated files = Rotated.look(active);
        Optional<Rotated.Entry> copy =
                files.find(at).filter(entry -> !entry.path().equals(active));
        if (copy.isPresent()) {
            return enter(copy.get(), at);
        }
        LOG.warnf(
                "feed %s: %s was emptied after byte %d; what was written after that is lost",
                feed.id(), active, at.position());
        return files.active().isPresent() && enter(files.active().get(), null);
    }

    /** The last line of a file that nobody writes any more is whole as it is. */
    private boolean finish(OpenLog open, TailState at, Optional<Rotated.Entry> next) throws IOException, PositionMoved {
        if (!open.isPacked() && open.size() > at.position() && read(open, at, true)) {
            return true;
        }
        if (next.isEmpty()) {
            return false;
        }
        Rotated.Entry entry = next.get();
        if (!enter(entry, null) || log == null) {
            return true;
        }
        // from now on the new file is ours, also after a restart
        TailState begin = TailState.begin(entry.fileKey(), entry.modifiedMs(), at.revision() + 1);
        var nothing = new Outgoing(feed.dataset(), feed.id(), feed.cases(), place -> "");
        move(Step.from(key, stands, nothing, sent -> begin.json()), begin);
        return true;
    }

    /** Whether it has a file to read. */
    boolean isOpen() {
        return log != null;
    }

    /** The log that it follows. */
    String name() {
        return active.toString();
    }

    /** What is left to be read of the open file, bytes; 0 if none is open. What a packed file holds is only known at its end. */
    long behindBytes() throws IOException {
        OpenLog open = log;
        TailState at = state;
        return open == null || at == null || open.isPacked() ? 0 : Math.max(0, open.size() - at.position());
    }

    /** Forgets what is in memory: the next step begins with the position in Kafka. */
    @Override
    public void close() throws IOException {
        OpenLog open = log;
        log = null;
        state = null;
        decoder = null;
        sizeRead = -1;
        fingerprint = Fingerprint.NOTHING;
        if (open != null) {
            open.close();
        }
    }
}
