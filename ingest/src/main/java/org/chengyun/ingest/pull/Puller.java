package org.chengyun.ingest.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.feed.PullFeed;
import org.chengyun.ingest.feed.PullFeed.Pages;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.chengyun.ingest.pull.PullState.Document;
import org.chengyun.ingest.pull.PullState.Round;
import org.chengyun.ingest.tally.Counts;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what one feed has now: document by document, each piece committed with the position behind it. All it knows is
 * in Kafka, but for the document that is being read, which is on disk. Not thread-safe: one thread owns it.
 */
final class Puller implements AutoCloseable {
    private static final int PIECE_BYTES = 4 << 20;
    private static final int HEAD_BYTES = 64 * 1024;
    private static final int HTML_HEAD_BYTES = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PullFeed feed;
    private final String key;
    private final Address address;
    private final Spool spool;
    private final Fetcher fetcher;
    private final Decoders decoders;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final InstantSource clock;
    private Optional<String> stands = Optional.empty();
    private PullState state = PullState.BEGIN;
    private String rejectedSha256 = "";

    Puller(PullFeed feed, Path folder, Decoders decoders, Outbox outbox, IngestMeters meters, InstantSource clock) {
        this.feed = feed;
        this.key = "pull:" + feed.id();
        this.address = new Address(feed);
        this.spool = new Spool(folder, feed.id());
        this.fetcher = new Fetcher(feed, spool, clock);
        this.decoders = decoders;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Asks for all there is now, and commits it. What was begun before is finished first.
     *
     * @throws FetchFailed if the source answers with something else
     * @throws IOException if it cannot be reached
     * @throws PositionMoved if another process fetches for the same feed
     */
    void round() throws IOException, FetchFailed, PositionMoved, InterruptedException {
        stands = outbox.position(key);
        state = stands.map(PullState::parse).orElse(PullState.BEGIN);
        resume();
        Round round = state.round();
        if (round == null) {
            round = address.begin(state.newestMs(), clock.instant());
        }
        while (round != null) {
            round = page(round);
        }
        spool.clear("");
    }

    /** Goes on with a document that was not read to its end, if it is still here. */
    private void resume() throws IOException, FetchFailed, PositionMoved {
        Document begun = state.unfinished();
        Round round = state.round();
        Optional<Path> kept = begun == null ? Optional.empty() : spool.find(begun.sha256());
        if (begun != null && round != null && kept.isPresent()) {
            read(round, begun, kept.get());
        }
    }

    /** Asks for one page; the next one to ask for, or null if that was all. */
    private @Nullable Round page(Round round) throws IOException, FetchFailed, PositionMoved, InterruptedException {
        URI url = address.of(round);
        Document last = state.document();
        boolean same = last != null && last.done() && last.url().equals(url.toString());
        return switch (fetcher.fetch(url, same ? last : null)) {
            case Fetched.NotModified nothing -> done();
            case Fetched.Arrived arrived -> take(round, url, arrived);
        };
    }

    private @Nullable Round take(Round round, URI url, Fetched.Arrived arrived)
            throws IOException, FetchFailed, PositionMoved {
        spool.clear(arrived.sha256());
        Document last = state.document();
        if (last != null && last.done() && last.sha256().equals(arrived.sha256())) {
            // the same again: of pages, because the source knows none
            return done();
        }
        if (arrived.bytes() == 0) {
            return done();
        }
        boolean known = last != null && last.sha256().equals(arrived.sha256());
        read(round, last != null && known ? last : begin(url, arrived), arrived.file());
        return state.round();
    }

    private @Nullable Round done() throws PositionMoved {
        if (state.round() != null) {
            move(state.finished());
        }
        return null;
    }

    /** True if a page of so many records is not the last. */
    private boolean hasNext(long records) {
        return feed.pages() != null && records >= feed.pages().size();
    }

    private static boolean isLastAllowed(Pages pages, Round round) {
        return round.page() - pages.first() + 1 >= pages.most();
    }

    private Document begin(URI url, Fetched.Arrived arrived) throws IOException, FetchFailed, PositionMoved {
        byte[] head = Spool.read(arrived.file(), 0, HEAD_BYTES);
        if (isHtml(head)) {
            throw refused(arrived, head, "a page for people (HTML)");
        }
        return switch (decoders.formats(feed.dataset()).choose(feed.format(), head)) {
            case Choice.Chosen chosen ->
                new Document(
                        arrived.sha256(),
                        chosen.preambleLength(),
                        chosen.name(),
                        Base64.getEncoder().encodeToString(Arrays.copyOf(head, chosen.preambleLength())),
                        false,
                        0,
                        false,
                        url.toString(),
                        arrived.etag(),
                        arrived.lastModified());
            case Choice.ColumnsMissing lacking ->
                throw refused(arrived, head, "a table without " + String.join(", ", lacking.missing()));
            case Choice.NoFeed nothing -> throw refused(arrived, head, nothing.guess() + ": " + nothing.why());
            case Choice.Unknown unknown -> throw refused(arrived, head, String.join("; ", unknown.tried()));
        };
    }

    /** Errors and sign-in pages that come with status 200. */
    private static boolean isHtml(byte[] head) {
        String begin = new String(head, 0, Math.min(head.length, HTML_HEAD_BYTES), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        return begin.contains("<!doctype html") || (begin.stripLeading().startsWith("<") && begin.contains("<html"));
    }

    /** Keeps the begin of what is no document of this format, once as long as the source repeats it. */
    private FetchFailed refused(Fetched.Arrived arrived, byte[] head, String what) throws PositionMoved {
        if (!arrived.sha256().equals(rejectedSha256)) {
            var outgoing = outgoing(0);
            outgoing.reject(Reason.FORMAT_MISMATCH, "the answer is " + what, head, 0, ReadAs.PART);
            PullState next = state.in(state.round());
            commit(outgoing, next);
            meters.committed(
                    feed.dataset().id(),
                    feed.id(),
                    new Counts(0, 0, 1, 0, head.length, Map.of(Reason.FORMAT_MISMATCH.code(), 1L), 0));
            rejectedSha256 = arrived.sha256();
        }
        return new FetchFailed("the answer is not in format %s, but %s".formatted(feed.format(), what));
    }

    private Outgoing outgoing(long position) {
        return new Outgoing(
                        feed.dataset(),
                        feed.id(),
                        feed.cases(),
                        at -> "%s, byte %d".formatted(Address.shown(feed.url()), position + at))
                .rejectingOnce();
    }

    /** Reads a document to its end, piece by piece; with the last one the feed stands at the next page or after the round. */
    private void read(Round round, Document from, Path file) throws IOException, FetchFailed, PositionMoved {
        StreamDecoder decoder = decoder(from);
        Document at = from;
        Round now = round;
        while (!at.done()) {
            byte[] piece = Spool.read(file, at.position(), PIECE_BYTES);
            boolean end = piece.length < PIECE_BYTES;
            Outgoing outgoing = outgoing(at.position());
            var progress = decoder.decode(piece, end, at.insideTooLong(), outgoing);
            now = now.telling(Math.min(outgoing.latestMs(), clock.millis()));
            at = after(at, progress, end);
            commit(outgoing, behind(now, at));
            meters.repeated(feed.dataset().id(), feed.id(), outgoing.repeated());
            meters.committed(feed.dataset().id(), feed.id(), counts(progress, outgoing));
        }
        Pages pages = feed.pages();
        if (pages != null && hasNext(at.records()) && isLastAllowed(pages, now)) {
            throw new FetchFailed(
                    "the source has more than %d pages; raise 'most', or ask for less".formatted(pages.most()));
        }
    }

    private PullState behind(Round now, Document at) {
        PullState here = state.at(now, at);
        if (!at.done()) {
            return here;
        }
        Pages pages = feed.pages();
        if (pages == null || !hasNext(at.records())) {
            return here.finished();
        }
        // of too many pages the next round asks for the same again
        return here.in(isLastAllowed(pages, now) ? null : now.next());
    }

    private StreamDecoder decoder(Document document) {
        FeedFormat format = decoders.formats(feed.dataset())
                .find(document.format())
                .orElseThrow(() -> new IllegalStateException(
                        "format %s of feed %s is not defined any more".formatted(document.format(), feed.id())));
        return decoders.decoder(
                feed.dataset(),
                format,
                document.format(),
                Base64.getDecoder().decode(document.preamble()),
                decoders.zone(format, feed.zone()));
    }

    private static Counts counts(StreamDecoder.Progress progress, Outgoing outgoing) {
        return new Counts(
                progress.decoded(),
                progress.ignored(),
                progress.rejected(),
                outgoing.observations(),
                progress.consumed(),
                progress.reasons(),
                outgoing.newestMs());
    }

    private static Document after(Document at, StreamDecoder.Progress progress, boolean end) {
        return new Document(
                at.sha256(),
                at.position() + progress.consumed(),
                at.format(),
                progress.preambleAfter(at.preamble()),
                progress.insideTooLong(),
                at.records() + progress.decoded() + progress.rejected(),
                end,
                at.url(),
                at.etag(),
                at.lastModified());
    }

    private void move(PullState next) throws PositionMoved {
        commit(outgoing(0), next);
    }

    private void commit(Outgoing outgoing, PullState next) throws PositionMoved {
        stands = Optional.of(outbox.commit(key, Step.from(key, stands, outgoing, sent -> next.json()), PATIENCE));
        state = next;
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
