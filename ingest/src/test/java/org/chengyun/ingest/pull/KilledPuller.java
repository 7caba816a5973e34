package org.chengyun.ingest.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.testing.Parts;

/** A process that fetches what feeds.yaml says, to be killed by a test. Arguments: bootstrap servers, feeds.yaml, spool. */
final class KilledPuller {
    static final String STARTED = "fetching";

    private KilledPuller() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Parts parts = new Parts(args[0]).ready()) {
            Feeds feeds = Feeds.read(Path.of(args[1]), parts.intake.decoders());
            try (var pulls = new Pulls(
                    feeds,
                    Path.of(args[2]),
                    parts.intake.decoders(),
                    parts.outbox,
                    parts.meters,
                    InstantSource.system(),
                    new Random())) {
                pulls.start();
                System.out.println(STARTED);
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
