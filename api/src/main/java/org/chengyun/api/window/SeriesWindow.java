package org.chengyun.api.window;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window of one series as stored or merged.
 *
 * @param dimensions values in the order of the metric's dimensions; null = the observations had none
 * @param late how many of the observations came after the watermark had passed them
 * @param revision how often it changed after it was final; 0 while it is open
 * @param cut the last that changed it
 * @param estimates what the metric offers beyond moments
 */
public record SeriesWindow(
        Instant start,
        long seriesNumber,
        List<@Nullable String> dimensions,
        Moments moments,
        Estimates estimates,
        long late,
        int revision,
        long cut) {
    SeriesWindow with(Estimates known) {
        return new SeriesWindow(start, seriesNumber, dimensions, moments, known, late, revision, cut);
    }
}
