package org.chengyun.datasets.simulator.traffic;

import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.Site;
import org.jspecify.annotations.Nullable;

/** How long readings are under way. Pure. */
final class Delays {
    static final long LONGEST_MS = 60 * 60_000L;
    /** After an outage a line carries what was kept within this time. */
    static final long REPLAY_MS = 5 * 60_000L;

    private Delays() {}

    /** When a reading arrives. */
    static long arrivalMs(Site site, long eventMs, Outages.@Nullable Line outage, long roll) {
        long millis = 800L + Dice.below(Dice.part(roll, 0), 2600);
        if (outage != null) {
            long place = REPLAY_MS / 2000 * site.index();
            return outage.happening().toMs() + place + millis % (REPLAY_MS / 2000);
        }
        double kind = Dice.unit(Dice.part(roll, 1));
        if (kind < 0.0030) {
            return eventMs + millis + Dice.below(Dice.part(roll, 2), 90_000);
        }
        if (kind < 0.0035) {
            return eventMs + millis + 180_000 + Dice.below(Dice.part(roll, 2), (int) LONGEST_MS - 190_000);
        }
        return eventMs + millis;
    }
}
