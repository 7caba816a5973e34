package org.chengyun.ingest.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LogTimeTest {
    @Test
    void shouldKnowEveryDayOfTheCalendar() {
        LocalDate end = LocalDate.of(2801, 1, 1);
        for (LocalDate day = LocalDate.of(1599, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            assertThat(LogTime.epochDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
                    .isEqualTo(day.toEpochDay());
        }
        assertThat(LogTime.epochDay(0, 1, 1)).isEqualTo(LocalDate.of(0, 1, 1).toEpochDay());
    }

    @Test
    void shouldKnowHowLongMonthsAre() {
        String[] months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        for (int year : new int[] {1900, 1999, 2000, 2023, 2024, 2100}) {
            for (int month = 1; month <= 12; month++) {
                int length = LocalDate.of(year, month, 1).lengthOfMonth();
                assertThat(isTime(length, months[month - 1], year)).isTrue();
                assertThat(isTime(length + 1, months[month - 1], year)).isFalse();
            }
        }
    }

    private static boolean isTime(int day, String month, int year) {
        byte[] text = String.format(Locale.ROOT, "[%02d/%s/%04d:00:00:00 +0000]", day, month, year)
                .getBytes(StandardCharsets.US_ASCII);
        return LogTime.parse(text, 0, text.length) != LogTime.MALFORMED;
    }
}
