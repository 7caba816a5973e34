package org.chengyun.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.record.Framing;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what one feed brings, each piece by itself. Lines, and rows under a header that the feed's definition gives,
 * share one decoder; otherwise each piece is a small file of its own. Not thread-safe.
 */
final class PieceDecoder {
    /** So many pieces are looked at for a more exact name of the format, such as that with the virtual host. */
    private static final int LOOKS = 100;

    private final FeedDefinition feed;
    private final Decoders decoders;
    private @Nullable StreamDecoder shared;
    private String sharedName = "";
    private int looks;

    PieceDecoder(FeedDefinition feed, Decoders decoders) {
        this.feed = feed;
        this.decoders = decoders;
    }

    StreamDecoder.Progress decode(byte[] piece, StreamDecoder.Sink sink) {
        byte[] header = feed.feed().header().getBytes(StandardCharsets.UTF_8);
        if (header.length > 0) {
            return underHeader(header).decode(piece, true, false, sink);
        }
        if (shared != null && (looks >= LOOKS || !sharedName.equals(feed.format()))) {
            return shared.decode(piece, true, false, sink);
        }
        return switch (decoders.formats(feed.dataset()).choose(feed.format(), piece)) {
            case Choice.Chosen chosen -> chosen(chosen, piece, sink);
            case Choice.ColumnsMissing lacking ->
                refused("it has no column " + String.join("; no column ", lacking.missing()), piece, sink);
            case Choice.Unknown unknown -> refused(String.join("; ", unknown.tried()), piece, sink);
        };
    }

    private StreamDecoder.Progress chosen(Choice.Chosen chosen, byte[] piece, StreamDecoder.Sink sink) {
        int from = chosen.preambleLength();
        if (chosen.format().framing() != Framing.LINES || from > 0) {
            StreamDecoder own = decoder(chosen.format(), chosen.name(), Arrays.copyOf(piece, from));
            return own.decode(Arrays.copyOfRange(piece, from, piece.length), true, false, new Shifted(sink, from));
        }
        looks++;
        StreamDecoder known = shared;
        if (known == null || !chosen.name().equals(sharedName)) {
            known = decoder(chosen.format(), chosen.name(), new byte[0]);
            shared = known;
            sharedName = chosen.name();
        }
        return known.decode(piece, true, false, sink);
    }

    private StreamDecoder underHeader(byte[] header) {
        StreamDecoder known = shared;
        if (known == null) {
            byte[] line = Arrays.copyOf(header, header.length + 1);
            line[header.length] = '\n';
            if (!(decoders.formats(feed.dataset()).choose(feed.format(), line) instanceof Choice.Chosen chosen)) {
                throw new IllegalStateException("feed %s: the header does not fit format %s: %s"
                        .formatted(feed.id(), feed.format(), feed.feed().header()));
            }
            known = decoder(chosen.format(), chosen.name(), Arrays.copyOf(line, chosen.preambleLength()));
            shared = known;
        }
        return known;
    }

    private StreamDecoder decoder(FeedFormat format, String name, byte[] preamble) {
        return decoders.decoder(feed.dataset(), format, name, preamble, decoders.zone(format, feed.zone()));
    }

    private static StreamDecoder.Progress refused(String why, byte[] piece, StreamDecoder.Sink sink) {
        sink.reject(Reason.FORMAT_MISMATCH, why, piece, 0);
        return new StreamDecoder.Progress(piece.length, false, 0, 0, Map.of(Reason.FORMAT_MISMATCH.code(), 1L), -1);
    }

    /** Places behind a header count from the piece's begin. */
    private record Shifted(StreamDecoder.Sink sink, int by) implements StreamDecoder.Sink {
        @Override
        public void accept(@Nullable Object[] observation) {
            sink.accept(observation);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejected, int at) {
            sink.reject(reason, detail, rejected, at + by);
        }
    }
}
