package org.chengyun.dashboard.feeds;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import org.chengyun.dashboard.DashboardConfig;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.access.Viewers;
import org.chengyun.dashboard.frame.Frame;
import org.chengyun.dashboard.live.LivePages;
import org.chengyun.dashboard.live.LiveReader;
import org.chengyun.dashboard.words.Notation;

/**
 * Whether the feeds are healthy, live. For operators: what fails is told with its addresses and files.
 *
 * <p>Background threads never call this class: Quarkus checks the roles at each of its methods, and they have none.
 */
@Route(value = "feeds", layout = Frame.class)
@RolesAllowed("operator")
public class FeedsView extends Div implements HasDynamicTitle {
    FeedsView(FeedStatus feeds, LivePages pages, Viewers viewers, DashboardConfig config, Clock clock) {
        var board = new FeedsBoard(new Notation(getLocale(), config.zone()), clock, config.staleAfter());
        Scope scope = viewers.current().scope();
        var live = new LiveReader<>(
                pages,
                clock,
                new LiveReader.Source<>(
                        "the health of the feeds", () -> feeds.read(scope), board::show, board::showTrouble));
        // on the board, not on this class: a session may end in the background, where nobody has a role
        // not by cuts: a feed that fails makes none
        board.addAttachListener(event -> live.open(event.getUI(), config.readFeedsEvery()));
        board.addDetachListener(event -> live.close());
        addClassName("cy-feeds-page");
        add(board);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("feeds.title");
    }
}
