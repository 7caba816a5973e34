package org.chengyun.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.feed.Feed;
import org.chengyun.ingest.feed.LinesFeed;
import org.chengyun.ingest.feed.Listen;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.fuzz.Fuzzer;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages, datagrams and raw records, damaged: each piece comes to counts that say what became of all of it. */
class PiecesFuzzTest {
    private static final Decoders DECODERS = new Decoders(
            Definitions.CATALOGUE, Definitions.FORMATS, SiteRegistry.EMPTY, Run.KEY, ZoneId.of("Asia/Shanghai"));

    private record Kind(String dataset, String format, String header, String piece) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("traffic", "pems-live", "", "1108148,2,10,60,50,5,30,100,2026-07-04 08:05:30\n1,1,,,,\n"),
            new Kind("traffic", "detector-csv", "site,time,speed", "1,2026-01-01 00:00:00,12.5\n2,,\"a\nb\"\n"),
            new Kind("traffic", "detector-csv", "", "site,time,speed\n1,2026-01-01 00:00:00,12.5\n"),
            new Kind("traffic", "detector-json", "", "{\"site\":\"D1\",\"at\":\"2026-03-02T08:00:00Z\",\"speed\":5}"),
            new Kind(
                    "portal",
                    "access-log",
                    "",
                    "h.example - - [01/Aug/1995:00:00:01 -0400] \"GET /a HTTP/1.0\" 200 1839\n"),
            new Kind(
                    "events",
                    "open311-json",
                    "",
                    "[{\"service_request_id\":1,\"status\":\"open\",\"requested_datetime\":\"2026-01-01T00:00:00Z\"}]"));

    private static Fuzzer fuzzer() {
        return new Fuzzer(
                "inbox/pieces",
                KINDS.stream()
                        .map(kind -> new Fuzzer.Seed(
                                kind.piece().getBytes(StandardCharsets.UTF_8),
                                0,
                                (input, random) -> decode(kind, input, random)))
                        .toList());
    }

    @Test
    void shouldAccountForEveryPiece() {
        fuzzer().inTheSuite();
    }

    @Test
    @Tag("nightly")
    void shouldAccountForEveryPieceNightAfterNight() {
        fuzzer().atNight();
    }

    private static long decode(Kind kind, byte[] input, Random random) {
        var feed = new Feed("fuzz", Definitions.dataset(kind.dataset()), kind.format(), null, null, kind.header());
        var decoder = new PieceDecoder(new LinesFeed(feed, new Listen("127.0.0.1", 0, 1, null), true), DECODERS);
        // what was decoded before must not change what comes
        byte[] good = kind.piece().getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            decoder.decode(good, new Tally(good));
        }
        var tally = new Tally(input);
        long begun = System.nanoTime();
        PieceDecoder.Counts counts = decoder.decode(input, tally);
        long taken = System.nanoTime() - begun;
        long rejected =
                counts.reasons().values().stream().mapToLong(Long::longValue).sum();
        tally.mustBe(counts.decoded(), rejected);
        return taken;
    }

    private static final class Tally implements StreamDecoder.Sink {
        private final byte[] input;
        private final List<Reason> reasons = new ArrayList<>();
        private long observations;

        Tally(byte[] input) {
            this.input = input;
        }

        @Override
        public void accept(@Nullable Object[] observation) {
            observations++;
        }

        @Override
        public void accept(CaseRecord told) {
            observations += told.observations().size();
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejectedRecord, int at) {
            reasons.add(reason);
            boolean kept = at + rejectedRecord.length <= input.length
                    && Arrays.equals(input, at, at + rejectedRecord.length, rejectedRecord, 0, rejectedRecord.length);
            if (!kept || detail.isBlank()) {
                throw new AssertionError("%s at byte %d is kept otherwise than it came".formatted(reason, at));
            }
        }

        void mustBe(long decoded, long rejected) {
            boolean parts = reasons.contains(Reason.RECORD_TOO_LONG) || reasons.contains(Reason.FORMAT_MISMATCH);
            if (parts ? rejected > reasons.size() : rejected != reasons.size()) {
                throw new AssertionError("%d rejected, %d kept".formatted(rejected, reasons.size()));
            }
            if (observations < decoded) {
                throw new AssertionError("%d decoded, %d observations".formatted(decoded, observations));
            }
        }
    }
}
