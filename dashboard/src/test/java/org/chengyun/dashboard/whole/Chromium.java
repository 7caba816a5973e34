package org.chengyun.dashboard.whole;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.launcher.stack.LocalStack;

/** The machine's browser, as a test uses it. */
final class Chromium {
    private Chromium() {}

    private static Optional<Path> program() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static boolean isThere() {
        return program().isPresent();
    }

    static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program().orElseThrow())
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A page on which one of the demo people has signed in. */
    static Page signIn(Browser browser, LocalStack stack, String account, String language) throws Exception {
        String password = stack.realm().passwords().get(account);
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(1440, 900).setLocale(language));
        // A busy machine may need minutes for a whole stack: these tests ask what happens, not how fast.
        page.setDefaultTimeout(240_000);
        page.navigate(stack.applicationUrl());
        page.fill("#username", account);
        page.fill("#password", password);
        page.click("#kc-login, [type=submit]");
        return page;
    }
}
