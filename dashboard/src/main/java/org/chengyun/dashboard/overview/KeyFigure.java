package org.chengyun.dashboard.overview;

import org.chengyun.dashboard.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * One number of one closed window, and the same of the window before.
 *
 * @param metric id in the catalogue
 * @param label what it is, short, in the reader's language
 * @param meaning what it means, in full sentences, in the reader's language
 * @param unit written after the value, in the reader's language; {@code B} is scaled to kB, MB …; empty for pure counts
 * @param value null if nothing was observed: "no data" is not 0
 * @param previous value of the window before; null if there is none
 */
public record KeyFigure(
        String metric,
        String label,
        String meaning,
        String unit,
        @Nullable Double value,
        @Nullable Double previous,
        Trust trust) {
    /** The same figure with a known value. */
    public KeyFigure withValue(double known) {
        return new KeyFigure(metric, label, meaning, unit, known, previous, trust);
    }

    /** Change since the window before as a share of it; null if it cannot be told (no data, or from 0). */
    @Nullable
    Double changeShare() {
        return value == null || previous == null || previous == 0 ? null : (value - previous) / Math.abs(previous);
    }
}
