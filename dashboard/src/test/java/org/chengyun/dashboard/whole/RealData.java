package org.chengyun.dashboard.whole;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real files with independently computed truth, in a folder beside the project; without it the tests are skipped. */
final class RealData {
    private static final Path FOLDER =
            Path.of(System.getProperty("chengyun.root", ".."), "../shared/data").normalize();

    private RealData() {}

    static Path file(String name) {
        Path file = FOLDER.resolve(name);
        assumeTrue(Files.isRegularFile(file), "no real data at " + FOLDER.toAbsolutePath());
        return file;
    }

    static JsonNode truth(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(file(name)));
    }
}
