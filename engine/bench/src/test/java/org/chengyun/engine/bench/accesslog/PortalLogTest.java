package org.chengyun.engine.bench.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalLogTest {
    private static final int LINES = 20_000;
    private static final Pattern WHOLE = Pattern.compile(
            "[0-9a-f.:]+ - (-|user\\d+) \\[\\d\\d/Nov/2026:\\d\\d:\\d\\d:\\d\\d \\+0000] \"[^\"]+ HTTP/\\d\\.\\d\" \\d{3} (-|\\d+) \"[^\"]+\" \"[^\"]+\"");

    private static String line(PortalLog log, long i) {
        Line line = log.line(i);
        return new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII);
    }

    @Test
    void shouldBeAFunctionOfItsSeed(@TempDir Path folder) throws Exception {
        Path file = LogFile.of(folder, 3, LINES);
        List<String> lines = Files.readAllLines(file);

        assertThat(lines).hasSize(LINES);
        assertThat(line(new PortalLog(3, LINES), 777)).isEqualTo(lines.get(777) + "\n");
        assertThat(line(new PortalLog(4, LINES), 777)).isNotEqualTo(lines.get(777) + "\n");
    }

    @Test
    void shouldBeWholeButForWhatTheTruthSays(@TempDir Path folder) throws Exception {
        List<String> lines = Files.readAllLines(LogFile.of(folder, 3, LINES));
        LogTruth truth = LogTruth.of(new PortalLog(3, LINES), LINES);

        assertThat(lines.stream().filter(line -> WHOLE.matcher(line).matches()).count())
                .isEqualTo(truth.whole());
        assertThat(truth.damaged()).isBetween(5L, 60L);
        assertThat(truth.statuses().keySet()).contains("200", "304", "404", "500");
    }

    @Test
    void shouldHaveThePortalsVariety() {
        var log = new PortalLog(3, LINES);
        Set<String> addresses = new HashSet<>();
        Set<String> agents = new HashSet<>();
        for (int i = 0; i < LINES; i++) {
            if (log.damage(i) != Damage.NONE) {
                continue;
            }
            String line = line(log, i);
            addresses.add(line.substring(0, line.indexOf(' ')));
            agents.add(line.substring(line.lastIndexOf(" \"")));
        }

        assertThat(addresses.size()).isBetween(1_000, LINES / 8);
        assertThat(agents.size()).isBetween(500, 3_100);
    }
}
