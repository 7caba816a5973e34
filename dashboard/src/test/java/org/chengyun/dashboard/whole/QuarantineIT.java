package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chengyun.launcher.software.Workspace;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A feed writes times that its mapping does not know. An operator sees it, mends the mapping and replays: just the windows
 * of those records change, and then all are what one pass over the file gives.
 */
class QuarantineIT {
    private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");
    private static final int MINUTES = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Minutes of the second hour of which one lot tells with another form of time. */
    private static final List<Integer> ODD = List.of(60, 65, 70, 75);

    @TempDir
    private Path folder;

    private LocalStack stack;
    private CommandLine chengyun;
    private Path definitions;

    /** @param values n, sum, mean, m2, min, max */
    private record Row(long cut, int revision, List<Double> values) {
        private boolean isSame(Row other) {
            return cut == other.cut && revision == other.revision && values.equals(other.values);
        }
    }

    /** Which window: metric without its dataset, dimensions, size in seconds, start. */
    private record Window(String metric, String dimensions, long sizeS, Instant start) implements Comparable<Window> {
        private boolean holds(int minute) {
            Instant at = BEGIN.plusSeconds(minute * 60L);
            return !start.isAfter(at) && start.plusSeconds(sizeS).isAfter(at);
        }

        @Override
        public int compareTo(Window other) {
            return toString().compareTo(other.toString());
        }
    }

    @BeforeEach
    void addTheDatasets() throws Exception {
        stack = WholeStack.get();
        chengyun = new CommandLine(stack.home());
        definitions = stack.home().folder().resolve("datasets");
        Path shipped = Workspace.find().root().resolve("datasets");
        for (String dataset : List.of("portal", "traffic", "events")) {
            Path source = shipped.resolve(dataset);
            copy(source, definitions.resolve(dataset), text -> text);
        }
        // under names of their own: the car parks of other tests are counted in the same database
        copyParking("garages", text -> text);
        copyParking("onepass", QuarantineIT::anew);
        mend("onepass/formats/onepass-csv.yaml");
        restart();
    }

    private void restart() throws Exception {
        stack.stop(Part.APPLICATION);
        stack.start(Part.APPLICATION);
    }

