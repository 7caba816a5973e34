package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.ingest.load.LoadRequest;
import org.chengyun.ingest.load.LoadRun;
import org.chengyun.ingest.load.LoadStatus;
import org.chengyun.ingest.load.Loads;

/**
 * A process that loads an access log into Kafka: transactions of 4 MiB of the log with its position, as when a folder is
 * watched for files. Arguments: bootstrap servers, a file for the warm-up, the file.
 */
final class Loading {
    private final Loads loads;

    private Loading(Loads loads) {
        this.loads = loads;
    }

    public static void main(String[] arguments) throws Exception {
        try (var ingesting = new Ingesting(arguments[0])) {
            var loading = new Loading(
                    new Loads(ingesting.intake, ingesting.outbox, (job, topic) -> Map.of(), ingesting.meters));
            loading.load(Path.of(arguments[1]));
            loading.load(Path.of(arguments[2])).print();
        }
    }

    private Result load(Path path) throws IOException, GeneralSecurityException {
        try (Pieces file = Pieces.of(path)) {
            LoadStatus status = loads.begin(request(path, file));
            long heapBefore = Result.heapAfterCollection();
            long startNs = System.nanoTime();
            double startCpu = Result.threadCpuSeconds();
            LoadRun run = loads.run(status.id(), "bench");
            while (!run.isTaken()) {
                byte[] piece = file.read(run.position(), Pieces.PIECE_BYTES);
                run.append(run.position() + piece.length == file.size(), piece);
            }
            status = run.settle();
            double seconds = (System.nanoTime() - startNs) / 1e9;
            double cpu = Result.threadCpuSeconds() - startCpu;
            Map<String, Long> answers = new TreeMap<>(status.quarantined());
            answers.put("observations", status.observations());
            return new Result(
                    status.read(), file.size(), seconds, cpu, heapBefore, Result.heapAfterCollection(), answers);
        }
    }

    private static LoadRequest request(Path path, Pieces file) throws IOException, GeneralSecurityException {
        var hash = MessageDigest.getInstance("SHA-256");
        for (long at = 0; at < file.size(); at += Pieces.PIECE_BYTES) {
            hash.update(file.read(at, Pieces.PIECE_BYTES));
        }
        return new LoadRequest(
                "portal",
                null,
                null,
                String.valueOf(path.getFileName()),
                file.size(),
                HexFormat.of().formatHex(hash.digest()),
                Base64.getEncoder().encodeToString(file.read(0, LoadRequest.HEAD_BYTES)),
                null,
                null);
    }
}
