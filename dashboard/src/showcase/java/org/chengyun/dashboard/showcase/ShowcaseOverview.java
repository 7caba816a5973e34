package org.chengyun.dashboard.showcase;

import com.vaadin.flow.shared.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.overview.Overview;
import org.chengyun.dashboard.overview.OverviewPage;
import org.jspecify.annotations.Nullable;

/** The made-up city as a source of numbers. Thread-safe. */
@ApplicationScoped
public class ShowcaseOverview implements Overview {
    private static final int FIRST_CUT = 1200;

    private final Clock clock;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong cut = new AtomicLong();
    private volatile Instant committedAt = Instant.EPOCH;
    private volatile @Nullable RuntimeException outage;

    ShowcaseOverview(Clock clock) {
        this.clock = clock;
    }

    @Override
    public OverviewPage read(Locale locale, Scope scope, Horizon horizon) {
        if (outage != null) {
            throw outage;
        }
        long at = cut.get();
        return at == 0
                ? new OverviewPage(0, null, List.of())
                : new OverviewPage(at, committedAt, new ShowcaseCity(locale, horizon, at, committedAt).domains());
    }

    @Override
    public Registration onCut(LongConsumer listener) {
        return Registration.addAndRemove(listeners, listener);
    }

    /** Commits a cut now and tells the listeners. */
    public void commit() {
        committedAt = clock.instant();
        long committed = cut.updateAndGet(last -> Math.max(FIRST_CUT, last + 1));
        listeners.forEach(listener -> listener.accept(committed));
    }

    /** The newest commit; 0 before the first. */
    public long cut() {
        return cut.get();
    }

    /** From now on reading fails with {@code reason}; null ends it. */
    public void breakDown(@Nullable RuntimeException reason) {
        outage = reason;
    }

    /** Back to a city that has committed nothing. */
    public void forget() {
        cut.set(0);
        outage = null;
    }

    public int listeners() {
        return listeners.size();
    }
}
