package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.format.Choice;
import org.jspecify.annotations.Nullable;

/**
 * A process that decodes an access log several times, as ingest does but for Kafka. Arguments: the file, how many times.
 * Prints a line of JSON for each time.
 */
final class LogDecoding {
    private static final int PIECE_BYTES = 4 << 20;
    private static final int HEAD_BYTES = 64 * 1024;

    private final Definitions definitions = Definitions.load();
    private final Dataset dataset = definitions.dataset("portal");
    private final FileChannel file;

    private LogDecoding(FileChannel file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws IOException {
        int times = Integer.parseInt(arguments[1]);
        try (FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
            var decoding = new LogDecoding(file);
            for (int i = 0; i < times; i++) {
                System.out.println(decoding.pass());
            }
        }
    }

    private static final class Answers implements StreamDecoder.Sink {
        private final Map<String, long[]> statuses = new HashMap<>();
        private final int status;

        Answers(int status) {
            this.status = status;
        }

        @Override
        public void accept(@Nullable Object[] observation) {
            if (observation[status] instanceof String code) {
                statuses.computeIfAbsent(code, each -> new long[1])[0]++;
            }
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejectedRecord, int at) {
            // counted by the decoder
        }
    }

    private String pass() throws IOException {
        byte[] head = read(0, HEAD_BYTES);
        if (!(definitions.decoders().formats(dataset).choose(null, head) instanceof Choice.Chosen chosen)) {
            throw new IllegalStateException("the log's format is not recognised");
        }
        StreamDecoder decoder = definitions
                .decoders()
                .decoder(
                        dataset,
                        chosen.format(),
                        chosen.name(),
                        Arrays.copyOf(head, chosen.preambleLength()),
                        definitions.decoders().zone(chosen.format(), null));
        var answers = new Answers(dataset.schema().indexOf("status"));
        long startNs = System.nanoTime();
        long startCpuNs = cpuNs();
        long decoded = 0;
        Map<String, Long> reasons = new TreeMap<>();
        long position = chosen.preambleLength();
        while (position < file.size()) {
            byte[] piece = read(position, PIECE_BYTES);
            var progress = decoder.decode(piece, position + piece.length == file.size(), false, answers);
            decoded += progress.decoded();
            progress.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            position += progress.consumed();
        }
        return "%d %.3f %.3f %s"
                .formatted(decoded, (System.nanoTime() - startNs) / 1e9, (cpuNs() - startCpuNs) / 1e9, reasons);
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private byte[] read(long position, int limit) throws IOException {
        var piece = ByteBuffer.allocate((int) Math.min(limit, file.size() - position));
        int read = 0;
        while (piece.hasRemaining() && read >= 0) {
            read = file.read(piece, position + piece.position());
        }
        return piece.array();
    }
}
