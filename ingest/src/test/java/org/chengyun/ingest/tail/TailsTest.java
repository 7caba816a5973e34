package org.chengyun.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Logs that grow, rotate, are emptied and packed while they are followed, on a real broker: every line once. */
class TailsTest {
    private static Parts parts;

    @TempDir
    private Path folder;

    private String id = "";
    private final StringBuilder written = new StringBuilder();
    private int lines;

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
    }

    @AfterAll
    static void disconnect() {
        parts.close();
    }

    @BeforeEach
    void name(TestInfo test) throws IOException {
        id = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        feeds("path: access.log");
    }

    private void feeds(String tail) throws IOException {
        Files.writeString(
                folder.resolve("feeds.yaml"),
                "- { id: %s, dataset: portal, format: access-log, tail: { %s } }%n".formatted(id, tail));
    }

    /** What a test does while the feeds are followed. */
    private interface Work {
        void with(Tails tails) throws Exception;
    }

    private Feeds feeds(Parts on) {
        return Feeds.read(folder.resolve("feeds.yaml"), on.intake.decoders());
    }

    private void following(Parts on, Work work) throws Exception {
        try (Tails tails = new Tails(feeds(on), on.intake, on.outbox, on.meters)) {
            tails.start();
            work.with(tails);
        }
    }

    private Path log() {
        return folder.resolve("access.log");
    }

    private String line() {
        lines++;
        return "198.51.100.1 - - [20/Nov/2026:10:00:00 +0800] \"GET /line/%d HTTP/1.1\" 200 1\n".formatted(lines);
    }

    private void write(Path file, String text) throws IOException {
        written.append(text);
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void writeLines(int count) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(line());
        }
        write(log(), text.toString());
    }

    private void rotate(int from, int to) throws IOException {
        Path source = from == 0 ? log() : folder.resolve("access.log." + from);
        Files.move(source, folder.resolve("access.log." + to), StandardCopyOption.ATOMIC_MOVE);
    }

    private int sent() {
        return Broker.count("chengyun.portal", id);
    }

    private void awaitSent(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (sent() < count && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    private void mustHaveSentEveryLineOnce() throws InterruptedException {
        awaitSent(lines);
        Thread.sleep(500);
        Run run = Run.of("portal", "access-log", written.toString());
        var encoder = new ObservationEncoder(run.dataset.schema());
        List<String> expected = new ArrayList<>();
        run.observations.forEach(o -> expected.add(HexFormat.of().formatHex(encoder.encode(o))));
        expected.sort(null);
        assertThat(expected).hasSize(lines);
        List<String> sent = Broker.sortedValues(Broker.committed("chengyun.portal", id));
        assertThat(sent).hasSize(lines);
        assertThat(sent.equals(expected)).isTrue();
    }

    @Test
    void shouldGoOnUnderTheHeaderThatWasLastWhenItStopped() throws Exception {
        Files.writeString(
                folder.resolve("feeds.yaml"),
                "- { id: %s, dataset: portal, format: w3c, tail: { path: access.log } }%n".formatted(id));
        Files.writeString(log(), """
                #Fields: date time cs-uri-stem sc-status
                2026-01-01 00:00:01 /a 200
                #Fields: sc-status cs-uri-stem time date
                404 /b 00:00:02 2026-01-01
                """);
        following(parts, tails -> awaitSent(2));

        Files.writeString(log(), "500 /c 00:00:03 2026-01-01\n", StandardOpenOption.APPEND);
        following(parts, tails -> awaitSent(3));

        assertThat(sent()).isEqualTo(3);
        assertThat(Broker.committed(Topics.QUARANTINE, id)).isEmpty();
    }

    @Test
    void shouldWaitForTheFileAndForTheRestOfALine() throws Exception {
        following(parts, tails -> {
            Thread.sleep(500);
            String line = line();
            write(log(), line.substring(0, 40));
            Thread.sleep(800);
            assertThat(sent()).isZero();
            write(log(), line.substring(40));
            awaitSent(1);
            writeLines(3);
            mustHaveSentEveryLineOnce();
            assertThat(tails.troubles()).isEmpty();
        });
    }

    @Test
    void shouldReadWhatWasRotatedAwayBeforeAnythingOfItWasCommitted() throws Exception {
        write(folder.resolve("access.log.7"), "of before the feed\n");
        written.setLength(0);
        // the first process knows of the feed, but of no file
        following(parts, tails -> {
            for (int i = 0; i < 100 && parts.outbox.position("tail:" + id).isEmpty(); i++) {
                Thread.sleep(50);
            }
        });
        Thread.sleep(20);
        writeLines(10);
        rotate(0, 1);
        Thread.sleep(20);
        writeLines(10);
        following(parts, tails -> {
            mustHaveSentEveryLineOnce();
            assertThat(tails.troubles()).isEmpty();
        });
        assertThat(Broker.committed(Topics.QUARANTINE, id)).isEmpty();
    }

    @Test
    void shouldReadTheRestOfARotatedFileFirst() throws Exception {
        following(parts, tails -> {
            writeLines(100);
            awaitSent(100);
            rotate(0, 1);
            // the server still writes to the renamed file, and its last line has no end
            write(folder.resolve("access.log.1"), line() + line().strip());
            written.append('\n');
            writeLines(10);
            rotate(1, 2);
            rotate(0, 1);
            writeLines(10);
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldCatchUpOverSeveralRotationsWhileItWasDown() throws Exception {
        following(parts, tails -> {
            writeLines(50);
            awaitSent(50);
        });
        writeLines(5);
        for (int i = 0; i < 3; i++) {
            rotateAll();
            Thread.sleep(20);
            writeLines(7);
        }
        try (Parts restarted = new Parts(Broker.bootstrap()).ready()) {
            following(restarted, tails -> {
                mustHaveSentEveryLineOnce();
            });
        }
    }

    private void rotateAll() throws IOException {
        for (int i = 99; i >= 0; i--) {
            if (Files.exists(i == 0 ? log() : folder.resolve("access.log." + i))) {
                rotate(i, i + 1);
            }
        }
    }

    @Test
    void shouldFindTheRestInAPackedFile() throws Exception {
        following(parts, tails -> {
            writeLines(50);
            awaitSent(50);
        });
        writeLines(5);
        rotate(0, 1);
        Path plain = folder.resolve("access.log.1");
        Path packed = folder.resolve("access.log.1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.setLastModifiedTime(packed, Files.getLastModifiedTime(plain));
        Files.delete(plain);
        Thread.sleep(20);
        writeLines(5);
        following(parts, tails -> {
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldReadTheCopyOfAFileThatWasEmptied() throws Exception {
        following(parts, tails -> {
            writeLines(50);
            awaitSent(50);
        });
        writeLines(5);
        Files.copy(log(), folder.resolve("access.log.1"));
        Files.newOutputStream(log(), StandardOpenOption.TRUNCATE_EXISTING).close();
        following(parts, tails -> {
            awaitSent(55);
            writeLines(5);
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldBeginAgainInAFileThatWasEmptied() throws Exception {
        following(parts, tails -> {
            writeLines(50);
            awaitSent(50);
            Files.newOutputStream(log(), StandardOpenOption.TRUNCATE_EXISTING).close();
            // more than was read before: that it is another content shows at its begin only
            writeLines(80);
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldSendEveryLineOnceThroughRotationAndRestarts() throws Exception {
        var random = new Random(11);
        for (int round = 0; round < 6; round++) {
            try (Parts mine = new Parts(Broker.bootstrap()).ready()) {
                following(mine, tails -> {
                    for (int i = 0; i < 15; i++) {
                        writeLines(1 + random.nextInt(200));
                        if (random.nextInt(5) == 0) {
                            rotateAll();
                        }
                        Thread.sleep(random.nextInt(60));
                    }
                    // closed in the middle of whatever it does
                });
            }
        }
        following(parts, tails -> {
            writeLines(1);
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldFollowEveryFileOfAPattern() throws Exception {
        feeds("glob: 'logs/*/access.log'");
        Files.createDirectories(folder.resolve("logs/a"));
        Files.createDirectories(folder.resolve("logs/b"));
        write(folder.resolve("logs/a/access.log"), line());
        following(parts, tails -> {
            awaitSent(1);
            write(folder.resolve("logs/b/access.log"), line());
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldHoldWhatRotationLeavesForPartOfTheLog() throws Exception {
        feeds("glob: 'access*'");
        following(parts, tails -> {
            writeLines(50);
            awaitSent(50);
            rotate(0, 1);
            // longer than it takes to look for new logs
            Thread.sleep(6_000);
            assertThat(sent()).isEqualTo(50);
        });
        following(parts, tails -> {
            Thread.sleep(1_000);
            writeLines(5);
            mustHaveSentEveryLineOnce();
        });
        write(folder.resolve("access-admin.log"), line());
        following(parts, tails -> {
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldWakeLogsThatRest() throws Exception {
        feeds("glob: '*.log'");
        try (Tails tails = new Tails(feeds(parts), parts.intake, parts.outbox, parts.meters, Duration.ofSeconds(1))) {
            tails.start();
            writeLines(10);
            write(folder.resolve("b.log"), line());
            awaitSent(11);
            for (int i = 0; i < 100 && tails.resting() < 2; i++) {
                Thread.sleep(100);
            }
            assertThat(tails.resting()).isEqualTo(2);
            writeLines(10);
            mustHaveSentEveryLineOnce();
            assertThat(tails.troubles()).isEmpty();
        }
    }

    @Test
    void shouldFindTheRestInAFilePackedWithZstd() throws Exception {
        following(parts, tails -> {
            writeLines(50);
            awaitSent(50);
        });
        writeLines(5);
        Path plain = log();
        Path packed = folder.resolve("access.log.1.zst");
        try (OutputStream out = new ZstdOutputStreamNoFinalizer(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.setLastModifiedTime(packed, Files.getLastModifiedTime(plain));
        Files.delete(plain);
        Thread.sleep(20);
        writeLines(5);
        following(parts, tails -> {
            mustHaveSentEveryLineOnce();
        });
    }

    @Test
    void shouldNotLetOneFeedStopAnother() throws Exception {
        Files.writeString(folder.resolve("feeds.yaml"), """
                - { id: %s, dataset: portal, format: access-log, tail: { path: access.log } }
                - { id: broken, dataset: traffic, format: nyc-dot-speeds, tail: { path: speeds.csv } }
                """.formatted(id));
        Files.writeString(folder.resolve("speeds.csv"), "a,b,c\n1,2,3\n");
        following(parts, tails -> {
            writeLines(10);
            mustHaveSentEveryLineOnce();
            assertThat(tails.troubles()).containsOnlyKeys("broken");
            assertThat(tails.troubles().get("broken")).contains("data_as_of");
        });
    }

    @Test
    void shouldReportEveryFaultOfTheListOfFeeds() throws Exception {
        Files.writeString(folder.resolve("feeds.yaml"), """
                - { id: A, dataset: portal, format: access-log, tail: { path: a.log } }
                - { id: b, dataset: weather, format: x, tail: { path: a.log } }
                - { id: c, dataset: portal, format: y, zone: Mars, tail: { path: a.log, glob: b } }
                - { id: d, dataset: traffic, format: metr-la, tail: { path: speeds.csv } }
                """);

        var invalid = catchThrowableOfType(InvalidDefinitions.class, () -> following(parts, tails -> {}));

        assertThat(invalid.faults()).extracting(fault -> fault.line()).containsExactly(1, 2, 3, 3, 3, 4);
        assertThat(invalid.faults().get(0).file())
                .isEqualTo(folder.resolve("feeds.yaml").toString());
    }

    @Test
    void shouldReadTextAsItIsWritten() throws Exception {
        byte[] line = line().replace("/line", "/路").getBytes(StandardCharsets.UTF_8);
        written.append(new String(line, StandardCharsets.UTF_8));
        following(parts, tails -> {
            for (byte b : line) {
                Files.write(log(), new byte[] {b}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            mustHaveSentEveryLineOnce();
        });
    }
}
