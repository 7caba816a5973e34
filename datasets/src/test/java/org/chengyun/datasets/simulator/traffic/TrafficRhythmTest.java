package org.chengyun.datasets.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.RoadClass;
import org.chengyun.datasets.simulator.city.Site;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.feed.Happening;
import org.junit.jupiter.api.Test;

/** Whether the numbers are what a traffic engineer would believe. */
class TrafficRhythmTest {
    private static final City CITY = City.of(7);
    private static final TrafficFeed FEED = new TrafficFeed(CITY, ZoneId.of("Asia/Shanghai"));

    /** Readings of ten minutes spread over an hour of the wall clock. */
    private static List<Reading> hour(String day, int hour) {
        List<Reading> readings = new ArrayList<>();
        long start = Instant.parse("%sT%02d:00:00+08:00".formatted(day, hour)).toEpochMilli();
        for (int minute = 0; minute < 60; minute += 6) {
            FEED.generate(start + minute * 60_000L, d -> readings.add((Reading) d.observation()));
        }
        return readings;
    }

    private static double meanKmh(List<Reading> readings, Predicate<Site> which) {
        return readings.stream()
                        .filter(r -> r.speedTenths() != Reading.NO_VEHICLE && which.test(r.site()))
                        .mapToInt(Reading::speedTenths)
                        .average()
                        .orElseThrow()
                / 10;
    }

    private static double meanVolume(List<Reading> readings) {
        return readings.stream().mapToInt(Reading::volume).average().orElseThrow();
    }

    @Test
    void shouldSlowDownInTheRushOfAWorkingDay() {
        double night = meanKmh(hour("2026-11-18", 3), s -> true);
        double morning = meanKmh(hour("2026-11-18", 8), s -> true);
        double noon = meanKmh(hour("2026-11-18", 12), s -> true);
        double evening = meanKmh(hour("2026-11-18", 17), s -> true);

        assertThat(night).isBetween(48.0, 60.0);
        assertThat(morning).isBetween(30.0, 40.0);
        assertThat(evening).isBetween(28.0, 39.0);
        assertThat(noon).isGreaterThan(morning + 2).isGreaterThan(evening + 2).isLessThan(night - 5);
    }

    @Test
    void shouldFlowIntoTheCityInTheMorningAndOutInTheEvening() {
        List<Reading> morning = hour("2026-11-18", 8);
        List<Reading> evening = hour("2026-11-18", 17);

        assertThat(meanKmh(morning, Site::inbound)).isLessThan(meanKmh(morning, s -> !s.inbound()) - 2);
        assertThat(meanKmh(evening, Site::inbound)).isGreaterThan(meanKmh(evening, s -> !s.inbound()) + 1);
    }

    @Test
    void shouldHaveNoMorningRushOnASunday() {
        assertThat(meanKmh(hour("2026-11-22", 8), s -> true))
                .isGreaterThan(meanKmh(hour("2026-11-18", 8), s -> true) + 5);
    }

    @Test
    void shouldBeFasterOnWiderRoads() {
        List<Reading> noon = hour("2026-11-18", 12);

        double expressway = meanKmh(noon, s -> s.road().kind() == RoadClass.EXPRESSWAY);
        double arterial = meanKmh(noon, s -> s.road().kind() == RoadClass.ARTERIAL);
        double street = meanKmh(noon, s -> s.road().kind() == RoadClass.STREET);

        assertThat(expressway).isGreaterThan(arterial + 10);
        assertThat(arterial).isGreaterThan(street + 5);
    }

    @Test
    void shouldCountMoreVehiclesByDayThanByNight() {
        assertThat(meanVolume(hour("2026-11-18", 8))).isGreaterThan(8 * meanVolume(hour("2026-11-18", 3)));
    }

    @Test
    void shouldReportOccupancyThatFitsSpeedAndVolume() {
        for (Reading reading : hour("2026-11-18", 8)) {
            if (reading.volume() == 0) {
                assertThat(reading.speedTenths()).isEqualTo(Reading.NO_VEHICLE);
                assertThat(reading.occupancyThousandths()).isZero();
            } else {
                double perLaneAndHour =
                        reading.volume() * 60.0 / reading.site().road().lanes();
                double densityVehPerKm = perLaneAndHour / (reading.speedTenths() / 10.0);
                double impliedLengthKm = reading.occupancyThousandths() / 1000.0 / densityVehPerKm;
                assertThat(reading.speedTenths()).isBetween(20, 1300);
                assertThat(reading.occupancyThousandths()).isBetween(1, 990);
                if (reading.occupancyThousandths() > 20 && reading.occupancyThousandths() < 990) {
                    assertThat(impliedLengthKm).isBetween(0.0058, 0.0066);
                }
            }
        }
    }

    @Test
    void shouldQueueUpstreamOfAnIncident() {
        var incidents = new Incidents(CITY, ZoneId.of("Asia/Shanghai"));
        long from = Instant.parse("2026-11-18T00:00:00Z").toEpochMilli();
        Incident incident = incidents.starting(from, from + 12 * 3_600_000L).stream()
                .filter(i -> i.road().kind() == RoadClass.EXPRESSWAY)
                .findFirst()
                .orElseThrow();
        double upstream = incident.inbound() ? 0.2 : -0.2;
        long soon = incident.fromMs() + 15 * 60_000;

        assertThat(incident.loading(0.5, incident.atKm() + upstream, incident.inbound(), soon))
                .isGreaterThan(1.2);
        assertThat(incident.loading(0.5, incident.atKm() - upstream, incident.inbound(), soon))
                .isLessThan(0.5);
        assertThat(incident.loading(0.5, incident.atKm() + upstream, !incident.inbound(), soon))
                .isEqualTo(0.5);
        assertThat(incident.loading(0.5, incident.atKm() + upstream, incident.inbound(), incident.fromMs() - 1))
                .isEqualTo(0.5);
        long after = incident.toMs() + Incident.AFTERMATH_MS;
        assertThat(incident.loading(0.5, incident.atKm() + upstream, incident.inbound(), after))
                .isEqualTo(0.5);
    }

    @Test
    void shouldSilenceADistrictWhoseLineIsDown() {
        long from = Instant.parse("2026-11-16T00:00:00Z").toEpochMilli();
        Happening outage = FEED.happenings(from, from + 10 * 86_400_000L).stream()
                .filter(h -> h.kind().equals("line-outage") && h.detail().equals("readings lost"))
                .findFirst()
                .orElseThrow();
        List<String> during = districts(outage.fromMs() + 5 * 60_000);
        List<String> before = districts(outage.fromMs() - 5 * 60_000);

        assertThat(before).contains(outage.subject());
        assertThat(during).isNotEmpty().doesNotContain(outage.subject());
    }

    private static List<String> districts(long slotMs) {
        List<String> districts = new ArrayList<>();
        long slot = slotMs - Math.floorMod(slotMs, Feed.SLOT_MS);
        FEED.generate(
                slot,
                d -> districts.add(((Reading) d.observation()).site().district().id()));
        return districts;
    }
}
