package org.chengyun.datasets.simulator.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.feed.Happening;
import org.junit.jupiter.api.Test;

class PortalRhythmTest {
    private static final City CITY = City.of(7);
    private static final PortalFeed FEED = new PortalFeed(CITY, ZoneId.of("Asia/Shanghai"));

    private static List<Request> requests(long startMs, int minutes) {
        List<Request> requests = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            FEED.generate(startMs + minute * Feed.SLOT_MS, d -> requests.add((Request) d.observation()));
        }
        return requests;
    }

    private static List<Request> requests(String from, int minutes) {
        return requests(Instant.parse(from).toEpochMilli(), minutes);
    }

    @Test
    void shouldBeBusyInOfficeHoursAndQuietAtNightAndOnSundays() {
        int morning = requests("2026-11-18T10:00:00+08:00", 20).size();

        assertThat(morning).isBetween(25_000, 50_000);
        assertThat(requests("2026-11-18T03:00:00+08:00", 20).size()).isBetween(morning / 40, morning / 8);
        assertThat(requests("2026-11-22T10:00:00+08:00", 20).size()).isBetween(morning / 4, morning * 3 / 4);
    }

    @Test
    void shouldHaveAFewLargeServicesAndALongTail() {
        Map<String, Long> byService = requests("2026-11-18T10:00:00+08:00", 60).stream()
                .collect(Collectors.groupingBy(Request::service, Collectors.counting()));
        List<Long> sizes = byService.entrySet().stream()
                .filter(e -> !e.getKey().equals(Request.NO_SERVICE))
                .map(Map.Entry::getValue)
                .sorted((a, b) -> Long.compare(b, a))
                .toList();
        long total = sizes.stream().mapToLong(Long::longValue).sum();

        assertThat(sizes).hasSize(120);
        assertThat(sizes.stream().limit(10).mapToLong(Long::longValue).sum()).isBetween(total * 3 / 10, total * 7 / 10);
        assertThat(sizes.get(119)).isPositive().isLessThan(total / 200);
    }

    @Test
    void shouldFailMostlyInBursts() {
        long from = Instant.parse("2026-11-18T00:00:00Z").toEpochMilli();
        Happening burst = FEED.happenings(from, from + 5 * 86_400_000L).stream()
                .filter(h -> CITY.services().stream().limit(20).anyMatch(s -> s.id().equals(h.subject())))
                .findFirst()
                .orElseThrow();
        long start = burst.fromMs() - Math.floorMod(burst.fromMs(), Feed.SLOT_MS);
        int minutes = (int) ((burst.toMs() - burst.fromMs()) / 60_000);

        List<Request> during = requests(start, minutes).stream()
                .filter(r -> r.service().equals(burst.subject()) && burst.isAt(r.eventMs()))
                .toList();

        assertThat(during.stream().filter(r -> r.status() >= 500).count()).isGreaterThan(during.size() / 4);
        List<Request> others = requests(start, minutes).stream()
                .filter(r -> !r.service().equals(burst.subject()))
                .toList();
        assertThat(others.stream().filter(r -> r.status() >= 500).count()).isLessThan(others.size() / 50);
    }

    @Test
    void shouldKeepTheNumberOfPathsInBounds() {
        Set<String> paths = new HashSet<>();
        requests("2026-11-18T09:00:00+08:00", 180).forEach(r -> paths.add(r.path()));

        assertThat(paths).hasSizeBetween(2_000, 8_000);
    }

    @Test
    void shouldLeaveOutSizesAsServersDo() {
        List<Request> requests = requests("2026-11-18T10:00:00+08:00", 10);

        assertThat(requests)
                .filteredOn(r -> r.status() == 304)
                .isNotEmpty()
                .allMatch(r -> r.bytes() == Request.NO_SIZE);
        assertThat(requests)
                .filteredOn(r -> r.status() == 200 && !r.method().equals("HEAD"))
                .allMatch(r -> r.bytes() > 0);
    }
}
