package org.chengyun.dashboard.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.popover.Popover;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.chengyun.dashboard.PageTest;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.chart.SeriesChart;
import org.chengyun.dashboard.showcase.ShowcaseMetrics;
import org.chengyun.dashboard.showcase.ShowcaseOverview;
import org.chengyun.dashboard.trust.TrustChip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "li", roles = "viewer")
class MetricViewTest extends PageTest {
    @Inject
    ShowcaseOverview overview;

    @Inject
    ShowcaseMetrics metrics;

    @BeforeEach
    void commit() {
        speak(Locale.ENGLISH);
        overview.commit();
    }

    @AfterEach
    void repair() {
        metrics.breakDown(null);
        overview.forget();
    }

    private MetricView open(String metric) {
        MetricNavigation.show(UI.getCurrent(), new MetricQuestion(metric, Horizon.DAYS, List.of()));
        return $(MetricView.class).single();
    }

    @Test
    void shouldShowTheFirstMetricWithItsDefinition() {
        MetricView view = open("");

        await(() -> text(view).contains("traffic.speed.road.percentiles@1"), "the definition");
        assertThat(text(view)).contains("85th percentile speed by road: p15, p50, p85", "5m, 1h, 1d, day", "cut 1,200");
        assertThat(visible()).hasSize(1);

        overview.commit();

        await(() -> text(view).contains("cut 1,201"), "the next cut");
    }

    private List<SeriesChart> visible() {
        return $(SeriesChart.class).all().stream()
                .filter(SeriesChart::isVisible)
                .toList();
    }

    @Test
    void shouldStateTheErrorBoundOfPercentiles() {
        MetricView view = open("");
        await(() -> text(view).contains("p85"), "the chart");

        test($(TrustChip.class).all().getFirst()).click();

        assertThat(text($(Popover.class)
                        .withPropertyValue(Popover::isOpened, true)
                        .single()))
                .contains("p15, p50, p85: the rank is exact, the value within 0.8% of itself.");
    }

    @Test
    void shouldTellSessionsTogether() {
        MetricView view = open("portal.sessions.service");

        await(() -> text(view).contains("portal.sessions.service@1"), "the definition");
        assertThat(text(view))
                .contains("ends after 30m without an observation", "(bot is null or not bot)")
                .contains("10,412231 of them still open")
                .contains("2.2 min9 of 10 up to 11.7 min; longest 15 min")
                .contains("69 of 10 up to 17; 88,940 in all")
                .contains("5%611 sessions")
                .contains("Social security enquiry2,14053")
                .contains("Building permits and completion acceptance30–––––")
                .contains("And 2 more groups");
    }

    @Test
    void shouldSayThatThereIsNoSuchMetric() {
        MetricView view = open("portal.nothing");

        await(() -> text(view).contains("There is no such metric"), "the sentence");
    }

    @Test
    void shouldKeepTheNumbersWhenTheyCannotBeRead() {
        MetricView view = open("");
        await(() -> text(view).contains("p85"), "the chart");
        metrics.breakDown(new IllegalStateException("the database is away"));

        overview.commit();

        await(
                () -> !$(MetricBoard.class)
                        .single()
                        .getElement()
                        .getProperty("trouble", "")
                        .isEmpty(),
                "the word of trouble");
        assertThat(text(view)).contains("p85");
    }
}
