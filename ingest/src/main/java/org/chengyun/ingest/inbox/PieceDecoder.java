package org.chengyun.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what one feed brings, each piece by itself. Lines, and rows under a header that the feed's definition gives,
 * share one decoder; otherwise each piece is a small file of its own. Not thread-safe.
 */
public final class PieceDecoder {
    /**
     * In so many pieces a more exact name of the format is looked for, such as that with the virtual host; then the most
     * frequent one is taken.
     */
    private static final int LOOKS = 100;

    /**
     * What a piece came to.
     *
     * @param reasons rejected records by the code of the reason
     */
    record Counts(long decoded, long ignored, Map<String, Long> reasons) {}

    private final FeedDefinition feed;
    private final Decoders decoders;
    private final Map<String, StreamDecoder> byName = new HashMap<>();
    private final Map<String, Integer> votes = new TreeMap<>();
    private @Nullable StreamDecoder settled;
    private int looks;

    public PieceDecoder(FeedDefinition feed, Decoders decoders) {
        this.feed = feed;
        this.decoders = decoders;
    }

    Counts decode(byte[] piece, StreamDecoder.Sink sink) {
        byte[] header = feed.feed().header().getBytes(StandardCharsets.UTF_8);
        if (header.length > 0) {
            return counts(underHeader(header).decode(piece, true, false, sink));
        }
        if (settled != null) {
            return counts(settled.decode(piece, true, false, sink));
        }
        Choice choice = decoders.formats(feed.dataset()).choose(feed.format(), piece);
        if (choice instanceof Choice.Chosen chosen) {
            return chosen(chosen, piece, sink);
        }
        refuse(why(choice), piece, sink);
        return new Counts(0, 0, Map.of(Reason.FORMAT_MISMATCH.code(), 1L));
    }

    /** What is longer than a record may be goes to quarantine in parts, as Kafka takes no larger ones. */
    private static void refuse(String why, byte[] piece, StreamDecoder.Sink sink) {
        int at = 0;
        do {
            int end = Math.min(piece.length, at + RecordReader.MAX_BYTES);
            ReadAs how = piece.length > RecordReader.MAX_BYTES ? ReadAs.PART : ReadAs.UNKNOWN;
            sink.reject(Reason.FORMAT_MISMATCH, why, Arrays.copyOfRange(piece, at, end), at, how);
            at = end;
        } while (at < piece.length);
    }

    private static String why(Choice choice) {
        return switch (choice) {
            case Choice.ColumnsMissing lacking -> "it has no column " + String.join("; no column ", lacking.missing());
            case Choice.Unknown unknown -> String.join("; ", unknown.tried());
            default -> choice.toString();
        };
    }

    private Counts chosen(Choice.Chosen chosen, byte[] piece, StreamDecoder.Sink sink) {
        int from = chosen.preambleLength();
        if (chosen.format().framing() != Framing.LINES || from > 0) {
            StreamDecoder own = decoder(chosen.format(), chosen.name(), Arrays.copyOf(piece, from));
            return counts(
                    own.decode(Arrays.copyOfRange(piece, from, piece.length), true, false, new Shifted(sink, from)));
        }
        StreamDecoder known =
                byName.computeIfAbsent(chosen.name(), name -> decoder(chosen.format(), name, new byte[0]));
        votes.merge(chosen.name(), 1, Integer::sum);
        looks++;
        if (looks == LOOKS) {
            settled = byName.get(Collections.max(votes.entrySet(), Map.Entry.comparingByValue())
                    .getKey());
        }
        return counts(known.decode(piece, true, false, sink));
    }

    private StreamDecoder underHeader(byte[] header) {
        StreamDecoder known = settled;
        if (known == null) {
            byte[] line = Arrays.copyOf(header, header.length + 1);
            line[header.length] = '\n';
            if (!(decoders.formats(feed.dataset()).choose(feed.format(), line) instanceof Choice.Chosen chosen)) {
                throw new IllegalStateException("feed %s: the header does not fit format %s: %s"
                        .formatted(feed.id(), feed.format(), feed.feed().header()));
            }
            known = decoder(chosen.format(), chosen.name(), Arrays.copyOf(line, chosen.preambleLength()));
            settled = known;
        }
        return known;
    }

    private StreamDecoder decoder(FeedFormat format, String name, byte[] preamble) {
        return decoders.decoder(feed.dataset(), format, name, preamble, decoders.zone(format, feed.zone()));
    }

    private static Counts counts(StreamDecoder.Progress progress) {
        return new Counts(progress.decoded(), progress.ignored(), progress.reasons());
    }

    /** Places behind a header count from the piece's begin. */
    private record Shifted(StreamDecoder.Sink sink, int by) implements StreamDecoder.Sink {
        @Override
        public void accept(@Nullable Object[] observation) {
            sink.accept(observation);
        }

        @Override
        public void accept(CaseRecord told) {
            sink.accept(told);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejected, int at) {
            sink.reject(reason, detail, rejected, at + by);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejected, int at, ReadAs how) {
            sink.reject(reason, detail, rejected, at + by, how);
        }
    }
}
