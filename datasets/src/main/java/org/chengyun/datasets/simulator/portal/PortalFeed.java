package org.chengyun.datasets.simulator.portal;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.PortalService;
import org.chengyun.datasets.simulator.feed.Damage;
import org.chengyun.datasets.simulator.feed.Delivery;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.feed.Happening;
import org.chengyun.datasets.simulator.rhythm.CityTime;
import org.chengyun.datasets.simulator.rhythm.DayShape;

/** The portal's access log in NCSA combined form. */
public final class PortalFeed implements Feed {
    private static final DayShape BUSINESS = DayShape.of(
            .02, .01, .01, .01, .01, .02, .05, .20, .60, .96, 1, .90, .50, .60, .92, .98, .88, .58, .26, .18, .14, .11,
            .07, .04);
    private static final DayShape CITIZEN = DayShape.of(
            .12, .07, .05, .04, .04, .08, .18, .38, .66, .92, 1, .90, .74, .72, .82, .88, .80, .66, .58, .64, .72, .70,
            .48, .26);
    private static final double BUSINESS_WEEKEND = 0.14;
    private static final double CITIZEN_WEEKEND = 0.62;
    /** Visits a minute to all services together in the busiest hour. */
    private static final double PEAK_VISITS = 235;

    private static final double REPEATED_SHARE = 0.0001;
    private static final double SLOW_SHARE = 0.0020;
    private static final double STUCK_SHARE = 0.0003;
    private static final int LONGEST_DELAY_MS = 8 * 60_000;
    private static final int LONGEST_REPEAT_MS = 2_000;

    private final City city;
    private final ZoneId zone;
    private final Dice visits;
    private final Dice robotVisits;
    private final Dice faults;
    private final ErrorBursts bursts;
    private final LogTime clock;
    private final ServicePaths[] pages;
    private final Robots robots;
    private final double totalWeight;

    /**
     * The portal of a city.
     *
     * @param zone whose wall clock the city lives by, and whose offset the log shows
     */
    public PortalFeed(City city, ZoneId zone) {
        this.city = city;
        this.zone = zone;
        this.visits = new Dice(city.seed(), "portal.visits");
        this.robotVisits = new Dice(city.seed(), "portal.robots");
        this.faults = new Dice(city.seed(), "portal.faults");
        this.bursts = new ErrorBursts(city);
        this.clock = new LogTime(zone);
        this.pages =
                city.services().stream().map(s -> new ServicePaths(city, s)).toArray(ServicePaths[]::new);
        this.robots = new Robots(city, pages, clock);
        this.totalWeight =
                city.services().stream().mapToDouble(PortalService::weight).sum();
    }

    @Override
    public String dataset() {
        return "portal";
    }

    @Override
    public long longestWaitMs() {
        return SLOT_MS + Session.LONGEST_MS + longestDelayMs();
    }

    @Override
    public long longestDelayMs() {
        return LONGEST_DELAY_MS + LONGEST_REPEAT_MS + 5_000;
    }

    @Override
    public long delayedAfterMs() {
        return 120_000;
    }

    @Override
    public void generate(long slotMs, Consumer<Delivery> out) {
        long minute = slotMs / SLOT_MS;
        var writer = new Writer(minute, out);
        CityTime time = CityTime.of(slotMs, zone);
        for (PortalService service : city.services()) {
            long roll = visits.roll(service.index(), minute);
            int count = Dice.poisson(roll, rate(service, time));
            for (int i = 0; i < count; i++) {
                long visit = visits.roll(Dice.part(roll, i), service.index());
                long startMs = slotMs + Dice.below(visit, (int) SLOT_MS);
                new Session(service, pages[service.index()], bursts, clock, startMs, visit, writer::write).run();
            }
        }
        long roll = robotVisits.roll(0, minute);
        for (int i = Dice.poisson(roll, Robots.VISITS); i > 0; i--) {
            long visit = Dice.part(roll, i);
            robots.visit(slotMs + Dice.below(visit, (int) SLOT_MS), visit, writer::write);
        }
    }

    private double rate(PortalService service, CityTime time) {
        double level;
        if (service.forBusiness()) {
            level = BUSINESS.at(time.hour()) * (time.isWeekend() ? BUSINESS_WEEKEND : 1);
        } else {
            level = CITIZEN.at(time.hour()) * (time.isWeekend() ? CITIZEN_WEEKEND : 1);
        }
        return PEAK_VISITS * service.weight() / totalWeight * level;
    }

    /** Numbers the lines that begin in one slot and sends them on their way. */
    private final class Writer {
        private final long minute;
        private final Consumer<Delivery> out;
        private int number;

        Writer(long minute, Consumer<Delivery> out) {
            this.minute = minute;
            this.out = out;
        }

        void write(Request request) {
            long fate = faults.roll(minute, number);
            long order = minute << 20 | (long) number << 1;
            number++;
            Damage damage = damage(Dice.unit(fate));
            long arrivalMs = request.eventMs() + delayMs(fate);
            out.accept(new Delivery(request, arrivalMs, order, damage, false, fate));
            if (damage == Damage.NONE && Dice.unit(Dice.part(fate, 8)) < REPEATED_SHARE) {
                long again = arrivalMs + Dice.below(Dice.part(fate, 9), LONGEST_REPEAT_MS);
                out.accept(new Delivery(request, again, order | 1, Damage.NONE, true, fate));
            }
        }
    }

    /** A line carries the time at which the request came and is written when it was answered. */
    private static long delayMs(long fate) {
        double kind = Dice.unit(Dice.part(fate, 0));
        long fast = 15L + Dice.below(Dice.part(fate, 1), 900);
        if (kind < STUCK_SHARE) {
            return fast + 125_000 + Dice.below(Dice.part(fate, 2), LONGEST_DELAY_MS - 130_000);
        }
        return kind < SLOW_SHARE ? fast + Dice.below(Dice.part(fate, 2), 90_000) : fast;
    }

    private static Damage damage(double unit) {
        double millionth = unit * 1e6;
        if (millionth < 20) {
            return Damage.TRUNCATED;
        } else if (millionth < 30) {
            return Damage.NOT_UTF8;
        } else if (millionth < 36) {
            return Damage.UNREADABLE_TIME;
        } else if (millionth < 42) {
            return Damage.FUTURE_TIME;
        }
        return Damage.NONE;
    }

    @Override
    public List<Happening> happenings(long fromMs, long toMs) {
        return bursts.starting(fromMs, toMs).stream()
                .sorted(Comparator.comparingLong(Happening::fromMs).thenComparing(Happening::subject))
                .toList();
    }
}
