package org.chengyun.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.CaseDocument;
import org.chengyun.ingest.testing.CaseEvents;
import org.chengyun.ingest.testing.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of the same cases again and again, on a real broker: each event counts once. */
class CasesTest {
    private static final int KILLS = 5;
    private static final int CASES = 4_000;
    private static final int FIRST_HOUR = 20;

    private static LoadRequest request(byte[] content, String cases) {
        LoadRequest plain = LoadClient.request("events", "open311-json", content, null);
        return new LoadRequest(
                "events", "open311-json", null, "export", plain.bytes(), plain.sha256(), plain.head(), cases, null);
    }

    @Test
    void shouldCountWhatChangedFromExportToExportAlsoAfterRestarts() throws InterruptedException {
        List<String> loads = new ArrayList<>();
        long observations = 0;
        for (int hour = 0; hour < 28; hour++) {
            byte[] content = CaseDocument.at(hour, 0, 200);
            try (Parts parts = new Parts(Broker.bootstrap()).ready()) {
                LoadStatus status = new LoadClient(parts.loads, 20_000).load(request(content, "restarts"), content);
                loads.add(status.id());
                observations += status.observations();
            }
        }
        List<String> events = CaseEvents.of(loads);
        assertThat(CaseEvents.repeated(events)).isEmpty();
        assertThat(CaseEvents.counts(events)).isEqualTo(CaseDocument.events(27, 0, 200));
        assertThat(observations).isEqualTo(events.size());
    }

    @Test
    void shouldTellTheCasesOfOthersApart() throws InterruptedException {
        byte[] content = CaseDocument.at(30, 0, 50);
        byte[] again = CaseDocument.at(31, 0, 50);
        try (Parts parts = new Parts(Broker.bootstrap()).ready()) {
            LoadStatus one = new LoadClient(parts.loads, 1 << 20).load(request(content, "one"), content);
            LoadStatus other = new LoadClient(parts.loads, 1 << 20).load(request(again, "other"), again);
            assertThat(CaseEvents.counts(CaseEvents.of(List.of(one.id())))[0]).isEqualTo(50);
            assertThat(CaseEvents.counts(CaseEvents.of(List.of(other.id())))[0]).isEqualTo(50);
        }
    }

    @Test
    void shouldCountOnceWhenProcessesTellOfTheSameCasesAtOnce() throws Exception {
        try (Parts one = new Parts(Broker.bootstrap()).ready();
                Parts other = new Parts(Broker.bootstrap()).ready();
                var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<LoadStatus>> racers = List.of(
                    () -> load(one, CaseDocument.at(28, 0, 600)),
                    () -> load(one, CaseDocument.at(28, 0, 601)),
                    () -> load(other, CaseDocument.at(28, 0, 602)),
                    () -> load(other, CaseDocument.at(28, 0, 603)));
            List<String> loads = new ArrayList<>();
            for (Future<LoadStatus> racer : threads.invokeAll(racers)) {
                loads.add(racer.get().id());
            }
            List<String> events = CaseEvents.of(loads);
            assertThat(CaseEvents.repeated(events)).isEmpty();
            assertThat(CaseEvents.counts(events)[0]).isEqualTo(603);
        }
    }

    private static LoadStatus load(Parts parts, byte[] content) {
        return new LoadClient(parts.loads, 15_000).load(request(content, "raced"), content);
    }

    @Test
    void shouldCountOnceWhenTheProcessIsKilledAgainAndAgain(@TempDir Path folder) throws Exception {
        var random = new Random(11);
        List<String> loads = new ArrayList<>();
        List<Path> exports = new ArrayList<>();
        for (int hour = FIRST_HOUR; hour < FIRST_HOUR + KILLS; hour++) {
            byte[] content = CaseDocument.at(hour, 0, CASES);
            exports.add(Files.write(folder.resolve("export-%d.json".formatted(hour)), content));
        }
        for (Path export : exports) {
            Process killed = loader(export);
            BufferedReader out = killed.inputReader();
            for (int pieces = 1 + random.nextInt(5); pieces > 0; ) {
                pieces -= KilledLoader.COMMITTED.equals(out.readLine()) ? 1 : 0;
            }
            // somewhere within the next piece's transaction
            Thread.sleep(random.nextInt(25));
            killed.destroyForcibly().waitFor();
        }
        try (Parts parts = new Parts(Broker.bootstrap()).ready()) {
            for (Path export : exports) {
                byte[] content = Files.readAllBytes(export);
                loads.add(new LoadClient(parts.loads, 50_000)
                        .load(LoadClient.request("events", content, null), content)
                        .id());
            }
        }
        List<String> events = CaseEvents.of(loads);
        List<String> expected = CaseEvents.of(undisturbed());
        expected.removeIf(event -> event.startsWith("case-" + CASES + " "));
        assertThat(CaseEvents.repeated(events)).isEmpty();
        assertThat(timesOfTurns(events)).hasSizeGreaterThan(CASES).isEqualTo(timesOfTurns(expected));
    }

    /** The same exports, each once, in their order, but for one case more: else they would be the same loads. */
    private static List<String> undisturbed() throws InterruptedException {
        List<String> loads = new ArrayList<>();
        try (Parts parts = new Parts(Broker.bootstrap()).ready()) {
            for (int hour = FIRST_HOUR; hour < FIRST_HOUR + KILLS; hour++) {
                byte[] content = CaseDocument.at(hour, 0, CASES + 1);
                loads.add(new LoadClient(parts.loads, 1 << 20)
                        .load(request(content, "undisturbed"), content)
                        .id());
            }
        }
        return loads;
    }

    private static List<String> timesOfTurns(List<String> events) {
        return events.stream()
                .filter(event -> !event.contains(" changed "))
                .sorted()
                .toList();
    }

    private static Process loader(Path file) throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dchengyun.root=" + System.getProperty("chengyun.root"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledLoader.class.getName(),
                Broker.bootstrap(),
                file.toString(),
                "60000",
                "events");
        return command.redirectErrorStream(true).start();
    }

    @Test
    void shouldRefuseToRememberWhatIsNoCase() throws InterruptedException {
        byte[] content = LogFile.lines(10, 12);
        LoadRequest plain = LoadClient.request("portal", content, null);
        var asked =
                new LoadRequest("portal", null, null, "log", plain.bytes(), plain.sha256(), plain.head(), "mine", null);
        try (Parts parts = new Parts(Broker.bootstrap()).ready()) {
            assertThat(catchThrowableOfType(IngestProblem.class, () -> parts.loads.begin(asked))
                            .code())
                    .isEqualTo("cases-unsuitable");
        }
    }
}
