package org.chengyun.api.database;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one look at all observations of a window gives, in decimal arithmetic: the truth to compare with. */
public record OnePass(
        long n,
        @Nullable Double sum,
        @Nullable Double mean,
        @Nullable Double m2,
        @Nullable Double min,
        @Nullable Double max,
        List<Double> sorted,
        long late) {
    private static final MathContext DIGITS = new MathContext(40);

    public static OnePass of(List<Observation> observations, boolean count) {
        long late = observations.stream().filter(Observation::late).count();
        if (count) {
            return new OnePass(observations.size(), null, null, null, null, null, List.of(), late);
        }
        var n = BigDecimal.valueOf(observations.size());
        var sum = BigDecimal.ZERO;
        for (Observation o : observations) {
            sum = sum.add(new BigDecimal(o.value()));
        }
        BigDecimal mean = sum.divide(n, DIGITS);
        var m2 = BigDecimal.ZERO;
        for (Observation o : observations) {
            BigDecimal deviation = new BigDecimal(o.value()).subtract(mean);
            m2 = m2.add(deviation.multiply(deviation), DIGITS);
        }
        double[] values =
                observations.stream().mapToDouble(Observation::value).sorted().toArray();
        return new OnePass(
                observations.size(),
                sum.doubleValue(),
                mean.doubleValue(),
                m2.doubleValue(),
                values[0],
                values[values.length - 1],
                Arrays.stream(values).boxed().toList(),
                late);
    }
}
