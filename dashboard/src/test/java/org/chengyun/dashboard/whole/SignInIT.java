package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.Test;

/** An official signs in and sees the numbers change. Leaves its pictures in {@code target/}. */
class SignInIT {
    private static Path chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
    }

    @Test
    void shouldShowNumbersThatChange() throws Exception {
        Path chromium = chromium();
        assumeTrue(!chromium.toString().isEmpty(), "no Chromium on this machine; install it to run the browser test");
        LocalStack stack = WholeStack.get();
        stack.start(Part.SIMULATOR);
        String password = stack.realm().passwords().get("viewer");

        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of(
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync")));
                Page page = browser.newPage(
                        new Browser.NewPageOptions().setViewportSize(1440, 900).setLocale("zh-CN"))) {
            // Given
            page.navigate(stack.applicationUrl());
            page.fill("#username", "viewer");
            page.fill("#password", password);

            // When
            page.click("#kc-login, [type=submit]");

            // Then
            Locator figures = page.locator(".cy-figure .number");
            figures.first().waitFor();
            String first = String.join("|", figures.allTextContents());
            page.waitForCondition(
                    () -> !String.join("|", figures.allTextContents()).equals(first));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "overview.png")));
            assertThat(page.locator("vaadin-app-layout").count()).isEqualTo(1);
            PushDelay.measure(page, stack.database());
        }
    }
}
