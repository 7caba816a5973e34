package org.chengyun.dashboard.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Windows of a query, put together by a key: counts added, moments merged by Chan's formula.
 *
 * @param n observations
 * @param m2 sum of squared deviations from the mean
 */
record Totals(long n, double mean, double m2) {
    /** Groups the rows that {@code query --json} prints. */
    static Map<String, Totals> by(JsonNode rows, Function<JsonNode, String> key) {
        Map<String, Totals> totals = new TreeMap<>();
        for (JsonNode row : rows) {
            long n = row.get("n").asLong();
            double variance = n > 1 ? row.path("variance").asDouble() : 0;
            var one = new Totals(n, row.path("mean").asDouble(), variance * (n - 1));
            totals.merge(key.apply(row), one, Totals::merge);
        }
        return totals;
    }

    private Totals merge(Totals that) {
        long both = n + that.n;
        double delta = that.mean - mean;
        return new Totals(
                both, mean + delta * that.n / both, m2 + that.m2 + delta * delta * ((double) n * that.n / both));
    }

    double variance() {
        return m2 / (n - 1);
    }
}
