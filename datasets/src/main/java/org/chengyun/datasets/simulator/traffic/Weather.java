package org.chengyun.datasets.simulator.traffic;

import org.chengyun.datasets.simulator.chance.Dice;

/** Rain over the whole city, in spells that swell and fade within eight hours. Pure. */
final class Weather {
    private static final long SPELL_MINUTES = 480;
    private static final double WET_SHARE = 0.16;

    private final Dice dice;

    Weather(long seed) {
        this.dice = new Dice(seed, "city.weather");
    }

    /** 0 dry to 1 pouring. */
    double rain(long minuteOfEpoch) {
        long spell = Math.floorDiv(minuteOfEpoch, SPELL_MINUTES);
        long roll = dice.roll(0, spell);
        if (Dice.unit(roll) >= WET_SHARE) {
            return 0;
        }
        double share = (Math.floorMod(minuteOfEpoch, SPELL_MINUTES) + 0.5) / SPELL_MINUTES;
        return Dice.between(Dice.part(roll, 0), 0.3, 1) * StrictMath.sin(Math.PI * share);
    }
}
