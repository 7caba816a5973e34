package org.chengyun.ingest.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.DatasetFormats;
import org.chengyun.ingest.record.Boundary;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;

/** What must be true of any input in a format, or of what claims to be that. */
final class FormatCheck implements Fuzzer.Check {
    private static final int HEAD_BYTES = 64 * 1024;
    private static final int FEW_BYTES = 20_000;

    private final Dataset dataset;
    private final DatasetFormats formats;
    private final String name;
    private final ObservationEncoder encoder;

    FormatCheck(Dataset dataset, DatasetFormats formats, String name) {
        this.dataset = dataset;
        this.formats = formats;
        this.name = name;
        this.encoder = new ObservationEncoder(dataset.schema());
    }

    /** How many bytes describe the records of a file, without being one. */
    int preamble(byte[] content) {
        return formats.choose(name, head(content)) instanceof Choice.Chosen chosen ? chosen.preambleLength() : 0;
    }

    private static byte[] head(byte[] content) {
        return Arrays.copyOf(content, Math.min(HEAD_BYTES, content.length));
    }

    @Override
    public long check(byte[] input, Random random) {
        long begun = System.nanoTime();
        Choice choice = formats.choose(random.nextInt(6) == 0 ? null : name, head(input));
        if (!(choice instanceof Choice.Chosen chosen)) {
            // refused as a whole, which says why
            return System.nanoTime() - begun;
        }
        Run whole = Run.of(dataset, chosen, input, Integer.MAX_VALUE);
        long taken = System.nanoTime() - begun;
        mustAccount(whole, chosen, input);
        Run pieces = Run.of(dataset, chosen, input, pieceBytes(input.length, random));
        mustBeTheSame(whole, pieces);
        return taken;
    }

    /** Observations of a file as it is. */
    int observations(byte[] content) {
        return formats.choose(name, head(content)) instanceof Choice.Chosen chosen
                ? Run.of(dataset, chosen, content, Integer.MAX_VALUE)
                        .observations
                        .size()
                : 0;
    }

    private static int pieceBytes(int length, Random random) {
        return length > FEW_BYTES
                ? length / 7 + random.nextInt(length)
                : 1 + random.nextInt(random.nextInt(4) == 0 ? 16 : Math.max(1, length));
    }

    private void mustAccount(Run run, Choice.Chosen chosen, byte[] input) {
        must(run.consumed == input.length, "not all bytes are consumed", input.length, run.consumed);
        Map<Long, Integer> ends = new HashMap<>();
        long records = records(chosen, input, ends);
        must(run.read == records, "not all records are counted", records, run.read);
        long rejected = 0;
        long before = -1;
        for (Run.Rejection rejection : run.rejections) {
            must(rejection.position() > before, "rejected twice", before);
            before = rejection.position();
            must(!rejection.detail().isBlank(), "rejected without detail", before);
            mustBeKept(rejection, input, ends.getOrDefault(before, -1));
            rejected += isRest(rejection) ? 0 : 1;
        }
        long decoded = run.read - run.ignored - rejected;
        must(
                decoded >= 0 && decoded <= run.observations.size(),
                "records decoded, observations",
                decoded,
                run.observations.size());
        must(decoded > 0 || run.observations.isEmpty(), "observations of no record");
        for (@Nullable Object[] observation : run.observations) {
            must(encoder.encode(observation).length > 0, "an observation of no bytes");
        }
    }

    private static boolean isRest(Run.Rejection rejection) {
        return rejection.detail().startsWith("goes on with the record before");
    }

    private static void mustBeKept(Run.Rejection rejection, byte[] input, int end) {
        int from = (int) rejection.position();
        must(end - from == rejection.bytes().length(), "rejected is not the record", from);
        String came = new String(input, from, end - from, StandardCharsets.ISO_8859_1);
        must(came.equals(rejection.bytes()), "kept otherwise than it came", from);
    }

    /** Counts the records; between them there must be nothing but line ends. */
    private static long records(Choice.Chosen chosen, byte[] input, Map<Long, Integer> ends) {
        FeedFormat format = chosen.format();
        int preamble = chosen.preambleLength();
        byte[] body = Arrays.copyOfRange(input, preamble, input.length);
        Boundary boundary = format.boundary();
        RecordReader reader = boundary == null
                ? new RecordReader(format.framing(), format.delimiter(), body, true, false)
                : new RecordReader(boundary, body, true, false);
        long records = 0;
        int at = 0;
        while (reader.next()) {
            mustBeBetween(format.framing(), body, at, reader.start());
            at = reader.end();
            records += reader.fault() == RecordFault.TOO_LONG_REST ? 0 : 1;
            ends.put((long) preamble + reader.start(), preamble + reader.end());
        }
        mustBeBetween(format.framing(), body, at, body.length);
        return records;
    }

    private static void mustBeBetween(Framing framing, byte[] body, int from, int to) {
        must(to - from <= (framing == Framing.DOCUMENT ? 0 : 2), "bytes are in no record", from, to);
        for (int i = from; i < to; i++) {
            must(body[i] == '\r' || body[i] == '\n', "byte is in no record", i);
        }
    }

    private static void mustBeTheSame(Run whole, Run pieces) {
        must(whole.read == pieces.read, "records whole and in pieces", whole.read, pieces.read);
        must(whole.ignored == pieces.ignored, "ignored whole and in pieces", whole.ignored, pieces.ignored);
        must(
                whole.rejections.equals(pieces.rejections),
                "in pieces other rejections",
                firstDifference(whole.rejections, pieces.rejections));
        must(
                Arrays.deepEquals(whole.observations.toArray(), pieces.observations.toArray()),
                "in pieces other observations",
                firstDifference(texts(whole), texts(pieces)));
    }

    private static List<String> texts(Run run) {
        List<String> texts = new ArrayList<>();
        run.observations.forEach(observation -> texts.add(Arrays.toString(observation)));
        return texts;
    }

    private static String firstDifference(List<?> one, List<?> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return "%s, %s".formatted(one.get(i), other.get(i));
            }
        }
        return "%d, %d".formatted(one.size(), other.size());
    }

    private static void must(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new AssertionError(what + ": " + Arrays.toString(values));
        }
    }
}
