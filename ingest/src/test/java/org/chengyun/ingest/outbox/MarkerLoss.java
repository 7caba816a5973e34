package org.chengyun.ingest.outbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;

/** Does to a broker what Kafka's own fault does: the coordinator holds a transaction for ended, its markers are gone. */
final class MarkerLoss {
    private static final int MARKER_BYTES = 78;
    private static final int MAGIC_AT = 16;
    private static final int ATTRIBUTES_AT = 22;
    private static final int CONTROL = 0x20;

    private MarkerLoss() {}

    /**
     * Kills the broker, cuts the last batch off each partition if it is a marker, and starts the broker again.
     *
     * @param which names of partitions, such as chengyun.portal-3
     * @return those that lost a marker
     */
    static List<String> of(LocalStack stack, Predicate<String> which) throws Exception {
        stack.kill(Part.KAFKA);
        Path data = stack.home().kafka().resolve("data");
        List<String> cut = new ArrayList<>();
        try (Stream<Path> folders = Files.list(data)) {
            for (Path folder : folders.sorted().toList()) {
                String partition = folder.getFileName().toString();
                if (partition.startsWith("chengyun.") && which.test(partition) && cutMarker(folder)) {
                    cut.add(partition);
                }
            }
        }
        Files.deleteIfExists(data.resolve(".kafka_cleanshutdown"));
        stack.start(Part.KAFKA);
        return cut;
    }

    private static boolean cutMarker(Path partition) throws IOException {
        try (var log = new RandomAccessFile(
                partition.resolve("00000000000000000000.log").toFile(), "rw")) {
            long begin = log.length() - MARKER_BYTES;
            if (begin < 0 || at(log, begin + MAGIC_AT) != 2 || (at(log, begin + ATTRIBUTES_AT) & CONTROL) == 0) {
                return false;
            }
            log.setLength(begin);
        }
        // what the broker derives from the log, it derives again
        try (Stream<Path> files = Files.list(partition)) {
            for (Path file : files.toList()) {
                if (file.toString().matches(".*\\.(snapshot|index|timeindex|txnindex)")) {
                    Files.delete(file);
                }
            }
        }
        return true;
    }

    private static int at(RandomAccessFile log, long position) throws IOException {
        log.seek(position);
        return log.read();
    }
}
