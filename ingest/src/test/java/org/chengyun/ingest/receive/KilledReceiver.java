package org.chengyun.ingest.receive;

import java.io.IOException;
import java.nio.file.Path;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.testing.Parts;

/** A process that takes what feeds.yaml says, to be killed by a test. Arguments: bootstrap servers, feeds.yaml. */
final class KilledReceiver {
    static final String STARTED = "receiving";

    private KilledReceiver() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Parts parts = new Parts(args[0]).ready()) {
            Feeds feeds = Feeds.read(Path.of(args[1]), parts.intake.decoders());
            try (var receivers = new Receivers(feeds, "", parts.intake, parts.outbox, parts.meters)) {
                receivers.start();
                System.out.println(STARTED);
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
