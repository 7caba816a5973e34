package org.chengyun.ingest.decode;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.record.Boundary;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a stream piece by piece: finds the records, decodes each, and accounts for every one of them. Not
 * thread-safe.
 */
public final class StreamDecoder {
    private final Framing framing;
    private final byte delimiter;
    private final @Nullable Boundary boundary;
    private final RecordDecoder decoder;
    private long number;
    private String format = "";
    private @Nullable ZoneId zone;
    private byte[] preamble = {};

    /** @param decoder one that the format made */
    public StreamDecoder(FeedFormat format, RecordDecoder decoder) {
        this.framing = format.framing();
        this.delimiter = format.delimiter();
        this.boundary = format.boundary();
        this.decoder = decoder;
    }

    /**
     * Says how many records lie before the next piece; needed only for a stream that is not decoded from its begin.
     *
     * @param records as {@link Progress#read()} counts them
     */
    public StreamDecoder startingAt(long records) {
        number = records;
        return this;
    }

    /**
     * Says how the stream is being read, for what is rejected.
     *
     * @param name of the format
     * @param asked zone of times without an offset, if it is another than the format's
     * @param described the bytes with which the decoder was made
     */
    public StreamDecoder as(String name, @Nullable ZoneId asked, byte[] described) {
        format = name;
        zone = asked;
        preamble = described.clone();
        return this;
    }

    /** Takes what a stream is turned into, in its order. */
    public interface Sink {
        /**
         * Says where the record begins, within the piece and in bytes, whose observations or case come next.
         */
        default void begin(int at) {}

        void accept(@Nullable Object[] observation);

        /** Takes what a record tells of a case; whoever remembers none takes all its observations. */
        void accept(CaseRecord told);

        /**
         * Keeps what could not be read.
         *
         * @param at where the record begins within the piece, in bytes
         */
        void reject(Reason reason, String detail, byte[] record, int at);

        /**
         * Keeps what could not be read.
         *
         * @param how it was being read
         */
        default void reject(Reason reason, String detail, byte[] record, int at, ReadAs how) {
            reject(reason, detail, record, at);
        }
    }

    /**
     * What a piece came to. Each source record was decoded, ignored or rejected.
     *
     * @param consumed bytes of whole records; the stream goes on after them
     * @param insideTooLong true if it goes on in the middle of a record that was too long
     * @param decoded records that became observations
     * @param ignored blank lines and comments
     * @param reasons rejected records by the code of the reason
     * @param lastUnterminated where in the piece the last record began if it had no line end and was not decoded, else
     *     -1: should the stream grow, that record is worth another look
     * @param preamble what describes the records that follow, in base64; null if nothing new was said about them
     */
    public record Progress(
            int consumed,
            boolean insideTooLong,
            long decoded,
            long ignored,
            Map<String, Long> reasons,
            int lastUnterminated,
            @Nullable String preamble) {
        public long rejected() {
            return reasons.values().stream().mapToLong(Long::longValue).sum();
        }

        /** The preamble with which the stream goes on, in base64. */
        public String preambleAfter(String before) {
            return preamble == null ? before : preamble;
        }

        /** Source records. */
        public long read() {
            return decoded + ignored + rejected();
        }
    }

    /**
     * Decodes the whole records of a piece.
     *
     * @param last true if the stream ends with this piece
     * @param insideTooLong from the progress of the piece before; false at the begin
     */
    public Progress decode(byte[] piece, boolean last, boolean insideTooLong, Sink sink) {
        RecordReader reader = boundary == null
                ? new RecordReader(framing, delimiter, piece, last, insideTooLong)
                : new RecordReader(boundary, piece, last, insideTooLong);
        var tally = new Tally();
        while (reader.next()) {
            one(piece, reader, sink, tally);
        }
        return new Progress(
                reader.consumed(),
                reader.insideTooLong(),
                tally.decoded,
                tally.ignored,
                tally.reasons,
                tally.lastUnterminated,
                preamble());
    }

    private @Nullable String preamble() {
        byte[] said = decoder.preamble();
        return said == null ? null : Base64.getEncoder().encodeToString(said);
    }

    private static final class Tally {
        private long decoded;
        private long ignored;
        private final Map<String, Long> reasons = new TreeMap<>();
        private int lastUnterminated = -1;
    }

    private void one(byte[] piece, RecordReader reader, Sink sink, Tally tally) {
        int from = reader.start();
        int to = reader.end();
        long before = number;
        Decoded decoded = reader.fault() == RecordFault.NONE
                ? decoder.decode(piece, from, to, number)
                : outerFault(reader.fault());
        number += reader.fault() == RecordFault.TOO_LONG_REST ? 0 : 1;
        switch (decoded) {
            case Decoded.Accepted accepted -> {
                tally.decoded++;
                sink.begin(from);
                for (@Nullable Object[] observation : accepted.observations()) {
                    sink.accept(observation);
                }
            }
            case Decoded.Case told -> {
                tally.decoded++;
                sink.begin(from);
                sink.accept(told.told());
            }
            case Decoded.Ignored ignored -> {
                tally.ignored++;
                tally.lastUnterminated = reader.terminated() ? -1 : from;
            }
            case Decoded.Rejected rejected -> {
                boolean rest = reader.fault() == RecordFault.TOO_LONG_REST;
                if (!rest) {
                    // a record in pieces is one record
                    tally.reasons.merge(rejected.reason().code(), 1L, Long::sum);
                }
                ReadAs how = how(before, reader.fault());
                sink.reject(rejected.reason(), rejected.detail(), Arrays.copyOfRange(piece, from, to), from, how);
                if (!reader.terminated() && !reader.insideTooLong() && !rest) {
                    tally.lastUnterminated = from;
                }
            }
        }
    }

    private ReadAs how(long before, RecordFault fault) {
        byte[] said = decoder.preamble();
        ReadAs how = ReadAs.of(format, zone, said == null ? preamble : said, before);
        return fault == RecordFault.TOO_LONG || fault == RecordFault.TOO_LONG_REST ? how.part() : how;
    }

    private static Decoded outerFault(RecordFault fault) {
        return switch (fault) {
            case NONE -> throw new IllegalArgumentException("no fault");
            case TOO_LONG ->
                new Decoded.Rejected(
                        Reason.RECORD_TOO_LONG, "no end within %d bytes".formatted(RecordReader.MAX_BYTES));
            case TOO_LONG_REST ->
                new Decoded.Rejected(Reason.RECORD_TOO_LONG, "goes on with the record before, which was too long");
            case QUOTE_UNCLOSED -> new Decoded.Rejected(Reason.QUOTE_UNCLOSED, "a quoted field of the row never ends");
            case QUOTE_MALFORMED ->
                new Decoded.Rejected(Reason.QUOTE_MALFORMED, "text follows after the closing quote of a field");
        };
    }
}
