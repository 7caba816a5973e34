package org.chengyun.dashboard.metric;

import com.vaadin.flow.shared.Registration;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.chengyun.dashboard.access.Scope;

/** Where the page of a metric gets its numbers from. Implementations are thread-safe and may block. */
public interface MetricPages {
    /**
     * All numbers of the page, read at one cut. Throws an unchecked exception if they cannot be read.
     *
     * @param locale language of labels, meanings and units
     * @param scope what the reader may see; numbers outside it are left out here, not on the page
     */
    MetricPage read(Locale locale, Scope scope, MetricQuestion question);

    /** Calls {@code listener} with the number of each commit, on any thread, in order or not. It returns at once. */
    Registration onCut(LongConsumer listener);
}
