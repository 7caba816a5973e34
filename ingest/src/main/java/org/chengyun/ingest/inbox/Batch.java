package org.chengyun.ingest.inbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.tally.Counts;

/** Pieces that are committed together, decoded. Not thread-safe. */
public final class Batch {
    private final List<Piece> pieces;
    private final Outgoing outgoing;
    private final Map<String, Long> reasons = new TreeMap<>();
    private long decoded;
    private long ignored;
    private long bytes;
    private Piece current;

    private Batch(FeedDefinition feed, List<Piece> pieces) {
        this.pieces = pieces;
        this.current = pieces.get(0);
        this.outgoing = new Outgoing(feed.dataset(), feed.id(), feed.cases(), this::source);
    }

    /** @param pieces at least one */
    public static Batch of(FeedDefinition feed, List<Piece> pieces, PieceDecoder decoder) {
        var batch = new Batch(feed, pieces);
        pieces.forEach(piece -> batch.add(piece, decoder));
        return batch;
    }

    private String source(int place) {
        return place == 0 ? current.source() : "%s, byte %d".formatted(current.source(), place);
    }

    private void add(Piece piece, PieceDecoder decoder) {
        current = piece;
        bytes += piece.bytes().length;
        switch (piece) {
            case Piece.Filtered filtered -> ignored++;
            // an empty message holds no record, yet it came
            case Piece.Records records when records.bytes().length == 0 -> ignored++;
            case Piece.Records records -> {
                var progress = decoder.decode(records.bytes(), outgoing);
                decoded += progress.decoded();
                ignored += progress.ignored();
                progress.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            }
            case Piece.Unreadable unreadable -> {
                outgoing.reject(unreadable.reason(), unreadable.detail(), unreadable.bytes(), 0, ReadAs.PART);
                reasons.merge(unreadable.reason().code(), 1L, Long::sum);
            }
        }
    }

    public Outgoing outgoing() {
        return outgoing;
    }

    /** What it came to. */
    public Counts counts() {
        long rejected = reasons.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(decoded, ignored, rejected, outgoing.observations(), bytes, reasons, outgoing.newestMs());
    }

    /** Tells the senders that wait for it. */
    void committed() {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Records records) {
                records.committed();
            }
        }
    }
}
