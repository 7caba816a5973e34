package org.chengyun.api.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows that one derived value is calculated from.
 *
 * @param of of a ratio the numerator's, null if it had no observations; of a filter the window itself
 * @param to of a ratio the denominator's; null if it had no observations
 * @param before of a filter the windows before, the nearest first, as many as it needs; null for one that is missing
 */
public record Ingredients(
        SeriesKey key, @Nullable SeriesWindow of, @Nullable SeriesWindow to, List<@Nullable SeriesWindow> before) {
    static Ingredients ofRatio(SeriesKey key, @Nullable SeriesWindow of, @Nullable SeriesWindow to) {
        return new Ingredients(key, of, to, List.of());
    }

    static Ingredients ofFilter(SeriesWindow window, List<@Nullable SeriesWindow> before) {
        return new Ingredients(SeriesKey.of(window), window, null, before);
    }

    /** Those of the numerator, or of the filter's metric. */
    List<SeriesWindow> ofThem() {
        List<SeriesWindow> windows = new ArrayList<>();
        if (of != null) {
            windows.add(of);
        }
        for (SeriesWindow window : before) {
            if (window != null) {
                windows.add(window);
            }
        }
        return windows;
    }
}
