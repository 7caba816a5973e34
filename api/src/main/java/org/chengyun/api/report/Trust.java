package org.chengyun.api.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a number can be believed. Immutable.
 *
 * @param coverage observed share of the expected input, 0 to 1; null if nobody knows what to expect
 * @param cut the commit that the number was read from
 * @param watermark event time up to which the input is believed complete; null before the first observation
 * @param definition metric id and version, {@code id@version}
 * @param late observations counted that came behind the watermark
 * @param revision how often the number changed after it was final
 */
public record Trust(
        @Nullable Double coverage,
        Finality finality,
        long cut,
        @Nullable Instant watermark,
        String definition,
        long late,
        long revision) {
    public Trust {
        Shares.check("coverage of " + definition, coverage);
        if (definition.isBlank() || late < 0 || revision < 0) {
            throw new IllegalArgumentException(
                    "trust needs a definition, late >= 0 and revision >= 0; got definition '%s', late %d, revision %d"
                            .formatted(definition, late, revision));
        }
    }
}
