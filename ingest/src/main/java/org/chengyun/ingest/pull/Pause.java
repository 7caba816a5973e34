package org.chengyun.ingest.pull;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait after failures: twice as long each time, and never all at once. Not thread-safe. */
final class Pause {
    static final Duration LONGEST = Duration.ofMinutes(15);
    /** A source that asks for more is asked again by then, as it may not mean it. */
    static final Duration LONGEST_ASKED = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 20;

    private final RandomGenerator random;
    private int failures;

    Pause(RandomGenerator random) {
        this.random = random;
    }

    void worked() {
        failures = 0;
    }

    /**
     * The wait after another failure: between half of it and all of it, by chance.
     *
     * @param asked the least that the source asks for; null if it does not
     */
    Duration failed(@Nullable Duration asked) {
        long doubled = FIRST.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        long full = Math.min(doubled, LONGEST.toMillis());
        Duration own = Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
        if (asked == null || asked.compareTo(own) <= 0) {
            return own;
        }
        return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    }
}
