package org.chengyun.datasets.simulator.chance;

/**
 * Random numbers that are a pure function of (seed, stream, entity, slot), so that any time range can be computed in any
 * order. SplitMix64's finaliser is the hash. Immutable.
 *
 * <p>A <em>roll</em> is 64 random bits; {@link #part} draws further independent rolls from one.
 */
public final class Dice {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long ODD = 0xd1b54a32d192ed03L;
    /** Above this mean a normal distribution is as good as Poisson's and much cheaper. */
    private static final double LARGE_MEAN = 40;

    private final long key;

    /**
     * Numbers for one purpose.
     *
     * @param stream names what is drawn: two streams of one seed have nothing in common
     */
    public Dice(long seed, String stream) {
        long hash = mix(seed + GOLDEN);
        for (int i = 0; i < stream.length(); i++) {
            hash = mix(hash ^ stream.charAt(i));
        }
        this.key = hash;
    }

    public long roll(long entity, long slot) {
        return mix(mix(key + entity * GOLDEN) + slot * ODD);
    }

    /** A number in [0, 1). */
    public double unit(long entity, long slot) {
        return unit(roll(entity, slot));
    }

    /** Another roll, independent of this one and of its other parts. */
    public static long part(long roll, int index) {
        return mix(roll + (index + 1) * GOLDEN);
    }

    /** A number in [0, 1). */
    public static double unit(long roll) {
        return (roll >>> 11) * 0x1.0p-53;
    }

    /** A number in [low, high). */
    public static double between(long roll, double low, double high) {
        return low + (high - low) * unit(roll);
    }

    /** A whole number in [0, bound). */
    public static int below(long roll, int bound) {
        return (int) (unit(roll) * bound);
    }

    /** Standard normal, cut off at about ±3.5: the sum of twelve 16-bit uniforms from three rolls. */
    public static double normal(long roll) {
        long sum = 0;
        for (int i = 0; i < 3; i++) {
            long bits = part(roll, i);
            sum += (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        }
        return sum / 65536.0 - 6;
    }

    /** A Poisson-distributed count. */
    public static int poisson(long roll, double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > LARGE_MEAN) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(roll)));
        }
        double rest = unit(roll);
        // StrictMath throughout: the same bytes on every processor.
        double share = StrictMath.exp(-mean);
        int count = 0;
        while (rest >= share && count < 200) {
            rest -= share;
            count++;
            share *= mean / count;
        }
        return count;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
