package org.chengyun.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.popover.Popover;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.Locale;
import org.chengyun.dashboard.PageTest;
import org.chengyun.dashboard.chart.SeriesChart;
import org.chengyun.dashboard.showcase.ShowcaseOverview;
import org.chengyun.dashboard.trust.TrustChip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "li", roles = "viewer")
class OverviewViewTest extends PageTest {
    @Inject
    ShowcaseOverview city;

    @BeforeEach
    void forget() {
        city.forget();
        speak(Locale.ENGLISH);
    }

    @Test
    void shouldShowTheDomainsWithTheirTrust() {
        city.commit();
        open();

        assertThat($(H2.class).all())
                .extracting(PageTest::text)
                .containsExactly("Government portal", "Road traffic", "City events");
        assertThat($(FigureTile.class).all()).hasSize(12);
        assertThat(text($(TrustChip.class).all().getFirst())).isEqualTo("99%provisionalcut 1,200");
        assertThat($(SeriesChart.class).all()).hasSize(3);
    }

    @Test
    void shouldTellNoDataFromZero() {
        city.commit();
        open();

        var errors = tile("Errors (5xx)");
        var parking = tile("Parking free");
        assertThat(text(errors)).contains("0requests");
        assertThat(text(parking)).startsWith("Parking freeno data–");
    }

    @Test
    void shouldFollowACommitWithoutBeingAsked() {
        city.commit();
        open();
        city.commit();

        await(() -> text($(TrustChip.class).all().getFirst()).contains("cut 1,201"), "the chip at cut 1,201");
    }

    @Test
    void shouldExplainTheTrustInWords() {
        city.commit();
        open();

        test($(TrustChip.class).all().getFirst()).click();

        assertThat(text($(Popover.class)
                        .withPropertyValue(Popover::isOpened, true)
                        .single()))
                .contains("99% of the expected observations have arrived")
                .contains("Provisional: more observations are expected")
                .contains("(Asia/Shanghai)")
                .contains("Never corrected")
                .contains("No observation came late")
                .contains("portal.requests@1")
                .contains("of the made-up city");
    }

    @Test
    void shouldSayThatNothingWasCommittedYet() {
        navigate(OverviewView.class);
        await(() -> text(getCurrentPage()).contains("nothing has been committed"), "the empty page");

        city.commit();
        await(() -> !$(FigureTile.class).all().isEmpty(), "figures after the first commit");
    }

    @Test
    void shouldKeepTheNumbersAndSaySoWhenTheyCannotBeRead() {
        city.commit();
        open();
        city.breakDown(new IllegalStateException("database gone"));
        city.commit();

        await(() -> !trouble().isEmpty(), "the trouble banner");
        assertThat($(FigureTile.class).all()).hasSize(12);

        city.breakDown(null);
        await(() -> trouble().isEmpty(), "the end of the trouble, without a new commit");
    }

    @Test
    void shouldSpeakChinese() {
        speak(Locale.SIMPLIFIED_CHINESE);
        // a page is opened at the start of each test, in English
        UI.getCurrent().navigate("reports");
        city.commit();
        open();

        assertThat($(H2.class).all()).extracting(PageTest::text).containsExactly("政务门户", "道路交通", "城市事件");
        assertThat(text($(TrustChip.class).all().getFirst())).isEqualTo("99%暂定切面 1,200");
    }

    @Test
    void shouldKeepTheHorizonInTheAddress() {
        city.commit();
        open();
        test($(NativeButton.class).withText("2 days").single()).click();

        await(() -> text(getCurrentPage()).contains("vs last hour"), "hours instead of minutes");
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPathWithQueryParameters())
                .isEqualTo("?show=days");
    }

    @Test
    void shouldSwitchAChartToItsTable() {
        city.commit();
        open();
        var toTable = $(NativeButton.class)
                .withAttribute("aria-label", "Requests: as a table")
                .all()
                .getFirst();
        test(toTable).click();

        assertThat($(SeriesChart.class).all().getFirst().getElement().getProperty("table", false))
                .isTrue();
        assertThat(toTable.getElement().getAttribute("aria-pressed")).isEqualTo("true");
    }

    @Test
    void shouldListenNoMoreAfterThePageIsLeft() {
        UI.getCurrent().navigate("reports");
        int before = city.listeners();
        city.commit();
        open();
        assertThat(city.listeners()).isEqualTo(before + 1);

        UI.getCurrent().navigate("reports");

        assertThat(city.listeners()).isEqualTo(before);
    }

    private void open() {
        navigate(OverviewView.class);
        await(() -> !$(FigureTile.class).all().isEmpty(), "figures");
    }

    private Div getCurrentPage() {
        return (Div) getCurrentView();
    }

    private FigureTile tile(String label) {
        return $(FigureTile.class).all().stream()
                .filter(tile -> text(tile).startsWith(label))
                .findFirst()
                .orElseThrow();
    }

    private String trouble() {
        return $(Board.class).single().getElement().getProperty("trouble", "");
    }
}
