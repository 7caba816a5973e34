package org.chengyun.datasets.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was interrupted must leave the same files as one that was not. */
class RestartTest {
    private static final String FROM = "2026-11-18T05:52:00Z";
    private static final String UNTIL = "2026-11-18T06:11:00Z";

    @TempDir
    private static Path undisturbed;

    private static Map<String, byte[]> expected = Map.of();

    @TempDir
    private Path out;

    @BeforeAll
    static void runUndisturbed() throws IOException, InterruptedException {
        Runs.run(undisturbed, FROM, UNTIL);
        expected = Runs.files(undisturbed);
        assertThat(expected)
                .containsKeys("portal/access.log", "portal/access.log.1", "traffic/detectors.ndjson", "city/sites.csv");
    }

    private void assertSameFiles() throws IOException {
        Map<String, byte[]> files = Runs.files(out);
        assertThat(files.keySet()).isEqualTo(expected.keySet());
        assertThat(files)
                .allSatisfy((name, bytes) -> assertThat(Arrays.equals(bytes, expected.get(name)))
                        .as(name)
                        .isTrue());
    }

    @Test
    void shouldContinueWhereItStopped() throws IOException, InterruptedException {
        Runs.run(out, FROM, "2026-11-18T05:53:07Z");
        Runs.run(out, FROM, "2026-11-18T05:53:08Z");
        Runs.run(out, FROM, "2026-11-18T06:00:00Z");
        // The beginning is remembered: what is asked for now does not matter.
        Runs.run(out, "2026-11-18T06:02:00Z", "2026-11-18T06:05:00Z");
        Runs.run(out, FROM, UNTIL);
        Runs.run(out, FROM, UNTIL);

        assertSameFiles();
    }

    @ParameterizedTest(name = "{0} bytes ahead of the state")
    @ValueSource(ints = {1, 777, 40_000, 400_000})
    void shouldRecogniseWhatAKilledRunHadWrittenAlready(int aheadBytes) throws IOException, InterruptedException {
        // Given a state that is older than the files, as after kill -9 between the two
        Runs.run(out, FROM, "2026-11-18T05:56:00Z");
        for (String name : new String[] {"portal/access.log", "traffic/detectors.ndjson"}) {
            String whole = name.startsWith("portal") ? name + ".1" : name;
            byte[] bytes = expected.getOrDefault(whole, new byte[0]);
            int length = (int) Files.size(out.resolve(name));
            byte[] ahead = Arrays.copyOfRange(bytes, length, Math.min(bytes.length, length + aheadBytes));
            Files.write(out.resolve(name), ahead, StandardOpenOption.APPEND);
        }
        // When
        Runs.run(out, FROM, UNTIL);
        // Then
        assertSameFiles();
    }

    @ParameterizedTest(name = "killed at {0}")
    @ValueSource(strings = {"2026-11-18T05:56:00Z", "2026-11-18T06:00:00Z", "2026-11-18T06:09:30Z"})
    void shouldCountAgainWhatAKilledRunHadNotWrittenDown(String killedAt) throws IOException, InterruptedException {
        // Given a run whose state was kept and whose truth was lost
        Runs.run(out, FROM, killedAt);
        for (String name : Runs.files(out).keySet()) {
            if (name.startsWith("truth") && !name.endsWith("-happenings.csv")) {
                Files.delete(out.resolve(name));
            }
        }
        // When
        Runs.run(out, FROM, UNTIL);
        // Then
        assertSameFiles();
    }

    @Test
    void shouldKeepEveryByteWhenRotatingBySize() throws IOException, InterruptedException {
        Runs.run(out, FROM, "2026-11-18T05:57:00Z", "--rotate", "700KB");
        Runs.run(out, FROM, UNTIL, "--rotate", "700KB");

        Path log = out.resolve("portal/access.log");
        assertThat(out.resolve("portal/access.log.2")).exists();
        assertThat(Runs.log(log)).isEqualTo(Runs.log(undisturbed.resolve("portal/access.log")));
    }

    @Test
    void shouldRefuseTheStateOfAnotherCity() throws IOException, InterruptedException {
        Runs.run(out, FROM, "2026-11-18T05:52:30Z");

        assertThatThrownBy(() -> Runs.run(out, FROM, UNTIL, "--seed", "8"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seed 7")
                .hasMessageContaining("seed 8");
    }

    @Test
    void shouldRefuseAFileThatNoStateKnows() throws IOException {
        Files.createDirectories(out.resolve("portal"));
        Files.writeString(out.resolve("portal/access.log"), "somebody else's\n");

        assertThatThrownBy(() -> Runs.run(out, FROM, UNTIL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("access.log exists");
    }
}
