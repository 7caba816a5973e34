package org.chengyun.datasets.simulator.cases;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.CaseType;
import org.chengyun.datasets.simulator.city.Channel;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.District;
import org.chengyun.datasets.simulator.feed.Damage;
import org.chengyun.datasets.simulator.feed.Delivery;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.feed.Happening;
import org.chengyun.datasets.simulator.rhythm.CityTime;

/** Cases as the agencies report them: one record when a case is opened and one when it is closed. */
public final class CaseFeed implements Feed {
    /** Cases of an ordinary working day. */
    private static final double PER_DAY = 10_500;

    private static final double REPEATED_SHARE = 0.001;
    private static final int LONGEST_DELAY_MS = 180 * 60_000;
    private static final int LONGEST_REPEAT_MS = 60_000;
    /** After a stop an agency sends everything within this time. */
    private static final int REPLAY_MS = 10 * 60_000;

    private final City city;
    private final ZoneId zone;
    private final Dice dice;
    private final Dice faults;
    private final AgencyStops stops;
    private final double[] cumulated;
    private final double perMinute;

    /**
     * The cases of a city.
     *
     * @param zone whose wall clock the city lives by, and whose offset the records show
     */
    public CaseFeed(City city, ZoneId zone) {
        this.city = city;
        this.zone = zone;
        this.dice = new Dice(city.seed(), "events.cases");
        this.faults = new Dice(city.seed(), "events.faults");
        this.stops = new AgencyStops(city);
        this.cumulated = new double[city.caseTypes().size()];
        double perDay = city.caseTypes().stream()
                .mapToDouble(t -> t.weight() * t.habit().mean())
                .sum();
        this.perMinute = PER_DAY / 1440 / perDay;
    }

    @Override
    public String dataset() {
        return "events";
    }

    @Override
    public long longestWaitMs() {
        return SLOT_MS + Closing.LONGEST_MS + longestDelayMs();
    }

    @Override
    public long longestDelayMs() {
        return AgencyStops.LONGEST_MS + REPLAY_MS + LONGEST_DELAY_MS + LONGEST_REPEAT_MS + 60_000;
    }

    @Override
    public long delayedAfterMs() {
        return 600_000;
    }

    @Override
    public void generate(long slotMs, Consumer<Delivery> out) {
        long minute = slotMs / SLOT_MS;
        CityTime time = CityTime.of(slotMs, zone);
        double sum = 0;
        for (CaseType type : city.caseTypes()) {
            sum += type.weight() * type.habit().at(time);
            cumulated[type.index()] = sum;
        }
        int count = Dice.poisson(dice.roll(minute, 0), sum * perMinute);
        for (int i = 0; i < count; i++) {
            CityCase subject = draw(slotMs, time, i, dice.roll(minute, i + 1));
            long order = (minute << 9 | i) << 2;
            send(new CaseAction(subject, false), order, faults.roll(order, 0), out);
            if (subject.isClosed()) {
                send(new CaseAction(subject, true), order | 2, faults.roll(order, 1), out);
            }
        }
    }

    private CityCase draw(long slotMs, CityTime time, int number, long roll) {
        CaseType type = drawType(Dice.unit(Dice.part(roll, 0)));
        long openedMs = slotMs + Dice.below(Dice.part(roll, 1), 60) * 1000L;
        return new CityCase(
                number,
                type,
                drawDistrict(Dice.unit(Dice.part(roll, 2))),
                Channel.drawn(Dice.unit(Dice.part(roll, 3)), time.isOfficeHour()),
                openedMs,
                Closing.closedMs(type, openedMs, zone, Dice.part(roll, 4)),
                zone,
                roll);
    }

    private CaseType drawType(double unit) {
        double place = unit * cumulated[cumulated.length - 1];
        for (CaseType type : city.caseTypes()) {
            if (place < cumulated[type.index()]) {
                return type;
            }
        }
        throw new IllegalStateException("no case type at " + place);
    }

    private District drawDistrict(double unit) {
        double rest =
                unit * city.districts().stream().mapToDouble(District::weight).sum();
        for (District district : city.districts()) {
            rest -= district.weight();
            if (rest < 0) {
                return district;
            }
        }
        return city.districts().get(0);
    }

    private void send(CaseAction action, long order, long fate, Consumer<Delivery> out) {
        Damage damage = damage(Dice.unit(fate));
        long arrivalMs = arrivalMs(action, fate);
        out.accept(new Delivery(action, arrivalMs, order, damage, false, fate));
        if (damage == Damage.NONE && Dice.unit(Dice.part(fate, 8)) < REPEATED_SHARE) {
            long again = arrivalMs + Dice.below(Dice.part(fate, 9), LONGEST_REPEAT_MS);
            out.accept(new Delivery(action, again, order | 1, Damage.NONE, true, fate));
        }
    }

    private long arrivalMs(CaseAction action, long fate) {
        long eventMs = action.eventMs();
        long sentMs = stops.sentMs(action.subject().type().agency(), eventMs);
        if (sentMs != eventMs) {
            return sentMs + Dice.below(Dice.part(fate, 1), REPLAY_MS);
        }
        double kind = Dice.unit(Dice.part(fate, 0));
        long usual = 2_000L + Dice.below(Dice.part(fate, 1), 40_000);
        if (kind < 0.005) {
            return eventMs + usual + 900_000 + Dice.below(Dice.part(fate, 2), LONGEST_DELAY_MS - 950_000);
        }
        return kind < 0.03 ? eventMs + usual + Dice.below(Dice.part(fate, 2), 500_000) : eventMs + usual;
    }

    private static Damage damage(double unit) {
        double millionth = unit * 1e6;
        if (millionth < 200) {
            return Damage.TRUNCATED;
        } else if (millionth < 300) {
            return Damage.NOT_UTF8;
        } else if (millionth < 400) {
            return Damage.UNREADABLE_TIME;
        } else if (millionth < 500) {
            return Damage.FUTURE_TIME;
        } else if (millionth < 600) {
            return Damage.MISSING_CASE_ID;
        }
        return Damage.NONE;
    }

    @Override
    public List<Happening> happenings(long fromMs, long toMs) {
        return stops.starting(fromMs, toMs);
    }
}
