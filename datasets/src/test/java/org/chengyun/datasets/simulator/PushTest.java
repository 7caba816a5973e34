package org.chengyun.datasets.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.chengyun.datasets.simulator.outlet.Stop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pushed must be what would have been written to files, whatever the network and the operator do. */
class PushTest {
    private static final String FROM = "2026-11-18T05:48:00Z";
    private static final String UNTIL = "2026-11-18T06:05:00Z";

    @TempDir
    private static Path files;

    @TempDir
    private Path out;

    @BeforeAll
    static void runToFiles() throws IOException, InterruptedException {
        Runs.run(files, FROM, UNTIL);
    }

    private void run(Stop stop, Receiver receiver) throws IOException, InterruptedException {
        Runs.run(stop, out, FROM, UNTIL, "--url", receiver.url() + "/", "--token-url", receiver.url() + "/token");
    }

    private static void assertAllReceived(Receiver receiver) throws IOException {
        assertThat(receiver.changed()).as("a key with two bodies").isNull();
        assertThat(receiver.received("traffic"))
                .isEqualTo(Files.readAllBytes(files.resolve("traffic/detectors.ndjson")));
        assertThat(receiver.received("events")).isEqualTo(Files.readAllBytes(files.resolve("events/cases.ndjson")));
    }

    @Test
    void shouldPushInLargeBatches() throws IOException, InterruptedException {
        try (var receiver = new Receiver(1, 0)) {
            run(new Stop(), receiver);

            assertAllReceived(receiver);
            assertThat(receiver.largestBatch()).isBetween(5_000, Batcher.MOST_RECORDS);
            assertThat(receiver.requests()).isLessThan(20);
            assertThat(out.resolve("traffic")).doesNotExist();
            assertThat(out.resolve("portal/access.log")).exists();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void shouldLoseAndRepeatNothingOnABadNetwork(long seed) throws IOException, InterruptedException {
        try (var receiver = new Receiver(seed, 6)) {
            run(new Stop(), receiver);

            assertAllReceived(receiver);
            assertThat(receiver.requests()).isGreaterThan(6);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void shouldSendTheSameBatchAgainAfterAStop(long seed) throws IOException, InterruptedException {
        var random = new Random(seed);
        try (var receiver = new Receiver(seed, 5)) {
            // Stopped again and again, always when a batch was accepted and its answer lost
            for (int run = 0; run < 6; run++) {
                var stop = new Stop();
                var left = new AtomicInteger(1 + random.nextInt(3));
                receiver.losesAnswer(() -> {
                    boolean last = left.decrementAndGet() <= 0;
                    if (last) {
                        stop.request();
                    }
                    return last;
                });
                run(stop, receiver);
            }
            receiver.losesAnswer(() -> false);
            run(new Stop(), receiver);

            assertAllReceived(receiver);
            assertThat(receiver.repeats()).isPositive();
        }
    }
}
