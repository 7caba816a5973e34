package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.Test;

/** An official signs in and sees the numbers change. Leaves its pictures in {@code target/}. */
class SignInIT {
    @Test
    void shouldShowNumbersThatChange() throws Exception {
        assumeTrue(Chromium.isThere(), "no Chromium on this machine; install it to run the browser test");
        LocalStack stack = WholeStack.get();
        stack.start(Part.SIMULATOR);

        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright);
                // When
                Page page = Chromium.signIn(browser, stack, "viewer", "zh-CN")) {
            // Then
            Locator figures = page.locator(".cy-figure .number");
            figures.first().waitFor();
            String first = String.join("|", figures.allTextContents());
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "overview-first.png")));
            page.waitForCondition(
                    () -> !String.join("|", figures.allTextContents()).equals(first));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "overview.png")));
            assertThat(page.locator("vaadin-app-layout").count()).isEqualTo(1);
            PushDelay.measure(page, stack.database());
        }
    }
}
