package org.chengyun.dashboard.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.sidenav.SideNavItem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.chengyun.dashboard.PageTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class FrameTest extends PageTest {
    @Test
    @TestSecurity(
            user = "li",
            roles = {"viewer", "operator"})
    void shouldNameThePersonAndTheRoles() {
        speak(Locale.ENGLISH);
        UI.getCurrent().navigate("reports");

        assertThat(text($(H1.class).single())).isEqualTo("Reports");
        assertThat($(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .containsExactly("City overview", "Metrics", "Reports", "Feeds", "Engine", "Quarantine");
        assertThat(text($(Popover.class).all().getFirst())).isEqualTo("liViewer, OperatorSign out");
    }

    @Test
    @TestSecurity(user = "li", roles = "viewer")
    void shouldSwitchTheLanguageAndRememberIt() {
        speak(Locale.ENGLISH);
        UI.getCurrent().navigate("reports");

        test($(NativeButton.class).withText("中文").single()).click();

        assertThat(UI.getCurrent().getSession().getLocale()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @Test
    @TestSecurity(user = "wang", roles = "feed")
    void shouldTellAPersonWithoutTheRole() {
        speak(Locale.ENGLISH);
        UI.getCurrent().navigate("");

        assertThat(text((com.vaadin.flow.component.Component) getCurrentView())).contains("You may not see this page");
    }

    @Test
    void shouldShowNothingToAnybodyWhoIsNotSignedIn() {
        UI.getCurrent().navigate("");

        assertThat(getCurrentView().getElement().getTextRecursively()).doesNotContain("Government portal", "cut");
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveAFileForEveryIcon(Icon icon) {
        assertThat(Files.exists(Path.of("src/main/resources/META-INF/resources/icons/" + icon.file() + ".svg")))
                .isTrue();
    }
}
