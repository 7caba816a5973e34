package org.chengyun.datasets.simulator.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
    @TempDir
    private Path folder;

    private void given(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "was " + name);
        }
    }

    private Map<String, String> found() throws IOException {
        var found = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return found;
    }

    private void rotate(int keep) throws IOException {
        new Rotation(0, 1, keep).rotate(folder.resolve("log"));
    }

    @Test
    void shouldMoveEachFileOneNumberUp() throws IOException {
        given("log", "log.1", "log.2");

        rotate(0);

        assertThat(found()).hasToString("{log.1=was log, log.2=was log.1, log.3=was log.2}");
    }

    @Test
    void shouldKeepAsManyAsAsked() throws IOException {
        given("log", "log.1", "log.2", "log.3", "log.4");

        rotate(2);

        assertThat(found()).hasToString("{log.1=was log, log.2=was log.1}");
    }

    @Test
    void shouldFinishWhatAKilledRunBegan() throws IOException {
        // log.2 was moved to log.3 already
        given("log", "log.1", "log.3");
        rotate(0);
        assertThat(found()).hasToString("{log.1=was log, log.2=was log.1, log.3=was log.3}");

        // everything was moved already
        rotate(0);
        assertThat(found()).hasToString("{log.1=was log, log.2=was log.1, log.3=was log.3}");
    }

    @Test
    void shouldFinishWhenOnlyTheLogItselfIsLeftToMove() throws IOException {
        given("log", "log.2", "log.3");

        rotate(0);

        assertThat(found()).hasToString("{log.1=was log, log.2=was log.2, log.3=was log.3}");
    }
}
