package org.chengyun.api.cut;

import io.quarkus.logging.Log;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Passes notices on. Thread-safe: listeners may come and go on any thread. */
final class CutListeners {
    private final Set<Consumer<CutNotice>> listeners = ConcurrentHashMap.newKeySet();

    CutFeed.Subscription add(Consumer<CutNotice> listener) {
        // A wrapper of its own, so that a listener added twice is told twice and removed once.
        Consumer<CutNotice> added = listener::accept;
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    /** Ids may come out of order, when two engines commit at once: each is passed on. */
    void publish(CutNotice notice) {
        listeners.forEach(listener -> tell(listener, notice));
    }

    private static void tell(Consumer<CutNotice> listener, CutNotice notice) {
        try {
            listener.accept(notice);
        } catch (RuntimeException e) {
            // One listener's fault must not silence the others.
            Log.errorf(e, "a listener to cuts failed: dataset=%s cut=%d", notice.dataset(), notice.cut());
        }
    }
}
