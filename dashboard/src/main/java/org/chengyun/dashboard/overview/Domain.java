package org.chengyun.dashboard.overview;

import java.util.List;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.card.TopList;
import org.jspecify.annotations.Nullable;

/**
 * One field of the city's work, fed by one dataset.
 *
 * @param dataset id of the dataset ({@code portal}, {@code traffic}, {@code events}, or one that a city added)
 * @param label name in the reader's language
 * @param figures the first is shown large; at most four
 * @param series how one of the metrics went; null if the domain has none
 * @param top who leads at the moment; null if the domain has no ranking
 */
public record Domain(
        String dataset,
        String label,
        List<KeyFigure> figures,
        @Nullable Series series,
        @Nullable TopList top) {
    public Domain {
        figures = List.copyOf(figures);
    }
}
