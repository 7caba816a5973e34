package org.chengyun.api.trust;

import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.DatasetState;
import org.jspecify.annotations.Nullable;

/** Sums the trust of windows up to the trust of an answer. Not thread-safe. */
public final class TrustSum {
    private final DefinedMetric metric;
    private final DatasetState state;
    private Finality finality;
    private @Nullable Coverage coverage;
    private long late;
    private long revision;
    private boolean empty = true;

    /**
     * Of no windows yet.
     *
     * @param ofNone the finality of an answer without windows: nothing is final only where nothing can come any more
     */
    public TrustSum(DefinedMetric metric, DatasetState state, Finality ofNone) {
        this.metric = metric;
        this.state = state;
        this.finality = ofNone;
    }

    public void add(Finality windowFinality, @Nullable Coverage windowCoverage, long windowLate, int windowRevision) {
        finality = empty ? windowFinality : finality.worse(windowFinality);
        empty = false;
        if (windowCoverage != null) {
            coverage = coverage == null ? windowCoverage : coverage.plus(windowCoverage);
        }
        late += windowLate;
        revision += windowRevision;
    }

    public Trust trust() {
        return new Trust(
                coverage == null ? null : coverage.share(),
                finality,
                state.cut(),
                state.watermark().orElse(null),
                metric.definition(),
                late,
                revision);
    }
}
