package org.chengyun.datasets.simulator.truth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Count, sum, mean and sample variance of numbers with a fixed number of decimals, without any rounding before the last
 * step: whole-number sums of the scaled values and of their squares (128 bits). Not thread-safe.
 */
public final class Exact {
    /** Squares of larger numbers do not fit 64 bits. */
    private static final long LARGEST = 3_037_000_499L;

    private static final MathContext DIGITS = new MathContext(40, RoundingMode.HALF_EVEN);

    private long count;
    private long sum;
    private long squaresHigh;
    private long squaresLow;
    private long smallest = Long.MAX_VALUE;
    private long largest = Long.MIN_VALUE;

    /**
     * Adds a value.
     *
     * @param scaled the value times the measure's scale
     */
    public void add(long scaled) {
        if (Math.abs(scaled) > LARGEST) {
            throw new IllegalArgumentException("too large to be squared: " + scaled);
        }
        count++;
        sum = Math.addExact(sum, scaled);
        long square = scaled * scaled;
        squaresLow += square;
        if (Long.compareUnsigned(squaresLow, square) < 0) {
            squaresHigh++;
        }
        smallest = Math.min(smallest, scaled);
        largest = Math.max(largest, scaled);
    }

    /** Count, sum and squares without those of {@code part}; smallest and largest stay. */
    Exact minus(Exact part) {
        var rest = new Exact();
        rest.count = count - part.count;
        rest.sum = sum - part.sum;
        rest.squaresLow = squaresLow - part.squaresLow;
        boolean borrows = Long.compareUnsigned(squaresLow, part.squaresLow) < 0;
        rest.squaresHigh = squaresHigh - part.squaresHigh - (borrows ? 1 : 0);
        rest.smallest = smallest;
        rest.largest = largest;
        return rest;
    }

    public long count() {
        return count;
    }

    /** Exact decimal text; "" without values. */
    public String sum(long scale) {
        if (count == 0) {
            return "";
        }
        BigDecimal value = BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(scale), DIGITS);
        return value.stripTrailingZeros().toPlainString();
    }

    /** Nearest double to the mean; null without values. */
    public @Nullable Double mean(long scale) {
        return count == 0
                ? null
                : ratio(BigInteger.valueOf(sum), BigInteger.valueOf(count).multiply(big(scale)));
    }

    /** Nearest double to the variance with denominator n − 1; null below two values. */
    public @Nullable Double variance(long scale) {
        if (count < 2) {
            return null;
        }
        BigInteger n = big(count);
        BigInteger numerator = n.multiply(squares()).subtract(big(sum).pow(2));
        BigInteger denominator =
                n.multiply(n.subtract(BigInteger.ONE)).multiply(big(scale).pow(2));
        return ratio(numerator, denominator);
    }

    /** Nearest double to the smallest value; null without values. */
    public @Nullable Double min(long scale) {
        return count == 0 ? null : ratio(big(smallest), big(scale));
    }

    /** Nearest double to the largest value; null without values. */
    public @Nullable Double max(long scale) {
        return count == 0 ? null : ratio(big(largest), big(scale));
    }

    private BigInteger squares() {
        return big(squaresHigh).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(squaresLow)));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static Double ratio(BigInteger numerator, BigInteger denominator) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), DIGITS)
                .doubleValue();
    }
}
