package org.chengyun.dashboard.trust;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must know before relying on a number; the {@code trust} object of the REST contract.
 *
 * <p>Immutable.
 *
 * @param coverageShare observed / expected observations, in [0, 1]; null if what to expect is not known
 * @param cut the commit that the number was read from, not negative
 * @param watermark event time up to which input is believed complete; null before the first observation
 * @param definition metric id and version, {@code id@version}
 * @param late observations that arrived after the window was final and are counted in it, not negative
 * @param revision how often the number changed after it was final, 0 = never
 * @param accuracy what is estimated of it
 */
public record Trust(
        @Nullable Double coverageShare,
        Finality finality,
        long cut,
        @Nullable Instant watermark,
        String definition,
        long late,
        int revision,
        Accuracy accuracy) {
    public Trust {
        if (coverageShare != null && !(coverageShare >= 0 && coverageShare <= 1)) {
            throw new IllegalArgumentException("coverage of " + definition + " is outside [0, 1]: " + coverageShare);
        }
        if (cut < 0 || late < 0 || revision < 0) {
            throw new IllegalArgumentException(
                    "negative cut, late or revision of %s: %d, %d, %d".formatted(definition, cut, late, revision));
        }
    }

    /** Of a number that is exact. */
    public Trust(
            @Nullable Double coverageShare,
            Finality finality,
            long cut,
            @Nullable Instant watermark,
            String definition,
            long late,
            int revision) {
        this(coverageShare, finality, cut, watermark, definition, late, revision, Accuracy.EXACT);
    }
}
