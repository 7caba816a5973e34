package org.chengyun.datasets.simulator.city;

import org.chengyun.datasets.simulator.rhythm.CityTime;
import org.chengyun.datasets.simulator.rhythm.DayShape;

/** When people report a kind of case; 1 is the kind's busiest hour of a working day. */
// A DayShape never changes, which the checker cannot see: its array is its own.
@SuppressWarnings("ImmutableEnumChecker")
public enum CaseHabit {
    /** When people are awake and out. */
    DAY(
            DayShape.of(
                    .08, .05, .03, .03, .04, .10, .28, .55, .85, 1, .98, .90, .70, .72, .86, .90, .86, .76, .66, .60,
                    .52, .42, .28, .15),
            0.8),
    /** When offices are open. */
    OFFICE(
            DayShape.of(
                    .02, .01, .01, .01, .01, .02, .08, .30, .78, 1, .98, .86, .48, .62, .92, .92, .80, .52, .22, .16,
                    .14, .10, .06, .03),
            0.25),
    /** After work: noise, stalls, parking. */
    EVENING(
            DayShape.of(
                    .42, .26, .16, .10, .06, .08, .16, .26, .30, .30, .30, .34, .40, .36, .32, .34, .42, .58, .78, .92,
                    1, 1, .88, .64),
            1.25),
    /** On the way to and from work. */
    RUSH(
            DayShape.of(
                    .05, .03, .02, .02, .04, .16, .50, .95, 1, .66, .48, .46, .46, .44, .46, .54, .72, .95, .92, .60,
                    .38, .28, .18, .10),
            0.55);

    private final DayShape shape;
    private final double weekendFactor;

    CaseHabit(DayShape shape, double weekendFactor) {
        this.shape = shape;
        this.weekendFactor = weekendFactor;
    }

    public double at(CityTime time) {
        return shape.at(time.hour()) * (time.isWeekend() ? weekendFactor : 1);
    }

    /** Mean over a working day. */
    public double mean() {
        return shape.mean();
    }
}
