package org.chengyun.datasets.simulator.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.PortalService;
import org.chengyun.datasets.simulator.feed.Happening;
import org.jspecify.annotations.Nullable;

/** When a service's back end is down: some four times a day somewhere. Not thread-safe: remembers the last half day. */
final class ErrorBursts {
    private static final long SPAN_MS = 12 * 3_600_000L;
    /** Much used services break more often, and it shows. */
    private static final int MUCH_USED = 20;

    private static final double PER_SPAN_MUCH_USED = 0.045;
    private static final double PER_SPAN = 0.010;

    private final City city;
    private final Dice dice;
    private @Nullable Burst[] current;
    private @Nullable Burst[] before;
    private long span = Long.MIN_VALUE;

    ErrorBursts(City city) {
        this.city = city;
        this.dice = new Dice(city.seed(), "portal.bursts");
        this.current = new @Nullable Burst[city.services().size()];
        this.before = current;
    }

    /** @param share of requests that fail, [0, 1] */
    record Burst(Happening happening, double share, int status) {}

    /** The burst of a service at a time, or null. */
    @Nullable
    Burst at(PortalService service, long timeMs) {
        long wanted = Math.floorDiv(timeMs, SPAN_MS);
        if (wanted != span) {
            before = of(wanted - 1);
            current = of(wanted);
            span = wanted;
        }
        Burst earlier = before[service.index()];
        if (earlier != null && earlier.happening.isAt(timeMs)) {
            return earlier;
        }
        Burst now = current[service.index()];
        return now != null && now.happening.isAt(timeMs) ? now : null;
    }

    List<Happening> starting(long fromMs, long toMs) {
        List<Happening> starting = new ArrayList<>();
        for (long s = Math.floorDiv(fromMs, SPAN_MS); s * SPAN_MS < toMs; s++) {
            for (Burst burst : of(s)) {
                if (burst != null && burst.happening.fromMs() >= fromMs && burst.happening.fromMs() < toMs) {
                    starting.add(burst.happening);
                }
            }
        }
        return starting;
    }

    private @Nullable Burst[] of(long wanted) {
        var bursts = new @Nullable Burst[city.services().size()];
        for (PortalService service : city.services()) {
            long roll = dice.roll(service.index(), wanted);
            if (Dice.unit(roll) < (service.index() < MUCH_USED ? PER_SPAN_MUCH_USED : PER_SPAN)) {
                bursts[service.index()] = burst(service, wanted, roll);
            }
        }
        return bursts;
    }

    private static Burst burst(PortalService service, long wanted, long roll) {
        long fromMs = wanted * SPAN_MS + Dice.below(Dice.part(roll, 0), 720) * 60_000L;
        long minutes = 4L + Dice.below(Dice.part(roll, 1), 31);
        double share = Dice.between(Dice.part(roll, 2), 0.35, 0.95);
        int status = 502 + Dice.below(Dice.part(roll, 3), 3);
        String detail = String.format(Locale.ROOT, "status %d for %.0f %%", status, share * 100);
        return new Burst(
                new Happening(fromMs, fromMs + minutes * 60_000, "error-burst", service.id(), detail), share, status);
    }
}
