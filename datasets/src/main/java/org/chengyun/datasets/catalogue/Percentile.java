package org.chengyun.datasets.catalogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A percentile that a metric offers: {@code p50}, {@code p95}, {@code p99.9}. Immutable.
 *
 * @param basisPoints share of the observations at or below it, in 1/10,000; 1 to 9,999
 */
public record Percentile(int basisPoints) {
    private static final Pattern WORD = Pattern.compile("p(\\d{1,2})(?:\\.(\\d{1,2}))?");

    public Percentile {
        if (basisPoints < 1 || basisPoints > 9_999) {
            throw new IllegalArgumentException(
                    "a percentile lies between 0 and 100 %, not at basis point " + basisPoints);
        }
    }

    /** From the word of a definition; empty if it is none. */
    static Optional<Percentile> parse(String word) {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String decimals = matcher.group(2) == null ? "" : matcher.group(2);
        int basisPoints = Integer.parseInt(matcher.group(1) + (decimals + "00").substring(0, 2));
        return basisPoints == 0 ? Optional.empty() : Optional.of(new Percentile(basisPoints));
    }

    /** In definitions, in answers, as a name of columns. */
    public String word() {
        String hundredths = "%d.%02d".formatted(basisPoints / 100, basisPoints % 100);
        return "p" + hundredths.replaceFirst("\\.?0{1,2}$", "");
    }

    @Override
    public String toString() {
        return word();
    }
}
