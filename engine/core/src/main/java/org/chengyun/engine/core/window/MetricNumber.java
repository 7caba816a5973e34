package org.chengyun.engine.core.window;

import org.chengyun.datasets.catalogue.Metric;

/**
 * A metric with the number of its active version.
 *
 * @param number {@code metric.metric_no}
 */
public record MetricNumber(Metric metric, int number, int version) {}
