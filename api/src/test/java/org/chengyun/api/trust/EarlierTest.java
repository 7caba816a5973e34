package org.chengyun.api.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.chengyun.api.span.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlierTest {
    private final Earlier earlier = new Earlier(ZoneId.of("Asia/Shanghai"));

    private static Span hour(String start) {
        Instant from = Instant.parse(start);
        return new Span(from, from.plus(Duration.ofHours(1)));
    }

    @Test
    void shouldCompareWithTheSameHourOfFourWeeks() {
        assertThat(earlier.weeks(hour("2026-11-21T05:00:00Z")))
                .containsExactly(
                        hour("2026-11-14T05:00:00Z"),
                        hour("2026-11-07T05:00:00Z"),
                        hour("2026-10-31T05:00:00Z"),
                        hour("2026-10-24T05:00:00Z"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // Saturday and Sunday have nobody like them in the six days before.
        "2026-11-21T05:00:00Z, ''",
        "2026-11-22T05:00:00Z, ''",
        "2026-11-23T05:00:00Z, 20 19 18 17",
        "2026-11-24T05:00:00Z, 23 20 19 18",
        "2026-11-27T05:00:00Z, 26 25 24 23",
        // Friday evening in UTC is Saturday morning in Shanghai.
        "2026-11-20T20:00:00Z, ''",
    })
    void shouldCompareWithDaysOfTheSameKind(String start, String days) {
        List<Span> expected = days.isEmpty()
                ? List.of()
                : List.of(days.split(" ")).stream()
                        .map(day -> hour("2026-11-%sT%s".formatted(day, start.substring(11))))
                        .toList();
        assertThat(earlier.days(hour(start))).containsExactlyElementsOf(expected);
    }
}
