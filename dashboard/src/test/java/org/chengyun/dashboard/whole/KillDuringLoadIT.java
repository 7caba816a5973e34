package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the application in the middle of a load, twice: the tables are the same as without. A kill comes
 * whenever the load has shown progress since the one before.
 */
class KillDuringLoadIT {
    private static final int LINES = 800_000;
    private static final Instant START = Instant.parse("2014-03-01T00:00:00Z");
    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final Map<String, Long> perMinute = new TreeMap<>();
    private long bytes;
    private long sized;

    private Path writeLog() throws Exception {
        var random = new Random(7);
        Path file = folder.resolve("access.log");
        try (BufferedWriter log = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES; i++) {
                Instant at = START.plusMillis(i * 10L + random.nextInt(30_000));
                boolean hasSize = random.nextInt(20) > 0;
                int size = random.nextInt(100_000);
                perMinute.merge(at.toString().substring(0, 16), 1L, Long::sum);
                if (hasSize) {
                    sized++;
                    bytes += size;
                }
                log.write("10.0.0.%d - - [%s] \"GET /p%d HTTP/1.1\" 200 %s\n"
                        .formatted(random.nextInt(250), LOG_TIME.format(at), random.nextInt(50), hasSize ? size : "-"));
            }
        }
        return file;
    }

    @Test
    void shouldCountEachLineOnceThroughKills() throws Exception {
        // Given
        LocalStack stack = WholeStack.get();
        var chengyun = new CommandLine(stack.home());
        Path file = writeLog();

        // When
        CommandLine.Running load = chengyun.start("load", "portal", file.toString());
        int kills = 0;
        long shown = 0;
        while (load.process().isAlive() && kills < 2) {
            Thread.onSpinWait();
            if (Files.size(load.output()) > shown) {
                stack.kill(Part.APPLICATION);
                kills++;
                stack.start(Part.APPLICATION);
                shown = Files.size(load.output());
            }
        }
        var outcome = load.await();

        // Then
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(kills).as("kills while the load ran: %s", outcome).isEqualTo(2);
        JsonNode minutes = query(chengyun, "portal.requests");
        Map<String, Long> found = new TreeMap<>();
        minutes.forEach(row -> found.put(
                row.get("start").asText().substring(0, 16), row.get("n").asLong()));
        assertThat(found).isEqualTo(perMinute);
        JsonNode sizes = query(chengyun, "portal.bytes");
        long n = 0;
        double sum = 0;
        for (JsonNode row : sizes) {
            n += row.get("n").asLong();
            sum += row.get("sum").asDouble();
        }
        assertThat(n).isEqualTo(sized);
        assertThat(sum).isEqualTo((double) bytes);
    }

    private static JsonNode query(CommandLine chengyun, String metric) throws Exception {
        var outcome =
                chengyun.run("query", metric, "--window", "1m", "--from", "2014-03-01", "--to", "2014-03-03", "--json");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        return new ObjectMapper().readTree(outcome.output());
    }
}
