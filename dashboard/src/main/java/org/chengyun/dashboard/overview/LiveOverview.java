package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.util.Locale;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.live.LivePage;
import org.chengyun.dashboard.live.LivePages;
import org.chengyun.dashboard.live.Push;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one open page at the latest cut.
 *
 * <p>Thread-safe: pages are read on background threads and shown under the session lock; open and close come from the
 * session's own thread.
 */
final class LiveOverview {
    private final Overview overview;
    private final LivePages pages;
    private final Scope scope;
    private final Locale locale;
    private final Toolbar toolbar;
    private final Board board;
    private final Clock clock;
    private @Nullable LivePage page;
    private @Nullable Registration cuts;
    private volatile Horizon horizon = Horizon.HOUR;
    private volatile long shownCut;

    LiveOverview(
            Overview overview, LivePages pages, Scope scope, Locale locale, Toolbar toolbar, Board board, Clock clock) {
        this.overview = overview;
        this.pages = pages;
        this.scope = scope;
        this.locale = locale;
        this.toolbar = toolbar;
        this.board = board;
        this.clock = clock;
    }

    void open(UI ui) {
        close();
        LivePage opened = pages.open(() -> refresh(ui));
        page = opened;
        cuts = overview.onCut(notice -> {
            if (notice.cut() > shownCut) {
                opened.wake();
            }
        });
        opened.wake();
    }

    void look(Horizon wanted) {
        horizon = wanted;
        if (page != null) {
            page.wake();
        }
    }

    void close() {
        if (cuts != null) {
            cuts.remove();
            cuts = null;
        }
        if (page != null) {
            page.close();
            page = null;
        }
    }

    private boolean refresh(UI ui) {
        if (!Push.isProven(ui, clock)) {
            return true;
        }
        Horizon asked = horizon;
        try {
            OverviewPage read = overview.read(locale, scope, asked);
            shownCut = read.cut();
            Push.onPage(ui, () -> show(read, asked));
            return true;
        } catch (RuntimeException e) {
            // the reader of the page must learn of it whatever it is, and the next try may succeed
            Log.error("overview cannot be read", e);
            Push.onPage(ui, board::showTrouble);
            return false;
        }
    }

    private void show(OverviewPage read, Horizon asked) {
        if (asked == horizon) {
            toolbar.show(read);
            board.show(read, asked);
        }
    }
}
