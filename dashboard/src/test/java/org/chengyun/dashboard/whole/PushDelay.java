package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.launcher.stack.DatabaseAccess;

/** How long after its commit a cut stands on the page; a figure for people, not an assertion. */
final class PushDelay {
    private static final int CUTS = 30;
    private static final int MOST_LOOKS = 90;
    private static final String WATCH = """
            () => {
              const cuts = () => [...document.querySelectorAll('.cy-chip .cut')]
                .map(chip => chip.textContent.replace(/[^0-9]/g, '')).filter(cut => cut);
              const before = new Set(cuts());
              window.cutsSeen = {};
              new MutationObserver(() => cuts().forEach(cut => {
                if (!before.has(cut) && !(cut in window.cutsSeen)) window.cutsSeen[cut] = Date.now();
              })).observe(document.body, { subtree: true, childList: true, characterData: true });
            }""";

    private PushDelay() {}

    static void measure(Page page, DatabaseAccess database) throws SQLException, IOException {
        page.evaluate(WATCH);
        Map<?, ?> seen = Map.of();
        for (int i = 0; i < MOST_LOOKS && seen.size() < CUTS; i++) {
            page.waitForTimeout(1_000);
            seen = (Map<?, ?>) page.evaluate("() => window.cutsSeen");
        }
        assertThat(seen).as("cuts that came to the page by push").isNotEmpty();
        List<Long> delays = delays(seen, database);
        String line = "PUSH %d cuts from commit to page: median %d ms, p95 %d ms, longest %d ms"
                .formatted(
                        delays.size(),
                        delays.get(delays.size() / 2),
                        delays.get(delays.size() * 95 / 100),
                        delays.getLast());
        System.out.println(line);
        Files.writeString(Path.of("target", "push-delay.txt"), line + "\n");
    }

    private static List<Long> delays(Map<?, ?> seen, DatabaseAccess access) throws SQLException {
        try (Connection connection = DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
                PreparedStatement committed = connection.prepareStatement(
                        "select (extract(epoch from committed_at) * 1000)::bigint from cut where cut = ?")) {
            Stream.Builder<Long> delays = Stream.builder();
            for (Map.Entry<?, ?> entry : seen.entrySet()) {
                committed.setLong(1, Long.parseLong(String.valueOf(entry.getKey())));
                try (ResultSet row = committed.executeQuery()) {
                    if (row.next() && entry.getValue() instanceof Number at) {
                        delays.add(at.longValue() - row.getLong(1));
                    }
                }
            }
            return delays.build().sorted().toList();
        }
    }
}
