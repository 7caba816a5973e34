package org.chengyun.dashboard.live;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one open page as new as what it is read from.
 *
 * <p>Thread-safe: pages are read on background threads and shown under the session lock; open and close come from the
 * session's own thread.
 */
public final class LiveReader<T> {
    private final LivePages pages;
    private final Clock clock;
    private final Source<T> source;
    private @Nullable LivePage page;
    private @Nullable Registration cuts;
    private volatile long shownCut;

    /**
     * What a page shows.
     *
     * @param name for the log
     * @param read may block and throw
     * @param show called under the session lock, as is {@code showTrouble}
     */
    public record Source<T>(String name, Supplier<T> read, Consumer<T> show, Runnable showTrouble) {}

    public LiveReader(LivePages pages, Clock clock, Source<T> source) {
        this.pages = pages;
        this.clock = clock;
        this.source = source;
    }

    /**
     * From now on reads at each new cut.
     *
     * @param onCut how to hear of commits
     * @param cutOf the cut that an answer was read at
     */
    public void open(UI ui, Function<LongConsumer, Registration> onCut, ToLongFunction<T> cutOf) {
        LivePage opened = open(pages::open, ui, cutOf);
        cuts = onCut.apply(cut -> {
            if (cut > shownCut) {
                opened.wake();
            }
        });
        opened.wake();
    }

    /** From now on reads again after each pause, whatever was committed. */
    public void open(UI ui, Duration every) {
        open(read -> pages.openEvery(every, read), ui, answer -> 0).wake();
    }

    private LivePage open(Function<BooleanSupplier, LivePage> opening, UI ui, ToLongFunction<T> cutOf) {
        close();
        LivePage opened = opening.apply(() -> refresh(ui, cutOf));
        page = opened;
        return opened;
    }

    /** The question changed. */
    public void wake() {
        if (page != null) {
            page.wake();
        }
    }

    public void close() {
        if (cuts != null) {
            cuts.remove();
            cuts = null;
        }
        if (page != null) {
            page.close();
            page = null;
        }
    }

    private boolean refresh(UI ui, ToLongFunction<T> cutOf) {
        if (!Push.isProven(ui, clock)) {
            return true;
        }
        try {
            T answer = source.read.get();
            shownCut = cutOf.applyAsLong(answer);
            Push.onPage(ui, () -> source.show.accept(answer));
            return true;
        } catch (RuntimeException e) {
            // the reader of the page must learn of it whatever it is, and the next try may succeed
            Log.errorf(e, "%s cannot be read", source.name);
            Push.onPage(ui, source.showTrouble::run);
            return false;
        }
    }
}
