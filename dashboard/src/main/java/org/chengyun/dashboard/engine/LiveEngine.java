package org.chengyun.dashboard.engine;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import io.quarkus.logging.Log;
import java.time.Clock;
import org.chengyun.api.engine.EngineAnswer;
import org.chengyun.dashboard.live.LivePage;
import org.chengyun.dashboard.live.LivePages;
import org.chengyun.dashboard.live.Push;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one open page at the latest cut.
 *
 * <p>Thread-safe: the engine is read on background threads and shown under the session lock; open and close come from the
 * session's own thread.
 */
final class LiveEngine {
    private final EngineStatus engine;
    private final LivePages pages;
    private final EngineBoard board;
    private final Clock clock;
    private @Nullable LivePage page;
    private @Nullable Registration cuts;
    private volatile long shownCut;

    LiveEngine(EngineStatus engine, LivePages pages, EngineBoard board, Clock clock) {
        this.engine = engine;
        this.pages = pages;
        this.board = board;
        this.clock = clock;
    }

    void open(UI ui) {
        close();
        LivePage opened = pages.open(() -> refresh(ui));
        page = opened;
        cuts = engine.onCut(cut -> {
            if (cut > shownCut) {
                opened.wake();
            }
        });
        opened.wake();
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
        try {
            EngineAnswer read = engine.read();
            shownCut = read.cut();
            Push.onPage(ui, () -> board.show(read));
            return true;
        } catch (RuntimeException e) {
            // the reader of the page must learn of it whatever it is, and the next try may succeed
            Log.error("the engine's state cannot be read", e);
            Push.onPage(ui, board::showTrouble);
            return false;
        }
    }
}
