package org.chengyun.dashboard.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator connects four feeds by a few lines each and sees within a minute which of them are healthy, and why the others
 * are not. Leaves pictures in {@code target/}.
 */
class FeedsPageIT {
    private static final double A_MINUTE_MS = 60_000;
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    @TempDir
    private Path folder;

    private LocalStack stack;
    private Path feeds;

    @BeforeEach
    void connectFeeds() throws Exception {
        stack = WholeStack.get();
        feeds = stack.home().folder().resolve("feeds.yaml");
        write("good.log", 50, "GET / HTTP/1.1");
        Files.writeString(folder.resolve("bad.log"), "this is no access log\n".repeat(7) + "nor is this\n".repeat(5));
        Files.writeString(feeds, """
                - { id: portal-main, dataset: portal, format: access-log, tail: { path: %1$s/good.log } }
                - { id: portal-old, dataset: portal, format: ncsa-common, tail: { path: %1$s/bad.log } }
                - id: detectors-north
                  dataset: traffic
                  format: detector-csv
                  header: site,at,speed_kmh
                  lines: { listen: '127.0.0.1:%2$d' }
                - id: requests-311
                  dataset: events
                  format: open311-json@chicago
                  pull: { url: 'http://127.0.0.1:%3$d/requests.json', every: 10s }
                """.formatted(folder, freePort(), freePort()));
        stack.stop(Part.APPLICATION);
        stack.start(Part.APPLICATION);
        stack.start(Part.SIMULATOR);
    }

    /** As it was, for the other tests. */
    @AfterEach
    void removeThem() throws Exception {
        stack.stop(Part.SIMULATOR);
        stack.stop(Part.APPLICATION);
        Files.deleteIfExists(feeds);
        stack.start(Part.APPLICATION);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void write(String name, int lines, String request) throws IOException {
        var text = new StringBuilder();
        String time = LOG_TIME.format(OffsetDateTime.now(ZoneOffset.UTC));
        for (int i = 0; i < lines; i++) {
            text.append("10.0.0.%d - - [%s] \"%s\" 200 512\n".formatted(i % 250, time, request));
        }
        Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void shouldSeeWithinAMinuteWhichFeedsAreHealthyAndWhyOthersAreNot() throws Exception {
        assumeTrue(Chromium.isThere(), "no Chromium on this machine; install it to run the browser test");
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright);
                Page page = Chromium.signIn(browser, stack, "operator", "en-GB")) {
            page.locator("vaadin-side-nav-item[path='feeds']").click();

            await(card(page, "portal-main"), "works");
            await(card(page, "portal-old"), "unreadable");
            assertThat(card(page, "portal-old")).containsText("12 of the last 12 records cannot be read");
            assertThat(card(page, "portal-old").locator(".reasons a").first())
                    .hasAttribute("href", Pattern.compile("quarantine\\?dataset=portal&feed=portal-old&reason=.+"));
            await(card(page, "detectors-north"), "waiting");
            assertThat(card(page, "detectors-north")).containsText("no sender has connected");
            await(card(page, "requests-311"), "fails");
            assertThat(card(page, "requests-311")).containsText("127.0.0.1");
            await(card(page, "push:traffic"), "works");

            write("good.log", 700, "GET /tax HTTP/1.1");
            assertThat(card(page, "portal-main").locator(".figure").nth(3))
                    .containsText("750", new LocatorAssertions.ContainsTextOptions().setTimeout(A_MINUTE_MS));
            page.screenshot(picture("feeds-en-light.png"));
            page.click(".cy-scheme");
            page.locator("html[theme~='dark'] .cy-feeds").waitFor();
            page.evaluate("document.querySelector('.cy-feed-datasets').scrollIntoView()");
            page.screenshot(picture("feeds-en-dark.png"));
        }
        tellOnTheCommandLine();
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright);
                Page page = Chromium.signIn(browser, stack, "operator", "zh-CN")) {
            page.locator("vaadin-side-nav-item[path='feeds']").click();
            await(card(page, "requests-311"), "故障");
            page.screenshot(picture("feeds-zh-light.png"));
            page.evaluate("document.querySelector('.cy-feed-datasets').scrollIntoView()");
            page.screenshot(picture("feeds-zh-light-datasets.png"));
            page.click(".cy-scheme");
            page.locator("html[theme~='dark'] .cy-feeds").waitFor();
            page.screenshot(picture("feeds-zh-dark.png"));
            page.setViewportSize(420, 900);
            page.screenshot(picture("feeds-zh-phone.png"));
        }
    }

    /** What the page said a moment ago. */
    private void tellOnTheCommandLine() throws InterruptedException {
        var works = new CommandLine(stack.home()).run("feeds", "portal-main");
        assertThat(works.exitCode()).as("%s", works).isZero();
        assertThat(works.output()).contains("portal-main").contains(" ok ");
        var all = new CommandLine(stack.home()).run("feeds");
        assertThat(all.exitCode()).as("%s", all).isEqualTo(1);
        assertThat(all.output()).contains("requests-311: Failing since").contains("portal-old: 12 of the last 12");
    }

    private static Locator card(Page page, String feed) {
        return page.locator(".cy-feed[feed='%s']".formatted(feed));
    }

    private static void await(Locator card, String condition) {
        assertThat(card.locator(".condition"))
                .hasText(condition, new LocatorAssertions.HasTextOptions().setTimeout(A_MINUTE_MS));
    }

    private static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setPath(Path.of("target", name)).setFullPage(true);
    }
}
