package org.chengyun.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.ingest.testing.Run;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads on a real broker: every record once, whatever happens on the way. */
class LoadsTest {
    private static final int KILLS = 6;
    private static final int BROKER_KILLS = 4;
    private static Parts parts;

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
    }

    @AfterAll
    static void disconnect() {
        parts.close();
    }

    /** What one pass over the content makes of it. */
    private static List<String> expected(byte[] content) {
        return expected(Run.of("portal", null, content));
    }

    private static List<String> expected(Run run) {
        var encoder = new ObservationEncoder(run.dataset.schema());
        List<String> values = new ArrayList<>();
        run.observations.forEach(o -> values.add(HexFormat.of().formatHex(encoder.encode(o))));
        values.sort(null);
        return values;
    }

    private static void mustHoldEveryRecordOnce(LoadStatus status, byte[] content, int lines) {
        assertThat(status.complete()).isTrue();
        assertThat(status.read()).isEqualTo(lines);
        assertThat(status.observations()).isEqualTo(lines - lines / 100);
        assertThat(status.quarantined()).containsOnlyKeys("fields-extra").containsEntry("fields-extra", lines / 100L);
        assertThat(Broker.sortedValues(Broker.committed("chengyun.portal", status.id())))
                .isEqualTo(expected(content));
        assertThat(Broker.committed(Topics.QUARANTINE, status.id())).hasSize(lines / 100);
    }

    @Test
    void shouldSendEveryRecordOnceHoweverOftenItIsLoaded() throws InterruptedException {
        byte[] content = LogFile.lines(2_000, 1);

        LoadStatus first = new LoadClient(parts.loads, 10_000).load("portal", content, null);
        LoadStatus again = new LoadClient(parts.loads, 33_333).load("portal", content, null);

        mustHoldEveryRecordOnce(first, content, 2_000);
        assertThat(again).isEqualTo(first);
        try (Parts restarted = new Parts(Broker.bootstrap()).ready()) {
            assertThat(restarted.loads.get(first.id())).isEqualTo(first);
            assertThat(restarted.loads.list("portal")).contains(first);
        }
    }

    @Test
    void shouldKeepWhatCannotBeReadWithItsPlace() {
        byte[] content = LogFile.lines(100, 2);

        LoadStatus status = new LoadClient(parts.loads, 1 << 20).load("portal", content, null);

        assertThat(Broker.committed(Topics.QUARANTINE, status.id()))
                .singleElement()
                .satisfies(entry -> {
                    String line = new String(entry.value(), StandardCharsets.US_ASCII);
                    assertThat(line).endsWith("damaged");
                    assertThat(Broker.header(entry, "dataset")).isEqualTo("portal");
                    assertThat(Broker.header(entry, "reason")).isEqualTo("fields-extra");
                    assertThat(Broker.header(entry, "detail")).isNotBlank();
                    int place = new String(content, StandardCharsets.US_ASCII).indexOf(line);
                    assertThat(Broker.header(entry, "source")).isEqualTo("a file, byte " + place);
                });
    }

    @Test
    void shouldFollowAHeaderThatChangesFromPieceToPiece() {
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(
                    i % 2 == 0
                            ? "#Fields: date time cs-uri-stem sc-status\n"
                            : "#Fields: sc-status time date cs-uri\n");
            text.append(
                    (i % 2 == 0 ? "2026-01-01 00:00:01 /a%d 200\n" : "404 00:00:02 2026-01-01 /b%d?q\n").formatted(i));
        }
        byte[] content = text.toString().getBytes(StandardCharsets.US_ASCII);

        LoadStatus status = new LoadClient(parts.loads, 997).load("portal", content, null);

        assertThat(status.quarantined()).isEmpty();
        assertThat(status.observations()).isEqualTo(300);
        assertThat(Broker.sortedValues(Broker.committed("chengyun.portal", status.id())))
                .isEqualTo(expected(content));
    }

    @Test
    void shouldCountOnlyWhatIsNewInAFileThatGrew() {
        byte[] whole = LogFile.lines(1_000, 3);
        // cut in the middle of a line: at first that line cannot be read
        byte[] begin = Arrays.copyOf(whole, whole.length / 2);
        LoadClient client = new LoadClient(parts.loads, 20_000);

        LoadStatus first = client.load("portal", begin, null);
        LoadStatus second = client.load("portal", whole, first.id());

        List<String> sent = new ArrayList<>(Broker.sortedValues(Broker.committed("chengyun.portal", first.id())));
        sent.addAll(Broker.sortedValues(Broker.committed("chengyun.portal", second.id())));
        sent.sort(null);
        assertThat(sent).isEqualTo(expected(whole));
    }

    @Test
    void shouldCountTheRowsOfATableThatGrew() {
        var rows = new StringBuilder("A,B\r\n");
        for (int i = 1; i <= 60; i++) {
            // nothing measured, a damaged row, a blank line: each is a step of time, too
            rows.append(i % 10 == 0 ? "0,0" : i % 10 == 5 ? "x,1" : i % 10 == 7 ? "" : i + ",1")
                    .append("\r\n");
        }
        byte[] whole = rows.toString().getBytes(StandardCharsets.US_ASCII);
        // cut within a row, so that it lacks a column
        byte[] begin = rows.substring(0, rows.indexOf("33,1") + 2).getBytes(StandardCharsets.US_ASCII);
        LoadClient client = new LoadClient(parts.loads, 50);

        LoadStatus first = client.load(LoadClient.request("traffic", "metr-la", begin, null), begin);
        LoadStatus second = client.load(LoadClient.request("traffic", "metr-la", whole, first.id()), whole);

        List<String> sent = new ArrayList<>(Broker.sortedValues(Broker.committed("chengyun.traffic", first.id())));
        sent.addAll(Broker.sortedValues(Broker.committed("chengyun.traffic", second.id())));
        sent.sort(null);
        assertThat(sent).hasSize(2 * 42).isEqualTo(expected(Run.of("traffic", "metr-la", whole)));
    }

    @Test
    void shouldRefuseAPieceThatDoesNotFit() {
        byte[] content = LogFile.lines(500, 4);
        LoadStatus status = parts.loads.begin(LoadClient.request("portal", content, null));
        LoadClient client = new LoadClient(parts.loads, 10_000);
        LoadStatus next = client.next(status, content);

        var twice = catchThrowableOfType(IngestProblem.class, () -> client.next(status, content));
        var tooLong = catchThrowableOfType(
                IngestProblem.class, () -> parts.loads.append(status.id(), next.position(), true, content));
        var nowhere = catchThrowableOfType(IngestProblem.class, () -> parts.loads.append("x", 0, true, content));

        assertThat(twice.code()).isEqualTo("position-mismatch");
        assertThat(twice.body()).containsEntry("position", next.position());
        assertThat(tooLong.code()).isEqualTo("bytes-mismatch");
        assertThat(nowhere.status()).isEqualTo(404);
    }

    @Test
    void shouldQuarantineWhatIsTooLongAndGoOn() {
        byte[] line = LogFile.lines(1, 5);
        byte[] content = new byte[(5 << 20) + line.length];
        Arrays.fill(content, (byte) 'x');
        content[(5 << 20) - 1] = '\n';
        System.arraycopy(line, 0, content, 5 << 20, line.length);
        LoadRequest request = LoadClient.request("portal", content, null);
        LoadStatus status = parts.loads.begin(new LoadRequest(
                "portal", "ncsa-common", null, "long", request.bytes(), request.sha256(), request.head(), null, null));

        while (!status.complete()) {
            status = new LoadClient(parts.loads, 4 << 20).next(status, content);
        }

        assertThat(status.read()).isEqualTo(2);
        assertThat(status.observations()).isEqualTo(1);
        assertThat(status.quarantined()).containsEntry("record-too-long", 1L);
        assertThat(Broker.committed(Topics.QUARANTINE, status.id()).stream()
                        .mapToInt(r -> r.value().length)
                        .sum())
                .isEqualTo((5 << 20) - 1);
    }

    @Test
    void shouldCountOnceWhenSeveralClientsAndProcessesLoadTheSame() throws Exception {
        byte[] content = LogFile.lines(3_000, 6);
        String id;
        try (Parts other = new Parts(Broker.bootstrap()).ready();
                var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<LoadStatus>> racers = List.of(
                    () -> race(parts.loads, content, 7_000),
                    () -> race(other.loads, content, 9_000),
                    () -> race(parts.loads, content, 11_000),
                    () -> race(other.loads, content, 5_000));
            for (Future<LoadStatus> racer : threads.invokeAll(racers)) {
                assertThat(racer.get().complete()).isTrue();
            }
            id = parts.loads.begin(LoadClient.request("portal", content, null)).id();
        }
        try (Parts later = new Parts(Broker.bootstrap()).ready()) {
            mustHoldEveryRecordOnce(later.loads.get(id), content, 3_000);
        }
    }

    private static LoadStatus race(Loads loads, byte[] content, int piece) {
        LoadClient client = new LoadClient(loads, piece);
        LoadStatus status = loads.begin(LoadClient.request("portal", content, null));
        for (int i = 0; i < 10_000 && !status.complete(); i++) {
            try {
                status = client.next(status, content);
            } catch (IngestProblem behind) {
                assertThat(behind.code()).isEqualTo("position-mismatch");
                status = loads.get(status.id());
            } catch (KafkaAway slow) {
                // on a busy machine; a client tries again, and nothing may count twice for it
                status = loads.get(status.id());
            }
        }
        return status;
    }

    @Test
    void shouldCountOnceWhenTheProcessIsKilledAgainAndAgain(@TempDir Path folder) throws Exception {
        byte[] content = LogFile.lines(20_000, 7);
        Path file = Files.write(folder.resolve("access.log"), content);
        var random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            Process loader = loader(file);
            String output = awaitPieces(loader, 1 + random.nextInt(8));
            // somewhere within the next piece's transaction
            Thread.sleep(random.nextInt(25));
            assertThat(loader.isAlive()).as(output).isTrue();
            loader.destroyForcibly().waitFor();
        }
        Process last = loader(file);
        String output = awaitPieces(last, Integer.MAX_VALUE);
        assertThat(last.waitFor()).as(output).isZero();
        try (Parts later = new Parts(Broker.bootstrap()).ready()) {
            String id = later.loads
                    .begin(LoadClient.request("portal", content, null))
                    .id();
            mustHoldEveryRecordOnce(later.loads.get(id), content, 20_000);
        }
    }

    /** Until the process has committed so many pieces, or ended; answers what it wrote besides. */
    private static String awaitPieces(Process loader, int pieces) throws IOException {
        var besides = new StringBuilder();
        int seen = 0;
        BufferedReader out = loader.inputReader();
        for (String line = ""; seen < pieces && line != null; ) {
            line = out.readLine();
            if (line != null && line.equals(KilledLoader.COMMITTED)) {
                seen++;
            } else {
                besides.append(line).append('\n');
            }
        }
        return besides.toString();
    }

    private static Process loader(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dchengyun.root=" + System.getProperty("chengyun.root"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledLoader.class.getName(),
                Broker.bootstrap(),
                file.toString(),
                "8000",
                "portal");
        return command.redirectErrorStream(true).start();
    }

    @Test
    void shouldCountOnceWhenTheBrokerIsKilledAgainAndAgain() throws Exception {
        byte[] content = LogFile.lines(20_000, 8);
        var random = new Random(8);
        String id =
                parts.loads.begin(LoadClient.request("portal", content, null)).id();
        try (var threads = Executors.newFixedThreadPool(1)) {
            var away = new CountDownLatch(1);
            Future<LoadStatus> load = threads.submit(() -> insist(id, content, away));
            for (int kill = 0; kill < BROKER_KILLS; kill++) {
                long position = parts.loads.get(id).position();
                while (parts.loads.get(id).position() == position && !load.isDone()) {
                    Thread.sleep(1);
                }
                // somewhere within the next pieces' transactions
                Thread.sleep(random.nextInt(40));
                Broker.stack().kill(Part.KAFKA);
                assertThat(load.isDone()).isFalse();
                if (kill == 0) {
                    assertThat(away.await(60, TimeUnit.SECONDS)).isTrue();
                }
                Broker.stack().start(Part.KAFKA);
            }
            mustHoldEveryRecordOnce(load.get(3, TimeUnit.MINUTES), content, 20_000);
        }
        try (Parts later = new Parts(Broker.bootstrap()).ready()) {
            mustHoldEveryRecordOnce(later.loads.get(id), content, 20_000);
        }
    }

    /** What a client does that does not give up. */
    private static LoadStatus insist(String id, byte[] content, CountDownLatch away) throws InterruptedException {
        LoadClient client = new LoadClient(parts.loads, 8_000);
        LoadStatus status = parts.loads.get(id);
        while (!status.complete()) {
            try {
                status = client.next(status, content);
            } catch (KafkaAway stillAway) {
                away.countDown();
                Thread.sleep(100);
            } catch (IngestProblem behind) {
                assertThat(behind.code()).isEqualTo("position-mismatch");
                status = parts.loads.get(id);
            }
        }
        return status;
    }

    @Test
    void shouldWaitForABrokerThatIsNotThereAtTheStart() throws Exception {
        Broker.stack().kill(Part.KAFKA);
        try (Parts early = new Parts(Broker.bootstrap())) {
            Thread.sleep(500);
            var away = catchThrowableOfType(KafkaAway.class, () -> early.loads.list(null));
            Broker.stack().start(Part.KAFKA);

            assertThat(away).hasMessageContaining(Broker.bootstrap());
            assertThat(early.ready().loads.list("weather")).isEmpty();
        }
    }
}
