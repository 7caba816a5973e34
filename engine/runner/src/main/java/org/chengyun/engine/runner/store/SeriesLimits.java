package org.chengyun.engine.runner.store;

/**
 * How many series a metric may have. What observations of further ones bring is counted in one series for all of them.
 *
 * @param mostNewPerMinute of one metric, all instances together
 * @param most of one metric
 */
public record SeriesLimits(int mostNewPerMinute, long most) {
    public static final SeriesLimits NONE = new SeriesLimits(Integer.MAX_VALUE, Long.MAX_VALUE);

    public SeriesLimits {
        if (mostNewPerMinute < 0 || most < 0) {
            throw new IllegalArgumentException("%d new series a minute, %d in all".formatted(mostNewPerMinute, most));
        }
    }
}
