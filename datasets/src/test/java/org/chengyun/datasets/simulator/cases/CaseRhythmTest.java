package org.chengyun.datasets.simulator.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chengyun.datasets.simulator.city.Channel;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.rhythm.CityTime;
import org.junit.jupiter.api.Test;

class CaseRhythmTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final CaseFeed FEED = new CaseFeed(City.of(7), ZONE);

    private static List<CityCase> opened(String from, int minutes) {
        List<CityCase> cases = new ArrayList<>();
        long start = Instant.parse(from).toEpochMilli();
        for (int minute = 0; minute < minutes; minute++) {
            FEED.generate(start + minute * Feed.SLOT_MS, d -> {
                CaseAction action = (CaseAction) d.observation();
                if (!action.closes() && !d.repeat()) {
                    cases.add(action.subject());
                }
            });
        }
        return cases;
    }

    @Test
    void shouldOpenTenThousandCasesOnAWorkingDayAndFewerOnASunday() {
        assertThat(opened("2026-11-18T00:00:00+08:00", 1440)).hasSizeBetween(9_800, 11_200);
        assertThat(opened("2026-11-22T00:00:00+08:00", 1440)).hasSizeBetween(6_500, 9_500);
    }

    @Test
    void shouldOpenMoreByDayThanByNight() {
        assertThat(opened("2026-11-18T09:00:00+08:00", 60))
                .hasSizeGreaterThan(8 * opened("2026-11-18T03:00:00+08:00", 60).size());
    }

    @Test
    void shouldHearOfNoiseInTheEveningAndOfWagesInOfficeHours() {
        Map<String, Long> morning = byType(opened("2026-11-18T09:00:00+08:00", 120));
        Map<String, Long> evening = byType(opened("2026-11-18T20:00:00+08:00", 120));

        assertThat(evening.get("noise-neighbour")).isGreaterThan(2 * morning.getOrDefault("noise-neighbour", 0L));
        assertThat(morning.get("unpaid-wages")).isGreaterThan(2 * evening.getOrDefault("unpaid-wages", 0L));
    }

    private static Map<String, Long> byType(List<CityCase> cases) {
        return cases.stream().collect(Collectors.groupingBy(c -> c.type().id(), Collectors.counting()));
    }

    @Test
    void shouldCloseOfficeWorkInOfficeHoursOnly() {
        List<CityCase> office = opened("2026-11-20T00:00:00+08:00", 1440).stream()
                .filter(c -> c.type().officeWork() && c.isClosed())
                .toList();

        assertThat(office).hasSizeGreaterThan(1_000).allSatisfy(c -> {
            assertThat(c.closedMs()).isGreaterThan(c.openedMs());
            assertThat(CityTime.of(c.closedMs(), ZONE).isOfficeHour()).isTrue();
        });
    }

    @Test
    void shouldHaveNobodyAtTheCounterAtNight() {
        assertThat(opened("2026-11-18T19:00:00+08:00", 300)).noneMatch(c -> c.channel() == Channel.COUNTER);
        assertThat(opened("2026-11-18T10:00:00+08:00", 60)).anyMatch(c -> c.channel() == Channel.COUNTER);
    }
}
