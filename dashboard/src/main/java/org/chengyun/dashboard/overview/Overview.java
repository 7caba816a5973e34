package org.chengyun.dashboard.overview;

import com.vaadin.flow.shared.Registration;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.card.Horizon;

/**
 * Where the overview page gets its numbers from; the page's only door to the rest of Chengyun.
 *
 * <p>Implementations are thread-safe. Every open page calls {@link #read} once per cut, so the same question at the same
 * cut should be answered from memory.
 */
public interface Overview {
    /**
     * All numbers of the page, read at one cut.
     *
     * <p>May block. Throws an unchecked exception if the numbers cannot be read; the page then says so, keeps what it
     * shows, and asks again.
     *
     * @param locale language of labels, meanings and units: {@code en} or {@code zh-CN}
     * @param scope what the reader may see; numbers outside it are left out here, not on the page
     */
    OverviewPage read(Locale locale, Scope scope, Horizon horizon);

    /**
     * Calls {@code listener} with the number of each commit, on any thread, in cut order or not.
     *
     * <p>The listener returns at once and never throws. A cut may be skipped if a newer one follows.
     */
    Registration onCut(LongConsumer listener);
}
