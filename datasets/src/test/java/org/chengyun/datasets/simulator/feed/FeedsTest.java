package org.chengyun.datasets.simulator.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chengyun.datasets.simulator.cases.CaseFeed;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.portal.PortalFeed;
import org.chengyun.datasets.simulator.traffic.TrafficFeed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every feed must keep. */
class FeedsTest {
    private static final City CITY = City.of(7);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long MINUTE_MS = 60_000;

    static Stream<Supplier<Feed>> feeds() {
        return Stream.of(
                named("traffic", () -> new TrafficFeed(CITY, ZONE)),
                named("portal", () -> new PortalFeed(CITY, ZONE)),
                named("events", () -> new CaseFeed(CITY, ZONE)));
    }

    private static Supplier<Feed> named(String name, Supplier<Feed> feed) {
        return new Supplier<>() {
            @Override
            public Feed get() {
                return feed.get();
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    /** Arrival and bytes of every record in {@code [countFrom, to)} of a stream that begins at {@code from}. */
    private static List<String> lines(Feed feed, long from, long countFrom, long to) {
        var stream = new DeliveryStream(feed, from);
        List<String> lines = new ArrayList<>();
        for (Delivery d = stream.nextBefore(to); d != null; d = stream.nextBefore(to)) {
            if (d.arrivalMs() >= countFrom) {
                lines.add(d.arrivalMs() + " " + new String(d.line(), StandardCharsets.ISO_8859_1));
            }
        }
        return lines;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("feeds")
    void shouldAgreeToTheByteWhereTwoRunsOverlap(Supplier<Feed> feed) {
        // Around the end of an outage, when records that were kept arrive late; the portal has none such.
        long outageEnd = feed.get().happenings(at("2026-11-17T00:00:00Z"), at("2026-11-27T00:00:00Z")).stream()
                .filter(h -> h.detail().endsWith("sent late") || h.kind().equals("error-burst"))
                .findFirst()
                .orElseThrow()
                .toMs();
        long early = outageEnd - 31 * MINUTE_MS - 17;
        long late = outageEnd - 2 * MINUTE_MS - 123;
        long end = outageEnd + 15 * MINUTE_MS;

        List<String> first = lines(feed.get(), early, late, end);
        List<String> second = lines(feed.get(), late, late, end);

        assertThat(second).isNotEmpty().isEqualTo(first);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("feeds")
    void shouldGenerateSlotsInAnyOrder(Supplier<Feed> feed) {
        long start = at("2026-11-18T02:00:00Z");
        Feed forwards = feed.get();
        Feed backwards = feed.get();
        List<List<String>> one = new ArrayList<>();
        List<List<String>> other = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            one.add(slot(forwards, start + i * 37L * MINUTE_MS));
        }
        for (int i = 19; i >= 0; i--) {
            other.add(0, slot(backwards, start + i * 37L * MINUTE_MS));
        }

        assertThat(other).isEqualTo(one);
    }

    private static List<String> slot(Feed feed, long slotMs) {
        List<String> lines = new ArrayList<>();
        feed.generate(
                slotMs,
                d -> lines.add(d.arrivalMs() + " " + d.order() + " " + d.damage() + " "
                        + new String(d.line(), StandardCharsets.ISO_8859_1)));
        return lines;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("feeds")
    void shouldKeepItsPromisesAboutTime(Supplier<Feed> given) {
        Feed feed = given.get();
        Set<Long> orders = new HashSet<>();
        for (long slot = at("2026-11-18T00:00:00Z"); slot < at("2026-11-18T18:00:00Z"); slot += 47 * MINUTE_MS) {
            long start = slot;
            feed.generate(slot, d -> {
                assertThat(orders.add(d.order())).as("order is unique").isTrue();
                assertThat(d.arrivalMs()).isGreaterThanOrEqualTo(d.observation().eventMs());
                assertThat(d.arrivalMs()).isGreaterThanOrEqualTo(start);
                assertThat(d.arrivalMs() - start).isLessThan(feed.longestWaitMs());
                assertThat(d.arrivalMs() - d.observation().eventMs()).isLessThanOrEqualTo(feed.longestDelayMs());
                assertThat(d.line()).doesNotContain('\n', '\r');
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("feeds")
    void shouldDifferFromSeedToSeed(Supplier<Feed> given) {
        Feed other = switch (given.get().dataset()) {
            case "traffic" -> new TrafficFeed(City.of(8), ZONE);
            case "portal" -> new PortalFeed(City.of(8), ZONE);
            default -> new CaseFeed(City.of(8), ZONE);
        };
        long slot = at("2026-11-18T02:00:00Z");

        assertThat(slot(other, slot)).isNotEqualTo(slot(given.get(), slot));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("feeds")
    void shouldTellOfEveryHappeningOnceHoweverTimeIsCut(Supplier<Feed> given) {
        Feed feed = given.get();
        long from = at("2026-11-16T16:00:00Z");
        long to = at("2026-11-18T16:00:00Z");
        List<Happening> hourly = new ArrayList<>();
        for (long hour = from; hour < to; hour += 3_600_000) {
            hourly.addAll(feed.happenings(hour, hour + 3_600_000));
        }

        assertThat(hourly).isNotEmpty().containsExactlyInAnyOrderElementsOf(feed.happenings(from, to));
        assertThat(hourly).allMatch(h -> h.toMs() > h.fromMs());
    }
}
