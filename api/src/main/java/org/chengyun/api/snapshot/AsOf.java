package org.chengyun.api.snapshot;

import java.time.Instant;

/** A moment whose knowledge is asked for. Immutable. */
public sealed interface AsOf {
    /** The newest cut. */
    record Latest() implements AsOf {}

    /** A cut; of a dataset, its last one up to it. */
    record Cut(long cut) implements AsOf {}

    /** The last cut that was committed at or before it. */
    record Time(Instant time) implements AsOf {}
}
