package org.chengyun.dashboard.feeds;

import com.vaadin.flow.component.UI;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import org.chengyun.api.feed.FeedsAnswer;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.live.LivePage;
import org.chengyun.dashboard.live.LivePages;
import org.chengyun.dashboard.live.Push;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one open page as new as what the processes write. Not by cuts: a feed that fails makes none.
 *
 * <p>Thread-safe: the feeds are read on background threads and shown under the session lock; open and close come from the
 * session's own thread.
 */
final class LiveFeeds {
    private final FeedStatus feeds;
    private final Scope scope;
    private final LivePages pages;
    private final FeedsBoard board;
    private final Clock clock;
    private final Duration every;
    private @Nullable LivePage page;

    LiveFeeds(FeedStatus feeds, Scope scope, LivePages pages, FeedsBoard board, Clock clock, Duration every) {
        this.feeds = feeds;
        this.scope = scope;
        this.pages = pages;
        this.board = board;
        this.clock = clock;
        this.every = every;
    }

    void open(UI ui) {
        close();
        LivePage opened = pages.openEvery(every, () -> refresh(ui));
        page = opened;
        opened.wake();
    }

    void close() {
        if (page != null) {
            page.close();
            page = null;
        }
    }

    private boolean refresh(UI ui) {
        if (!Push.isProven(ui, clock)) {
            return true;
        }
        try {
            FeedsAnswer read = feeds.read(scope);
            Push.onPage(ui, () -> board.show(read));
            return true;
        } catch (RuntimeException e) {
            // the reader of the page must learn of it whatever it is, and the next try may succeed
            Log.error("the health of the feeds cannot be read", e);
            Push.onPage(ui, board::showTrouble);
            return false;
        }
    }
}
