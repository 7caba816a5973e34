package org.chengyun.api.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.chengyun.api.span.Span;
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void shouldMarkEveryOtherHourOfADay() {
        var marks = Hours.marks(day(LocalDate.of(2026, 11, 20), 1), NEW_YORK, 13);

        assertThat(marks).hasSize(13).first().isEqualTo(Instant.parse("2026-11-20T05:00:00Z"));
    }

    @Test
    void shouldMarkLocalHoursOnTheDaysThatAreLongerOrShorter() {
        assertThat(Hours.marks(day(LocalDate.of(2026, 11, 1), 1), NEW_YORK, 13))
                .contains(Instant.parse("2026-11-01T04:00:00Z"), Instant.parse("2026-11-01T17:00:00Z"));
        assertThat(Hours.marks(day(LocalDate.of(2026, 3, 8), 1), NEW_YORK, 13))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldMarkDaysOfAMonth() {
        assertThat(Hours.marks(day(LocalDate.of(2026, 11, 1), 30), NEW_YORK, 9)).hasSize(5);
    }

    private static Span day(LocalDate day, int days) {
        return new Span(
                day.atStartOfDay(NEW_YORK).toInstant(),
                day.plusDays(days).atStartOfDay(NEW_YORK).toInstant());
    }
}
