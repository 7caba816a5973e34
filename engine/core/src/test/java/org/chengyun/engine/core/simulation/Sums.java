package org.chengyun.engine.core.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Exact sums of whole eighths. Immutable. */
record Sums(long n, long sumEighths, BigInteger squares, long minEighths, long maxEighths) {
    static final Sums NOTHING = new Sums(0, 0, BigInteger.ZERO, Long.MAX_VALUE, Long.MIN_VALUE);

    Sums with(long eighths) {
        return new Sums(
                n + 1,
                sumEighths + eighths,
                squares.add(BigInteger.valueOf(eighths).pow(2)),
                Math.min(minEighths, eighths),
                Math.max(maxEighths, eighths));
    }

    double sum() {
        return sumEighths / 8.0;
    }

    double min() {
        return minEighths / 8.0;
    }

    double max() {
        return maxEighths / 8.0;
    }

    double mean() {
        return (double) sumEighths / n / 8;
    }

    /** n Σx² − (Σx)², over n and the eighths' square. */
    double m2() {
        BigInteger spread = squares.multiply(BigInteger.valueOf(n))
                .subtract(BigInteger.valueOf(sumEighths).pow(2));
        return new BigDecimal(spread)
                .divide(BigDecimal.valueOf(n * 64), MathContext.DECIMAL128)
                .doubleValue();
    }

    /** The largest sample, for how precise a double can be. */
    double magnitude() {
        return Math.max(Math.abs(min()), Math.abs(max()));
    }
}
