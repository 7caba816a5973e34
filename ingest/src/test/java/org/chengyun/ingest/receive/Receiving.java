package org.chengyun.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.testing.Parts;

/** Receivers of a feeds.yaml, running. */
final class Receiving implements AutoCloseable {
    final Receivers receivers;

    private Receiving(Receivers receivers) {
        this.receivers = receivers;
    }

    static Receiving of(Path folder, String yaml, Parts parts, String instance) throws IOException {
        Path file = Files.writeString(folder.resolve("feeds.yaml"), yaml);
        Feeds feeds = Feeds.read(file, parts.intake.decoders());
        var receivers = new Receivers(feeds, instance, parts.intake, parts.loads, parts.outbox, parts.meters);
        receivers.start();
        return new Receiving(receivers);
    }

    static void await(String what, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 60 s: " + what);
            }
            Thread.sleep(20);
        }
    }

    /** No feed fails. */
    void mustWork() {
        assertThat(receivers.troubles()).isEmpty();
    }

    @Override
    public void close() {
        receivers.close();
    }
}
