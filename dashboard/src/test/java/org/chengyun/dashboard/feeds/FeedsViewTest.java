package org.chengyun.dashboard.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.sidenav.SideNavItem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.Locale;
import org.chengyun.dashboard.PageTest;
import org.chengyun.dashboard.showcase.ShowcaseFeeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "li",
        roles = {"viewer", "operator"})
class FeedsViewTest extends PageTest {
    @Inject
    ShowcaseFeeds feeds;

    @AfterEach
    void repair() {
        feeds.breakDown(null);
        feeds.mend(false);
    }

    @Test
    void shouldTellWhatIsWrongAndWhatToDo() {
        speak(Locale.ENGLISH);
        var view = navigate(FeedsView.class);

        await(() -> text(view).contains("detectors-south"), "the feeds");
        assertThat(text(view))
                .contains("1 in order · 0 need attention · 1 down")
                .contains(
                        "Traffic sensors · MQTT · access-log",
                        "fails",
                        "Connection refused",
                        "It is tried again by itself.")
                .contains("usual now: 1,187", "72,200 decoded, 14.3 MB", "0 B left to be read")
                .contains("K-1207", "4of 180", "17in the last hour");
        assertThat(text(view).indexOf("detectors-south")).isLessThan(text(view).indexOf("portal-main"));
    }

    @Test
    void shouldLeadToTheQuarantineOfTheFeed() {
        speak(Locale.ENGLISH);
        var view = navigate(FeedsView.class);

        await(() -> text(view).contains("time-malformed"), "the reasons");
        assertThat($(Anchor.class, view).all().stream().map(Anchor::getHref))
                .contains("quarantine?dataset=portal&feed=portal-main&reason=time-malformed");
    }

    @Test
    void shouldFollowByItself() {
        speak(Locale.SIMPLIFIED_CHINESE);
        var view = navigate(FeedsView.class);
        await(() -> text(view).contains("出现故障"), "the feeds");

        feeds.mend(true);

        await(() -> !text(view).contains("detectors-south"), "the next look");
        assertThat(text(view)).contains("1 个正常 · 0 个需关注 · 0 个故障", "运行正常");
    }

    @Test
    void shouldSayThatTheFeedsCannotBeRead() {
        speak(Locale.ENGLISH);
        feeds.breakDown(new IllegalStateException("the database is away"));
        var view = navigate(FeedsView.class);

        await(
                () -> !view.getChildren()
                        .findFirst()
                        .orElseThrow()
                        .getElement()
                        .getProperty("trouble", "")
                        .isEmpty(),
                "the trouble");
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void shouldBeForOperatorsAlone() {
        speak(Locale.ENGLISH);
        UI.getCurrent().navigate("feeds");

        assertThat(text((com.vaadin.flow.component.Component) getCurrentView())).contains("You may not see this page");
        assertThat($(SideNavItem.class).all()).extracting(SideNavItem::getLabel).doesNotContain("Feeds");
    }
}
