package org.chengyun.ingest.datex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The size of a document does not matter. */
class LargeDocumentTest {
    private static final int BYTES = 45_000_000;

    @Test
    void shouldDecodeADocumentOf45MegabytesInOneLineWithAHeapOf128() throws Exception {
        Process process = start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        String[] numbers = said.lines().toList().getLast().split(" ", -1);
        int sites = Integer.parseInt(numbers[0]);
        assertThat(sites).isGreaterThan(70_000);
        assertThat(numbers[1]).isEqualTo(numbers[0]);
        assertThat(Long.parseLong(numbers[2]))
                .isEqualTo(IntStream.range(0, sites).mapToLong(i -> 40 + i % 80).sum());
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-Dchengyun.root=" + System.getProperty("chengyun.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeDocument.class.getName(),
                        Integer.toString(BYTES))
                .redirectErrorStream(true)
                .start();
    }
}
