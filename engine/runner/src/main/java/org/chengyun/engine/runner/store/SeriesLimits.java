package org.chengyun.engine.runner.store;

import org.chengyun.datasets.catalogue.Dataset;

/**
 * How many series a metric may have. What observations of further ones bring is counted in one series for all of them.
 *
 * @param mostNewPerMinute of one metric, all instances together
 * @param most of one metric; if it has sessions only, in a day
 * @param newPerMinuteSetBy where the first is set, for people
 * @param mostSetBy where the second is set, for people
 */
public record SeriesLimits(int mostNewPerMinute, long most, String newPerMinuteSetBy, String mostSetBy) {
    public static final SeriesLimits NONE = new SeriesLimits(Integer.MAX_VALUE, Long.MAX_VALUE);

    public SeriesLimits {
        if (mostNewPerMinute < 0 || most < 0) {
            throw new IllegalArgumentException("%d new series a minute, %d in all".formatted(mostNewPerMinute, most));
        }
    }

    /** Those of the engine. */
    public SeriesLimits(int mostNewPerMinute, long most) {
        this(mostNewPerMinute, most, "chengyun.engine.max-new-series", "chengyun.engine.max-series");
    }

    /** Of a dataset: what it says itself, and these for the rest. */
    public SeriesLimits of(Dataset dataset) {
        Dataset.Limits own = dataset.limits();
        return new SeriesLimits(
                own.newSeriesPerMinute().orElse(mostNewPerMinute),
                own.series().orElse(most),
                own.newSeriesPerMinute().isPresent()
                        ? "limits.new_series_per_minute in %s/dataset.yaml".formatted(dataset.id())
                        : newPerMinuteSetBy,
                own.series().isPresent() ? "limits.series in %s/dataset.yaml".formatted(dataset.id()) : mostSetBy);
    }
}
