package org.chengyun.ingest.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chengyun.ingest.testing.Parts;

/** A process that loads a file, to be killed by a test. Arguments: bootstrap servers, file, piece size, dataset. */
final class KilledLoader {
    static final String COMMITTED = "committed a piece";

    private KilledLoader() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        byte[] content = Files.readAllBytes(Path.of(args[1]));
        try (Parts parts = new Parts(args[0]).ready()) {
            var client = new LoadClient(parts.loads, Integer.parseInt(args[2]));
            LoadStatus status = parts.loads.begin(LoadClient.request(args[3], content, null));
            while (!status.complete()) {
                status = client.next(status, content);
                System.out.println(COMMITTED);
            }
        }
    }
}
