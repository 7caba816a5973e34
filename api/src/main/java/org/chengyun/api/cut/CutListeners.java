package org.chengyun.api.cut;

import io.quarkus.logging.Log;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Passes notices on. Thread-safe: listeners may come and go on any thread. */
final class CutListeners {
    private final Map<Object, Consumer<CutNotice>> listeners = new ConcurrentHashMap<>();

    CutFeed.Subscription add(Consumer<CutNotice> listener) {
        Object key = new Object();
        listeners.put(key, listener);
        return () -> listeners.remove(key);
    }

    /** Ids may come out of order, when two engines commit at once: each is passed on. */
    void publish(CutNotice notice) {
        listeners.values().forEach(listener -> tell(listener, notice));
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