    /** As it was, for the other tests. */
    @AfterEach
    void removeThem() throws Exception {
        stack.stop(Part.APPLICATION);
        try (Stream<Path> files = Files.walk(definitions)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
        stack.start(Part.APPLICATION);
    }

    private void copyParking(String id, UnaryOperator<String> labels) throws IOException {
        Path source = Workspace.find().root().resolve("datasets/examples/parking");
        copy(source, definitions.resolve(id), text -> labels.apply(text.replace("parking", id)));
        Files.move(
                definitions.resolve(id + "/formats/parking-csv.yaml"),
                definitions.resolve("%s/formats/%s-csv.yaml".formatted(id, id)));
    }

    private static void copy(Path from, Path to, UnaryOperator<String> change) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(from.relativize(file));
                Files.createDirectories(copied.getParent());
                Files.writeString(copied, change.apply(Files.readString(file)));
            }
        }
    }

    /** Labels are used once. */
    private static String anew(String definition) {
        return definition.replaceAll(
                "label: \\{ en: ([^,]*), zh-CN: ([^}]*) \\}", "label: { en: $1 in one pass, zh-CN: 一次通过的$2 }");
    }

    /** Lets the format read the other form of time, too. */
    private void mend(String format) throws IOException {
        Path file = definitions.resolve(format);
        String text = Files.readString(file);
        String mended = text.replace("time: [iso,", "time: [iso, \"uuuu-MM-dd 'at' HH:mmX\",");
        assertThat(mended).isNotEqualTo(text);
        Files.writeString(file, mended);
    }

    private Path write() throws IOException {
        var lines = new StringBuilder("time,lot,district,spaces,taken\n");
        for (int minute = 0; minute <= MINUTES; minute += 5) {
            String at = BEGIN.plusSeconds(minute * 60L).toString();
            String odd = at.substring(0, 10) + " at " + at.substring(11, 16) + "Z";
            lines.append("%s,north,d1,200,%d%n".formatted(ODD.contains(minute) ? odd : at, 100 + minute % 7));
            lines.append("%s,south,d2,400,%d%n".formatted(at, 40 + minute % 11));
        }
        lines.append("%s,north,d1,200,many%n".formatted("yesterday"));
        return Files.writeString(folder.resolve("parking.csv"), lines);
    }

    private void load(String dataset, Path file) throws Exception {
        var load = chengyun.run("load", dataset, file.toString());
        assertThat(load.exitCode()).as("%s", load).isZero();
    }

    private Connection connect() throws SQLException {
        DatabaseAccess access = stack.database();
        return DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    private void await(String sql, String wanted) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        List<String> found = texts(sql);
        while (!found.equals(List.of(wanted))) {
            assertThat(Instant.now()).as("%s is %s", sql, found).isBefore(deadline);
            Thread.sleep(300);
            found = texts(sql);
        }
    }

    /** Waits until everything up to the last minute but for the lateness that is allowed is closed. */
    private void awaitClosed(String dataset) throws Exception {
        await(
                "select watermark at time zone 'UTC' from watermark where dataset = '%s'".formatted(dataset),
                "2026-03-02 12:55:00");
    }

    private Map<Window, Row> windows(String dataset) throws SQLException {
        Map<Window, Row> windows = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select replace(m.id, '%s', '') as metric, s.dimensions::text as dimensions, w.*
                          from window_stat w join series s using (series_no) join metric m on m.metric_no = s.metric_no
                         where m.dataset = '%s'
                        """.formatted(dataset, dataset))) {
            while (row.next()) {
                var window = new Window(
                        row.getString("metric"),
                        row.getString("dimensions"),
                        row.getLong("size_s"),
                        row.getTimestamp("start").toInstant());
                windows.put(
                        window,
                        new Row(
                                row.getLong("cut"),
                                row.getInt("revision"),
                                List.of(
                                        row.getDouble("n"),
                                        row.getDouble("sum"),
                                        row.getDouble("mean"),
                                        row.getDouble("m2"),
                                        row.getDouble("min"),
                                        row.getDouble("max"))));
            }
        }
        return windows;
    }

    @Test
    void shouldCorrectJustTheWindowsThatItTouches() throws Exception {
        // Given
        Path file = write();
        load("garages", file);
        load("onepass", file);
        awaitClosed("garages");
        awaitClosed("onepass");
        Map<Window, Row> before = windows("garages");
        assertThat(texts("select reason || ' ' || count(*) from quarantine where dataset = 'garages' group by reason"))
                .containsExactly("time-malformed 5");
        lookAt("zh-CN", "before", false);

        // When
        mend("garages/formats/garages-csv.yaml");
        lookAt("en", "mended", true);
        var dry = chengyun.run("quarantine", "replay", "garages", "--reason", "time-malformed", "--dry");
        assertThat(dry.exitCode()).as("%s", dry).isEqualTo(3);
        assertThat(dry.output()).contains("4 of 5 records can be read now", "1 stay: time-malformed 1");
        assertThat(windows("garages").keySet()).isEqualTo(before.keySet());
        var replay = chengyun.run("quarantine", "replay", "garages");
        assertThat(replay.exitCode()).as("%s", replay).isEqualTo(3);
        assertThat(replay.output()).contains("4 of 5 records were read and sent as 4 observations");
        await("select sum(counted)::text from cut where dataset = 'garages'", String.valueOf(2 * (MINUTES / 5 + 1)));

        // Then: what the records do not touch is as it was, to the cut
        Map<Window, Row> after = windows("garages");
        after.forEach((window, row) -> {
            boolean touched =
                    !window.dimensions.contains("south") && ODD.stream().anyMatch(window::holds);
            Row was = before.get(window);
            if (touched) {
                assertThat(was == null || !was.isSame(row)).as("%s", window).isTrue();
            } else {
                assertThat(was).as("%s", window).isNotNull();
                assertThat(was.isSame(row)).as("%s", window).isTrue();
            }
        });
        assertThat(after.keySet()).containsAll(before.keySet());
        assertThat(texts("""
                select count(distinct start)::text from window_revision join metric using (metric_no)
                 where dataset = 'garages' and size_s = 60
                """)).containsExactly("4");
        // and all of it is what one pass gives
        Map<Window, Row> reference = windows("onepass");
        assertThat(after.keySet()).isEqualTo(reference.keySet());
        reference.forEach((window, row) -> {
            Row replayed = Objects.requireNonNull(after.get(window));
            for (int i = 0; i < row.values.size(); i++) {
                double one = row.values.get(i);
                assertThat(replayed.values.get(i))
                        .as("%s", window)
                        .isCloseTo(one, within(1e-9 * Math.max(1, Math.abs(one))));
            }
        });
        var audit = chengyun.run("audit", "--dataset", "garages");
        assertThat(audit.exitCode()).as("%s", audit).isZero();
    }

    /** No ingest knows its dataset, so it waits for ever. */
    private String waitingReplay() throws Exception {
        return texts("""
                insert into quarantine_replay (dataset, dry, requested_by) values ('retired', false, 'otto')
                returning replay_no::text
                """).getFirst();
    }

    @Test
    void shouldTakeBackWhatStillWaits() throws Exception {
        String number = waitingReplay();
        assertThat(chengyun.run("quarantine", "replays").output()).containsPattern(number + "  retired .* waiting");

        var cancelled = chengyun.run("quarantine", "cancel", number);
        assertThat(cancelled.exitCode()).as("%s", cancelled).isZero();
        assertThat(chengyun.run("quarantine", "replays").output()).containsPattern(number + "  retired .* cancelled");
        assertThat(chengyun.run("quarantine", "cancel", "0").exitCode()).isEqualTo(1);

        String other = waitingReplay();
        cancelOnThePage();
        assertThat(texts("select state || ' ' || cancelled_by from quarantine_replay where replay_no = " + other))
                .containsExactly("cancelled admin");
    }

    private void cancelOnThePage() throws Exception {
        assumeTrue(Chromium.isThere(), "no Chromium on this machine; the dashboard was not looked at");
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright)) {
            for (String language : List.of("zh-CN", "en")) {
                Page page = Chromium.signIn(browser, stack, "admin", language);
                page.locator("vaadin-side-nav-item[path='quarantine']").click();
                page.locator(".cy-open-replays li").first().waitFor();
                picture(page, language, "open-replays");
                page.click(".cy-scheme");
                page.locator("html[theme~='dark'] .cy-open-replays").waitFor();
                page.setViewportSize(420, 900);
                picture(page, language, "open-replays-phone");
                if (language.equals("en")) {
                    page.locator(".cy-open-replays button").first().click();
                    PlaywrightAssertions.assertThat(page.locator(".cy-open-replays"))
                            .isHidden();
                }
                page.context().close();
            }
        }
    }

    private void lookAt(String language, String when, boolean tryAgain) throws Exception {
        assumeTrue(Chromium.isThere(), "no Chromium on this machine; the dashboard was not looked at");
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright);
                Page page = Chromium.signIn(browser, stack, "admin", language)) {
            page.locator("vaadin-side-nav-item[path='quarantine']").click();
            var row = page.locator(".cy-groups tbody tr", new Page.LocatorOptions().setHasText("garages"));
            row.first().waitFor();
            picture(page, language, when + "-groups");
            row.locator("button").first().click();
            page.locator(".cy-record pre").first().waitFor();
            page.locator(".cy-record details summary").first().click();
            if (tryAgain) {
                page.click("#try-again");
                PlaywrightAssertions.assertThat(page.locator(".cy-replay .message"))
                        .hasText(Pattern.compile("4 of 5 records can be read now.*"));
            }
            page.setViewportSize(1440, 1300);
            picture(page, language, when + "-records");
            page.click(".cy-scheme");
            page.locator("html[theme~='dark'] .cy-group").waitFor();
            picture(page, language, when + "-dark");
            page.setViewportSize(420, 900);
            picture(page, language, when + "-phone");
        }
    }

    private static void picture(Page page, String language, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "quarantine-%s-%s.png".formatted(name, language.toLowerCase(Locale.ROOT)))));
    }
}
