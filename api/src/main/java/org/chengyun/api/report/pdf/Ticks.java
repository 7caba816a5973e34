package org.chengyun.api.report.pdf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis with round marks at 1, 2, 2.5 or 5 times a power of ten. Pure.
 *
 * @param step from one mark to the next; always positive
 */
record Ticks(double low, double high, BigDecimal step) {
    /** Beyond these the arithmetic of the steps would run out of exponents. */
    private static final double LARGEST = 1e300;

    private static final double SMALLEST = 1e-250;

    private static final List<String> LEADS = List.of("1", "2", "2.5", "5", "10");

    /**
     * The axis for values from {@code low} to {@code high}. It starts at zero unless all values lie close together far
     * from it, or below it.
     *
     * @param whole whether only whole numbers make sense
     */
    static Ticks of(double low, double high, boolean whole) {
        boolean fromZero = low >= 0 && (low < 0.75 * high || low == high);
        double bottom = fromZero ? 0 : Math.clamp(low, -LARGEST, LARGEST);
        double top = Math.clamp(high, -LARGEST, LARGEST);
        if (top - bottom < SMALLEST) {
            top = bottom + Math.max(1, Math.abs(bottom) * 0.1);
        }
        var step = step((top - bottom) / 5, whole);
        double width = step.doubleValue();
        // the nudge keeps a value that lies on a mark, give or take the last bit, from adding an empty stripe
        return new Ticks(Math.floor(bottom / width + 1e-9) * width, Math.ceil(top / width - 1e-9) * width, step);
    }

    boolean startsAtZero() {
        return low == 0 || (low < 0 && high >= 0);
    }

    List<BigDecimal> marks() {
        var marks = new ArrayList<BigDecimal>();
        long first = Math.round(low / step.doubleValue());
        long last = Math.round(high / step.doubleValue());
        for (long i = first; i <= last; i++) {
            marks.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return marks;
    }

    /** The smallest round step that is not below {@code rough}. */
    private static BigDecimal step(double rough, boolean whole) {
        int power = (int) Math.floor(Math.log10(rough));
        for (String lead : LEADS) {
            var step = new BigDecimal(lead).scaleByPowerOfTen(power);
            // the nudge: a fifth of 100 must give 20 whatever the last bit says
            boolean wideEnough = step.doubleValue() >= rough * (1 - 1e-9);
            if (wideEnough && !(whole && step.stripTrailingZeros().scale() > 0)) {
                return step;
            }
        }
        return BigDecimal.ONE;
    }
}
