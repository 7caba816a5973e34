package org.chengyun.ingest.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Count, mean and sample variance in two passes. */
public record Statistics(long n, double mean, double variance) {
    static Statistics of(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.size();
        double m2 = 0;
        for (double value : values) {
            m2 += (value - mean) * (value - mean);
        }
        return new Statistics(values.size(), mean, values.size() < 2 ? Double.NaN : m2 / (values.size() - 1));
    }

    /** In a smaller or larger unit. */
    public Statistics times(double factor) {
        return new Statistics(n, mean * factor, variance * factor * factor);
    }

    /** Compares with an entry of a truth file, to 1e-9 relative. */
    public void mustEqual(JsonNode truth, String what) {
        assertThat(n).as("%s n", what).isEqualTo(truth.get("n").asLong());
        close(mean, truth.get("mean").asDouble(), what + " mean");
        if (truth.get("var").isNull()) {
            assertThat(variance).as("%s var", what).isNaN();
        } else {
            close(variance, truth.get("var").asDouble(), what + " var");
        }
    }

    private static void close(double actual, double expected, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(Math.abs(expected) * 1e-9 + 1e-12));
    }
}
