package org.chengyun.api.trust;

/**
 * Observed against expected observations. Immutable.
 *
 * @param expected more than 0
 */
public record Coverage(double observed, double expected) {
    public Coverage {
        if (!(observed >= 0) || !(expected > 0)) {
            throw new IllegalArgumentException("observed %s of expected %s".formatted(observed, expected));
        }
    }

    public Coverage plus(Coverage that) {
        return new Coverage(observed + that.observed, expected + that.expected);
    }

    /** 0 to 1; more than expected counts as all. */
    public double share() {
        return Math.min(1, observed / expected);
    }
}
