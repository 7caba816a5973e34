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
 * @param kept from when on there are numbers, if earlier ones were wanted; null if all of them are there
 */
public record Trust(
        @Nullable Double coverageShare,
        Finality finality,
        long cut,
        @Nullable Instant watermark,
        String definition,
        long late,
        int revision,
        Accuracy accuracy,
        @Nullable Kept kept) {
    public Trust {
        if (coverageShare != null && !(coverageShare >= 0 && coverageShare <= 1)) {
            throw new IllegalArgumentException("coverage of " + definition + " is outside [0, 1]: " + coverageShare);
        }
        if (cut < 0 || late < 0 || revision < 0) {
            throw new IllegalArgumentException(
                    "negative cut, late or revision of %s: %d, %d, %d".formatted(definition, cut, late, revision));
        }
    }

    /** Of a number that is kept. */
    public Trust(
            @Nullable Double coverageShare,
            Finality finality,
            long cut,
            @Nullable Instant watermark,
            String definition,
            long late,
            int revision,
            Accuracy accuracy) {
        this(coverageShare, finality, cut, watermark, definition, late, revision, accuracy, null);
    }

    /** Of a number that is kept, and exact. */
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

    /** The same, of which the earlier part is no longer there. */
    public Trust kept(@Nullable Kept kept) {
        return new Trust(coverageShare, finality, cut, watermark, definition, late, revision, accuracy, kept);
    }
}
