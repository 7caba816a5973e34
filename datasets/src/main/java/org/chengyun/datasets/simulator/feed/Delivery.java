package org.chengyun.datasets.simulator.feed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.truth.TruthBook;

/**
 * A record as it leaves its source. Immutable.
 *
 * @param arrivalMs when it is written or sent; never before the event
 * @param order decides between records of one millisecond; unique in its feed
 * @param repeat true if it is a second copy
 * @param roll decides how a damaged record looks
 */
public record Delivery(Observation observation, long arrivalMs, long order, Damage damage, boolean repeat, long roll) {
    /** The order in which a feed's records arrive. */
    public static final Comparator<Delivery> BY_ARRIVAL =
            Comparator.comparingLong(Delivery::arrivalMs).thenComparingLong(Delivery::order);

    /** The first byte that the damage leaves readable, enough to see what kind of record it was. */
    private static final int SPARED = 9;

    /** A delivery without damage, once. */
    public static Delivery intact(Observation observation, long arrivalMs, long order) {
        return new Delivery(observation, arrivalMs, order, Damage.NONE, false, 0);
    }

    /** The line without its end; never holds a line end. */
    public byte[] line() {
        var out = new StringBuilder(256);
        observation.render(out, damage);
        String text = out.toString();
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        return switch (damage) {
            case TRUNCATED -> {
                int last = Math.max(SPARED + 1, observation.vitalLength(text));
                yield Arrays.copyOf(line, SPARED + Dice.below(roll, last - SPARED));
            }
            case NOT_UTF8 -> {
                for (int i = SPARED; i < observation.vitalLength(text); i++) {
                    // F8 to FF occur nowhere in UTF-8.
                    line[i] = (byte) (0xf8 | Dice.below(Dice.part(roll, i), 8));
                }
                yield line;
            }
            default -> line;
        };
    }

    public void recordIn(TruthBook book) {
        book.delivered(observation.eventMs(), arrivalMs, damage.id(), damage.isReadable(), repeat);
        if (damage.isReadable()) {
            observation.recordIn(book, damage, repeat);
        }
    }
}
