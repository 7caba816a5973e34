package org.chengyun.datasets.simulator.traffic;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.RoadClass;
import org.chengyun.datasets.simulator.city.Site;
import org.chengyun.datasets.simulator.feed.Damage;
import org.chengyun.datasets.simulator.feed.Delivery;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.feed.Happening;

/** One reading per detector and minute. */
public final class TrafficFeed implements Feed {
    private static final double VEHICLE_LENGTH_KM = 0.0062;
    private static final double REPEATED_SHARE = 0.0003;
    private static final int LONGEST_REPEAT_MS = 20_000;

    private final City city;
    private final Dice dice;
    private final Dice faults;
    private final Weather weather;
    private final Demand demand;
    private final Incidents incidents;
    private final Outages outages;

    /**
     * The detectors of a city.
     *
     * @param zone whose wall clock the city lives by
     */
    public TrafficFeed(City city, ZoneId zone) {
        this.city = city;
        this.dice = new Dice(city.seed(), "traffic.readings");
        this.faults = new Dice(city.seed(), "traffic.faults");
        this.weather = new Weather(city.seed());
        this.demand = new Demand(city, zone, weather);
        this.incidents = new Incidents(city, zone);
        this.outages = new Outages(city);
    }

    @Override
    public String dataset() {
        return "traffic";
    }

    @Override
    public long longestWaitMs() {
        return SLOT_MS + longestDelayMs();
    }

    @Override
    public long longestDelayMs() {
        return Math.max(Delays.LONGEST_MS, Outages.LONGEST_LINE_MS + Delays.REPLAY_MS) + LONGEST_REPEAT_MS + 5_000;
    }

    @Override
    public long delayedAfterMs() {
        return 120_000;
    }

    @Override
    public void generate(long slotMs, Consumer<Delivery> out) {
        for (Site site : city.sites()) {
            if (site.active()) {
                generate(site, slotMs, out);
            }
        }
    }

    private void generate(Site site, long slotMs, Consumer<Delivery> out) {
        long eventMs = slotMs + site.phaseMs();
        Outages.Line outage = outages.lineOutage(site.district(), eventMs);
        if (outages.isDead(site, eventMs) || (outage != null && !outage.keeps())) {
            return;
        }
        long minute = slotMs / SLOT_MS;
        long roll = dice.roll(site.index(), minute);
        long fate = faults.roll(site.index(), minute);
        Reading reading = reading(site, eventMs, minute, roll);
        long arrivalMs = Delays.arrivalMs(site, eventMs, outage, fate);
        long order = minute << 13 | (long) site.index() << 1;
        Damage damage = damage(Dice.unit(fate));
        out.accept(new Delivery(reading, arrivalMs, order, damage, false, fate));
        if (damage == Damage.NONE && Dice.unit(Dice.part(fate, 8)) < REPEATED_SHARE) {
            long again = arrivalMs + Dice.below(Dice.part(fate, 9), LONGEST_REPEAT_MS);
            out.accept(new Delivery(reading, again, order | 1, Damage.NONE, true, fate));
        }
    }

    private static Damage damage(double unit) {
        double millionth = unit * 1e6;
        if (millionth < 20) {
            return Damage.TRUNCATED;
        } else if (millionth < 30) {
            return Damage.NOT_UTF8;
        } else if (millionth < 80) {
            return Damage.IMPOSSIBLE_SPEED;
        } else if (millionth < 90) {
            return Damage.UNREADABLE_TIME;
        } else if (millionth < 100) {
            return Damage.FUTURE_TIME;
        } else if (millionth < 120) {
            return Damage.UNKNOWN_SITE;
        }
        return Damage.NONE;
    }

    /**
     * The state of traffic at a detector, by Drake's fundamental diagram: speed = free speed · exp(−½ x²) with x =
     * density over critical density; flow = density · speed; occupancy = density · vehicle length.
     */
    private Reading reading(Site site, long eventMs, long minute, long roll) {
        RoadClass kind = site.road().kind();
        double loading =
                demand.loading(site.road(), site.inbound(), minute) * (1 + 0.05 * Dice.normal(Dice.part(roll, 0)));
        loading = incidents.loading(loading, site.road(), site.atKm(), site.inbound(), eventMs);
        double density = loading * kind.criticalDensityVehPerKm();
        double wet = 1 - 0.12 * weather.rain(minute);
        double modelKmh = kind.freeSpeedKmh() * site.speedFactor() * wet * StrictMath.exp(-loading * loading / 2);
        int volume = Dice.poisson(
                Dice.part(roll, 1), density * modelKmh * site.road().lanes() / 60);
        if (volume == 0) {
            return new Reading(site, eventMs, Reading.NO_VEHICLE, 0, 0);
        }
        // The mean of few vehicles scatters more than that of many.
        double spread = kind.speedSpreadShare() * (1 + 1 / Math.sqrt(volume));
        double speedKmh = Math.max(2.5, modelKmh * (1 + spread * Dice.normal(Dice.part(roll, 2))));
        double occupancy = volume * 60.0 / site.road().lanes() / speedKmh * VEHICLE_LENGTH_KM;
        return new Reading(
                site,
                eventMs,
                (int) Math.round(speedKmh * 10),
                volume,
                Math.clamp(Math.round(occupancy * 1000), 1, 990));
    }

    @Override
    public List<Happening> happenings(long fromMs, long toMs) {
        List<Happening> all = new ArrayList<>(outages.starting(fromMs, toMs));
        for (Incident incident : incidents.starting(fromMs, toMs)) {
            String detail = String.format(
                    Locale.ROOT,
                    "km %.1f %s severity %.2f",
                    incident.atKm(),
                    incident.inbound() ? "inbound" : "outbound",
                    incident.severity());
            all.add(new Happening(
                    incident.fromMs(),
                    incident.toMs(),
                    "incident",
                    incident.road().id(),
                    detail));
        }
        all.sort(Comparator.comparingLong(Happening::fromMs).thenComparing(Happening::subject));
        return all;
    }
}
