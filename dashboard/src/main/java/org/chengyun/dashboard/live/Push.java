package org.chengyun.dashboard.live;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;

/** Changes pages from background threads. */
public final class Push {
    /** Three heartbeats: a browser that missed them is gone, or may not read on because it is signed in no longer. */
    private static final Duration UNPROVEN_AFTER = Duration.ofMinutes(3);

    private Push() {}

    /** Changes the page under its session's lock; nothing if it was closed meanwhile. */
    public static void onPage(UI ui, Command change) {
        try {
            // what goes wrong in there is reported by the session's error handler
            var unused = ui.access(change);
        } catch (UIDetachedException e) {
            Log.debug("page closed while it was read");
        }
    }

    /** Whether the browser was heard of lately: only then may the page go on reading. */
    public static boolean isProven(UI ui, Clock clock) {
        long silentMs = clock.millis() - ui.getInternals().getLastHeartbeatTimestamp();
        return silentMs < UNPROVEN_AFTER.toMillis();
    }
}
