package org.chengyun.ingest.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.EnrichingDecoder;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.format.Choice;
import org.jspecify.annotations.Nullable;

/** Decodes whole files as ingest does, in pieces of a chosen size, and keeps everything. */
public final class Run implements StreamDecoder.Sink {
    public static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 64 * 1024;

    public final Dataset dataset;
    public final String format;
    public final List<@Nullable Object[]> observations = new ArrayList<>();
    /** What records told of cases; their events are among the observations, too. */
    public final List<CaseRecord> cases = new ArrayList<>();

    public final List<Rejection> rejections = new ArrayList<>();
    public long read;
    public long ignored;
    public long consumed;

    /** A record that was kept; its bytes are shown one character per byte. */
    public record Rejection(Reason reason, String detail, String bytes, long position) {}

    private long pieceStart;

    private Run(Dataset dataset, String format) {
        this.dataset = dataset;
        this.format = format;
    }

    public static Run of(String dataset, @Nullable String format, String content) {
        return of(dataset, format, content.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    public static Run of(String dataset, @Nullable String format, byte[] content) {
        return of(dataset, format, content, Integer.MAX_VALUE);
    }

    /** Decodes in pieces.
     *
     * @param pieceBytes how much is handed over at once; what is left of a record comes again with the next piece */
    public static Run of(String datasetId, @Nullable String format, byte[] content, int pieceBytes) {
        return of(datasetId, format, content, pieceBytes, SiteRegistry.EMPTY);
    }

    public static Run of(
            String datasetId, @Nullable String format, byte[] content, int pieceBytes, SiteRegistry sites) {
        byte[] head = Arrays.copyOf(content, Math.min(HEAD, content.length));
        Choice choice = Definitions.formats(datasetId).choose(format, head);
        if (!(choice instanceof Choice.Chosen chosen)) {
            throw new AssertionError("no format: " + choice);
        }
        Run run = new Run(Definitions.dataset(datasetId), chosen.name());
        run.decode(chosen.format(), content, chosen.preambleLength(), pieceBytes, sites);
        return run;
    }

    /** Decodes what was recognised already, in a dataset that need not be one of this repository's. */
    public static Run of(Dataset dataset, Choice.Chosen chosen, byte[] content, int pieceBytes) {
        Run run = new Run(dataset, chosen.name());
        run.decode(chosen.format(), content, chosen.preambleLength(), pieceBytes, SiteRegistry.EMPTY);
        return run;
    }

    /** Decodes text in a format that is none of this repository's. */
    public static Run with(String datasetId, FeedFormat format, String content) {
        Run run = new Run(Definitions.dataset(datasetId), format.names().get(0));
        run.decode(format, content.getBytes(StandardCharsets.UTF_8), 0, Integer.MAX_VALUE, SiteRegistry.EMPTY);
        return run;
    }

    private void decode(FeedFormat feedFormat, byte[] content, int from, int pieceBytes, SiteRegistry sites) {
        ZoneId zone = feedFormat.zone().orElse(ZoneId.of("Asia/Shanghai"));
        Function<byte[], StreamDecoder> decoders = preamble -> new StreamDecoder(
                feedFormat,
                EnrichingDecoder.around(
                        feedFormat.decoder(format, preamble, zone, new Pseudonyms(KEY)), sites, dataset));
        decode(decoders, content, from, pieceBytes);
    }

    /** A new decoder for each piece, as after a restart. */
    private void decode(Function<byte[], StreamDecoder> decoders, byte[] content, int from, int pieceBytes) {
        int at = from;
        int size = pieceBytes;
        boolean insideTooLong = false;
        String preamble = Base64.getEncoder().encodeToString(Arrays.copyOf(content, from));
        while (at < content.length) {
            int to = (int) Math.min(content.length, (long) at + size);
            pieceStart = at;
            StreamDecoder decoder =
                    decoders.apply(Base64.getDecoder().decode(preamble)).startingAt(read);
            var progress =
                    decoder.decode(Arrays.copyOfRange(content, at, to), to == content.length, insideTooLong, this);
            read += progress.read();
            ignored += progress.ignored();
            insideTooLong = progress.insideTooLong();
            preamble = progress.preambleAfter(preamble);
            at += progress.consumed();
            size = progress.consumed() == 0 ? size * 2 : pieceBytes;
        }
        consumed = at;
    }

    @Override
    public void accept(@Nullable Object[] observation) {
        observations.add(observation);
    }

    @Override
    public void accept(CaseRecord told) {
        cases.add(told);
        told.observations().forEach(this::accept);
    }

    @Override
    public void reject(Reason reason, String detail, byte[] record, int at) {
        rejections.add(new Rejection(reason, detail, new String(record, StandardCharsets.ISO_8859_1), pieceStart + at));
    }

    public @Nullable Object value(@Nullable Object[] observation, String field) {
        return observation[dataset.schema().indexOf(field)];
    }

    public @Nullable Object value(int observation, String field) {
        return value(observations.get(observation), field);
    }

    /** Event time of an observation. */
    public Instant at(@Nullable Object[] observation) {
        if (observation[dataset.eventTimeIndex()] instanceof Long epochMs) {
            return Instant.ofEpochMilli(epochMs);
        }
        throw new AssertionError("no event time");
    }

    public String text(@Nullable Object[] observation, String field) {
        return String.valueOf(value(observation, field));
    }

    public Predicate<@Nullable Object[]> where(String field, String value) {
        return observation -> value.equals(value(observation, field));
    }

    /** Hour of event time in a zone, as the truth files write it. */
    public Function<@Nullable Object[], String> hour(String zone) {
        return observation -> at(observation)
                .atZone(ZoneId.of(zone))
                .toLocalDateTime()
                .toString()
                .substring(0, 13);
    }

    public Map<String, Long> count(Predicate<@Nullable Object[]> which, Function<@Nullable Object[], String> key) {
        Map<String, Long> counts = new TreeMap<>();
        observations.stream().filter(which).forEach(o -> counts.merge(key.apply(o), 1L, Long::sum));
        return counts;
    }

    /** Statistics of a field by key; observations without a value are left out. */
    public Map<String, Statistics> statistics(
            String field, Predicate<@Nullable Object[]> which, Function<@Nullable Object[], String> key) {
        Map<String, List<Double>> values = new TreeMap<>();
        for (@Nullable Object[] observation : observations) {
            if (which.test(observation) && value(observation, field) instanceof Number number) {
                values.computeIfAbsent(key.apply(observation), k -> new ArrayList<>())
                        .add(number.doubleValue());
            }
        }
        Map<String, Statistics> result = new TreeMap<>();
        values.forEach((k, v) -> result.put(k, Statistics.of(v)));
        return result;
    }

    /** Statistics of a field over everything. */
    public Statistics overall(String field, Predicate<@Nullable Object[]> which) {
        Statistics all = statistics(field, which, o -> "all").get("all");
        if (all == null) {
            throw new AssertionError("no " + field);
        }
        return all;
    }
}
