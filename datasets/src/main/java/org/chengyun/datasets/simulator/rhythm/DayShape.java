package org.chengyun.datasets.simulator.rhythm;

/** How something rises and falls over a day: a level per hour, held at the half hour, straight lines between. Immutable. */
public final class DayShape {
    private final double[] levels;

    private DayShape(double[] levels) {
        this.levels = levels;
    }

    /**
     * A shape of given levels.
     *
     * @param levels 24 numbers, from midnight on
     */
    public static DayShape of(double... levels) {
        if (levels.length != 24) {
            throw new IllegalArgumentException("a day has 24 levels, not " + levels.length);
        }
        return new DayShape(levels.clone());
    }

    /**
     * The level at a time of day.
     *
     * @param hour of the day with its fraction, [0, 24)
     */
    public double at(double hour) {
        double place = hour - 0.5 + 24;
        int before = (int) place;
        double share = place - before;
        return levels[before % 24] * (1 - share) + levels[(before + 1) % 24] * share;
    }

    /** Mean level of the day. */
    public double mean() {
        double sum = 0;
        for (double level : levels) {
            sum += level;
        }
        return sum / 24;
    }
}
