package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.format.Choice;
import org.jspecify.annotations.Nullable;

/**
 * A process that decodes a file several times, as ingest does but for Kafka, and tells of the last time. Arguments: the
 * dataset, the field whose values are counted (texts) or added up (numbers), the file, how many times.
 */
final class Decoding implements StreamDecoder.Sink {
    private static final int HEAD_BYTES = 64 * 1024;

    private final Definitions definitions = Definitions.load();
    private final Dataset dataset;
    private final int field;
    private final Pieces file;
    private final Map<Object, long[]> counts = new HashMap<>();
    private double sum;

    private Decoding(String dataset, String field, Pieces file) {
        this.dataset = definitions.dataset(dataset);
        this.field = this.dataset.schema().indexOf(field);
        this.file = file;
    }

    public static void main(String[] arguments) throws IOException {
        int times = Integer.parseInt(arguments[3]);
        try (Pieces file = Pieces.of(Path.of(arguments[2]))) {
            var decoding = new Decoding(arguments[0], arguments[1], file);
            for (int i = 1; i < times; i++) {
                decoding.pass(0);
            }
            decoding.pass(Result.heapAfterCollection()).print();
        }
    }

    @Override
    public void accept(@Nullable Object[] observation) {
        switch (observation[field]) {
            case String text -> counts.computeIfAbsent(text, each -> new long[1])[0]++;
            case Number number -> sum += number.doubleValue();
            case null, default -> counts.computeIfAbsent("nothing", each -> new long[1])[0]++;
        }
    }

    @Override
    public void accept(CaseRecord told) {
        told.observations().forEach(this::accept);
    }

    @Override
    public void reject(Reason reason, String detail, byte[] rejectedRecord, int at) {
        counts.computeIfAbsent(reason.code(), each -> new long[1])[0]++;
    }

    private Result pass(long heapBefore) throws IOException {
        counts.clear();
        sum = 0;
        byte[] head = file.read(0, HEAD_BYTES);
        if (!(definitions.decoders().formats(dataset).choose(null, head) instanceof Choice.Chosen chosen)) {
            throw new IllegalStateException("the format of the file is not recognised");
        }
        StreamDecoder decoder = definitions
                .decoders()
                .decoder(
                        dataset,
                        chosen.format(),
                        chosen.name(),
                        Arrays.copyOf(head, chosen.preambleLength()),
                        definitions.decoders().zone(chosen.format(), null));
        long startNs = System.nanoTime();
        double startCpu = Result.threadCpuSeconds();
        long records = 0;
        long position = chosen.preambleLength();
        while (position < file.size()) {
            byte[] piece = file.read(position, Pieces.PIECE_BYTES);
            var progress = decoder.decode(piece, position + piece.length == file.size(), false, this);
            records += progress.read();
            position += progress.consumed();
        }
        double cpu = Result.threadCpuSeconds() - startCpu;
        double wall = (System.nanoTime() - startNs) / 1e9;
        return new Result(records, position, wall, cpu, heapBefore, Result.heapAfterCollection(), answers());
    }

    private Map<String, Long> answers() {
        Map<String, Long> answers = new TreeMap<>();
        counts.forEach((value, count) -> answers.put(String.valueOf(value), count[0]));
        answers.put("sum", Math.round(sum));
        return answers;
    }
}
