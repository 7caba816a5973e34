package org.chengyun.dashboard.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.QueryParameters;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.Locale;
import org.chengyun.api.quarantine.ReplayWish;
import org.chengyun.dashboard.PageTest;
import org.chengyun.dashboard.showcase.ShowcaseQuarantine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "otto",
        roles = {"viewer", "operator"})
class QuarantineViewTest extends PageTest {
    @Inject
    ShowcaseQuarantine quarantine;

    @BeforeEach
    void speakEnglish() {
        speak(Locale.ENGLISH);
    }

    @AfterEach
    void repair() {
        quarantine.breakDown(null);
        quarantine.fill();
    }

    private Component open(String address) {
        String[] parts = address.split("\\?", 2);
        QueryParameters asked = parts.length > 1 ? QueryParameters.fromString(parts[1]) : QueryParameters.empty();
        UI.getCurrent().navigate(parts[0], asked);
        return (Component) getCurrentView();
    }

    @Test
    void shouldShowReasonsWithWhatTheyMean() {
        var view = open("quarantine");

        assertThat(text(view))
                .contains("time-malformedA time that cannot be read", "detectors-north1,234", "line-malformed")
                .doesNotContain("What to do");
    }

    @Test
    void shouldShowBytesAsTextWhateverTheyHold() {
        var view = open("quarantine?feed=detectors-north&reason=time-malformed");

        assertThat(text(view))
                .contains("What to do: Add the form of the time", "Record 29", "north.csv, byte 1160")
                .doesNotContain("line-malformed", "\u202e", "\u0000");
        Pre first = $(Pre.class, view).all().getFirst();
        assertThat(first.getText()).isEqualTo("29,<img src=x onerror=alert(1)>,\\u202e2026-03-02 at 08:00\\x00");
        assertThat(first.getElement().getOuterHTML()).contains("&lt;img src=x");
        assertThat($(Pre.class, view).all().get(1).getText()).startsWith("000000  32 39 2c 3c 69 6d 67 20");
        assertThat($(Pre.class, view).all()).hasSize(20);

        test($(NativeButton.class).withText("Show more").single()).click();

        assertThat($(Pre.class, view).all()).hasSize(40);
    }

    @Test
    void shouldTryAgainAndThenReplay() {
        var view = open("quarantine?feed=detectors-north");
        $(Input.class).id("format").setValue(" detector-json ");

        test($(NativeButton.class).id("try-again")).click();

        await(() -> text(view).contains("1,230 of 1,234 records can be read now and would become 1,231"), "the trial");
        assertThat(text(view))
                .contains("Nothing was changed. The others stay: 4 number-malformed.")
                .contains("✓29at=2026-03-02T00:00:00Z site=S1", "✗28number-malformed: <b>many</b>");
        assertThat(quarantine.asked())
                .containsExactly(new ReplayWish("traffic", "detectors-north", "time-malformed", "detector-json", true));

        $(Input.class).id("format").setValue("");
        test($(NativeButton.class).id("replay")).click();

        await(() -> text(view).contains("1,230 of 1,234 records were read and sent on"), "the replay");
        assertThat(quarantine.asked().getLast())
                .isEqualTo(new ReplayWish("traffic", "detectors-north", "time-malformed", null, false));
        assertThat(text(view)).contains("Nothing is in quarantine");
    }

    @Test
    void shouldShowWhatIsPushedAndLoadedAsTheFeedsPageNamesIt() {
        assertThat(text(open("quarantine?dataset=events&feed=push:events&reason=value-missing")))
                .contains("push:water-authority", "push:parks")
                .doesNotContain("events-0123", "push:signals", "time-malformed");
        assertThat(text(open("quarantine?feed=load:events&reason=value-missing")))
                .contains("events-0123456789abcdef0123")
                .doesNotContain("push:");
        assertThat(text(open("quarantine?dataset=traffic")))
                .contains("push:signals", "detectors-north")
                .doesNotContain("push:parks");
    }

    @Test
    void shouldCancelWhatStillWaits() {
        quarantine.sendIngestAway();
        var view = open("quarantine?feed=detectors-north");
        test($(NativeButton.class).id("replay")).click();
        await(() -> text(view).contains("Waiting for ingest"), "the wish");
        await(() -> isOffered("cancel"), "the button");

        test($(NativeButton.class).id("cancel")).click();

        await(() -> text(view).contains("Cancelled: nothing was read."), "the end");
        assertThat(isOffered("cancel")).isFalse();
        assertThat($(NativeButton.class).id("replay").isEnabled()).isTrue();
        assertThat(text(view)).contains("detectors-north1,234");
    }

    /** Invisible ones are not found. */
    private boolean isOffered(String id) {
        return $(NativeButton.class).all().stream()
                .anyMatch(button -> button.getId().orElse("").equals(id));
    }

    @Test
    void shouldCancelWhatSomebodyElseAskedFor() {
        quarantine.sendIngestAway();
        quarantine.ask(new ReplayWish("traffic", null, null, null, false), "vera");

        var view = open("quarantine");
        assertThat(text(view)).contains("Replay 1 of traffic, which otto asked for on", "waits for ingest.");
        test($(NativeButton.class).withText("Cancel").all().getFirst()).click();

        assertThat(text(view)).doesNotContain("waits for ingest.");
    }

    @Test
    void shouldSayWhyItCannot() {
        var view = open("quarantine?reason=time-malformed");
        quarantine.breakDown(new IllegalStateException("records are being read again already"));

        test($(NativeButton.class).id("try-again")).click();

        await(() -> text(view).contains("It could not be done: records are being read again already"), "the reason");
        assertThat($(NativeButton.class).id("try-again").isEnabled()).isTrue();
        assertThat(text(open("quarantine"))).contains("cannot be read at the moment");
    }

    @Test
    void shouldKeepWhatMayNamePeopleFromOperators() {
        assertThat(text(open("quarantine?feed=portal-main"))).contains("bytes that may name people");
    }

    @Test
    @TestSecurity(
            user = "ada",
            roles = {"viewer", "operator", "admin"})
    void shouldShowAdminsWhatMayNamePeople() {
        assertThat(text(open("quarantine?feed=portal-main")))
                .contains("onerror")
                .doesNotContain("may name people");
    }

    @Test
    @TestSecurity(user = "wang", roles = "viewer")
    void shouldLetNoViewerIn() {
        assertThat(text(open("quarantine"))).contains("You may not see this page");
    }
}
