package org.chengyun.engine.bench.accesslog;

/** Numbers by lot that are the same every time: SplitMix64 over seed, place and purpose. */
final class Dice {
    private Dice() {}

    static long roll(long seed, long place, int purpose) {
        long z = seed * 0xd1342543de82ef95L + 77 + (16 * place + purpose) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** 0 to {@code bound} - 1, each as often. */
    static int even(long roll, int bound) {
        return (int) ((roll >>> 33) % bound);
    }

    /** 0 to {@code bound} - 1, the small ones far more often: the first tenth gets almost half. */
    static int skewed(long roll, int bound) {
        double u = (roll >>> 11) * 0x1p-53;
        return (int) (bound * u * u * u);
    }
}
