package org.chengyun.api.reading;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.chengyun.api.access.Scope;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.cut.Cuts;
import org.chengyun.api.session.Summaries;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.api.top.Tops;
import org.chengyun.api.window.RowMaker;
import org.chengyun.api.window.Windows;

/** The door for views, reports and exports. Thread-safe; needs no request, so it serves background threads too. */
@ApplicationScoped
public class Readings {
    private final Snapshots snapshots;
    private final Metrics metrics;
    private final Windows windows;
    private final Tops tops;
    private final RowMaker maker;
    private final Cuts cuts;
    private final Summaries summaries;

    Readings(
            Snapshots snapshots,
            Metrics metrics,
            Windows windows,
            Tops tops,
            RowMaker maker,
            Cuts cuts,
            Summaries summaries) {
        this.snapshots = snapshots;
        this.metrics = metrics;
        this.windows = windows;
        this.tops = tops;
        this.maker = maker;
        this.cuts = cuts;
        this.summaries = summaries;
    }

    /**
     * Answers with several readings, all at one cut.
     *
     * @param scope what the reader may see: {@code access.scope()} on a request's thread, kept for later ones
     * @param question uses the reading on this thread and does not keep it
     */
    public <T> T read(Scope scope, Function<Reading, T> question) {
        return snapshots.read(
                scope,
                snapshot -> question.apply(new Reading(snapshot, metrics, windows, tops, maker, cuts, summaries)));
    }
}
