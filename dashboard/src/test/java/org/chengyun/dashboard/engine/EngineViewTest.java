package org.chengyun.dashboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeButton;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.Locale;
import org.chengyun.dashboard.PageTest;
import org.chengyun.dashboard.showcase.ShowcaseEngine;
import org.chengyun.dashboard.showcase.ShowcaseOverview;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "li",
        roles = {"viewer", "operator"})
class EngineViewTest extends PageTest {
    @Inject
    ShowcaseOverview overview;

    @Inject
    ShowcaseEngine engine;

    @BeforeEach
    void commit() {
        speak(Locale.ENGLISH);
        overview.commit();
    }

    @AfterEach
    void repair() {
        engine.breakDown(null);
        overview.forget();
    }

    @Test
    void shouldTellHowTheEngineStandsAndFollowIt() {
        var view = navigate(EngineView.class);

        await(() -> text(view).contains("Traffic sensors"), "the first numbers");
        assertThat(text(view))
                .contains("2 min behind the clock", "17records to be read", "2,494over the last minute")
                .contains("is open: waiting for partition 3, silent since 10:02:00.")
                .contains("idle");
        assertThat(text(view)).contains("cut 1,200");

        overview.commit();

        await(() -> text(view).contains("cut 1,201"), "the next cut");
    }

    @Test
    void shouldTellEachFaultOfAnAudit() {
        var view = navigate(EngineView.class);

        assertThat(text(view))
                .contains("does not add up", "adds up", "cut 1717 read 900 events but accounts for 899", "every night");
    }

    @Test
    void shouldAuditNow() {
        var view = navigate(EngineView.class);

        test($(NativeButton.class).id("run-audit")).click();

        await(() -> text(view).contains("all cuts"), "the verdict");
        assertThat($(NativeButton.class).id("run-audit").isEnabled()).isTrue();
        assertThat(engine.audits().getFirst().askedBy()).isEqualTo("li");
    }

    @Test
    void shouldSayWhyAnAuditCouldNotBeMade() {
        var view = navigate(EngineView.class);
        engine.breakDown(new IllegalStateException("the database is away"));

        test($(NativeButton.class).id("run-audit")).click();

        await(() -> text(view).contains("could not be made: the database is away"), "the reason");
    }

    @Test
    @TestSecurity(user = "wang", roles = "viewer")
    void shouldNotLetAViewerAudit() {
        var view = navigate(EngineView.class);

        assertThat($(NativeButton.class, view).all()).isEmpty();
        assertThat(text(view)).contains("Audits");
    }

    @Test
    void shouldStopListeningWhenLeft() {
        int before = overview.listeners();
        navigate(EngineView.class);
        assertThat(overview.listeners()).isEqualTo(before + 1);

        UI.getCurrent().navigate("reports");

        assertThat(overview.listeners()).isEqualTo(before);
    }
}
