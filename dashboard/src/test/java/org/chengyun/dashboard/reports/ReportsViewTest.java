package org.chengyun.dashboard.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTableRow;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.chengyun.dashboard.PageTest;
import org.chengyun.dashboard.showcase.ShowcaseReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "li", roles = "viewer")
class ReportsViewTest extends PageTest {
    @Inject
    ShowcaseReports reports;

    @BeforeEach
    void speakEnglish() {
        speak(Locale.ENGLISH);
    }

    @AfterEach
    void repair() {
        reports.breakDown(null);
    }

    @Test
    void shouldOfferEachRunInThreeFormats() {
        var view = navigate(ReportsView.class);
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);

        assertThat($(Anchor.class, view).all())
                .extracting(Anchor::getHref)
                .contains(
                        "/api/v1/reports/brief-" + yesterday + "/pdf",
                        "/api/v1/reports/brief-" + yesterday + "/xlsx",
                        "/api/v1/reports/brief-" + yesterday + "/csv");
    }

    @Test
    void shouldListAPageOfRunsAndEarlierOnesOnDemand() {
        var view = navigate(ReportsView.class);
        int total = reports.list().size();
        assertThat($(NativeTableRow.class, view).all()).hasSize(1 + 20);

        test($(NativeButton.class).withText("Show earlier ones").single()).click();

        assertThat($(NativeTableRow.class, view).all()).hasSize(1 + total);
    }

    @Test
    void shouldMakeTodaysBrief() {
        var view = navigate(ReportsView.class);
        int before = reports.list().size();

        test($(NativeButton.class).id("make-report")).click();

        await(() -> text(view).contains("is ready."), "the brief");
        assertThat(reports.list()).hasSize(before + 1);
        assertThat($(NativeButton.class).id("make-report").isEnabled()).isTrue();
    }

    @Test
    void shouldSayWhyABriefCouldNotBeMade() {
        var view = navigate(ReportsView.class);
        reports.breakDown(new IllegalStateException("the day is still empty"));

        test($(NativeButton.class).id("make-report")).click();

        await(() -> text(view).contains("could not be made: the day is still empty"), "the reason");
        assertThat($(NativeButton.class).id("make-report").isEnabled()).isTrue();
    }
}
