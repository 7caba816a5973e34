package org.chengyun.dashboard.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.Test;

/** An operator looks at the engine while it works, and proves its books. Leaves pictures in {@code target/}. */
class EnginePageIT {
    private static final double PATIENCE_MS = 60_000;

    @Test
    void shouldFollowTheEngineAndAuditIt() throws Exception {
        assumeTrue(Chromium.isThere(), "no Chromium on this machine; install it to run the browser test");
        LocalStack stack = WholeStack.get();
        stack.start(Part.SIMULATOR);

        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright);
                Page page = Chromium.signIn(browser, stack, "operator", "zh-CN")) {
            // Given
            page.locator("vaadin-side-nav-item[path='engine']").click();
            var cuts = page.locator(".cy-domain[dataset='traffic'] .tables > div:last-child td:first-child");
            cuts.first().waitFor();
            String first = cuts.first().textContent();
            page.waitForCondition(() -> !cuts.first().textContent().equals(first));

            // When
            page.click("#run-audit");

            // Then
            var verdicts = page.locator(".cy-audits .verdict");
            assertThat(verdicts.first())
                    .hasText(Pattern.compile("守恒"), new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
            assertThat(verdicts).hasText(new String[] {"守恒", "守恒", "守恒"});
            page.screenshot(picture("engine-audits.png"));
            page.evaluate("document.querySelector('.cy-engine').scrollIntoView()");
            page.screenshot(picture("engine-light.png"));
            page.click(".cy-scheme");
            page.locator("html[theme~='dark'] .cy-engine").waitFor();
            page.screenshot(picture("engine-dark.png"));
        }
    }

    private static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setPath(Path.of("target", name));
    }
}
