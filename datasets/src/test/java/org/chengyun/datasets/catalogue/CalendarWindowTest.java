package org.chengyun.datasets.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.chengyun.datasets.catalogue.CalendarWindow.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarWindowTest {
    @ParameterizedTest
    @CsvSource({
        "DAY,Asia/Shanghai,2026-05-04T12:00:00Z,2026-05-03T16:00:00Z,24",
        // Clocks forward and back.
        "DAY,America/New_York,2026-03-08T12:00:00Z,2026-03-08T05:00:00Z,23",
        "DAY,America/New_York,2026-11-01T12:00:00Z,2026-11-01T04:00:00Z,25",
        // Midnight itself is skipped: the day begins at 01:00.
        "DAY,America/Sao_Paulo,2018-11-04T12:00:00Z,2018-11-04T03:00:00Z,23",
        // By half an hour.
        "DAY,Australia/Lord_Howe,2026-10-04T00:00:00Z,2026-10-03T13:30:00Z,23.5",
        // The last instant of a window, and the first of the next.
        "DAY,Asia/Kathmandu,2026-05-04T18:14:59.999Z,2026-05-03T18:15:00Z,24",
        "DAY,Asia/Kathmandu,2026-05-04T18:15:00Z,2026-05-04T18:15:00Z,24",
        // The day before Samoa left one out.
        "DAY,Pacific/Apia,2011-12-30T09:59:59Z,2011-12-29T10:00:00Z,24",
        "WEEK,Europe/Berlin,2026-03-29T10:00:00Z,2026-03-22T23:00:00Z,167",
        "WEEK,Asia/Shanghai,2025-12-31T16:00:00Z,2025-12-28T16:00:00Z,168",
        "MONTH,Asia/Shanghai,2024-02-29T15:59:59Z,2024-01-31T16:00:00Z,696",
        "MONTH,America/New_York,2026-03-20T00:00:00Z,2026-03-01T05:00:00Z,743",
    })
    void shouldBeginAtMidnightAndEndAtTheNext(Unit unit, ZoneId zone, Instant time, Instant start, double hours) {
        var window = new CalendarWindow(unit, zone);

        long startMs = window.lastStartMs(time.toEpochMilli());

        assertThat(Instant.ofEpochMilli(startMs)).isEqualTo(start);
        assertThat(window.endMs(startMs) - startMs)
                .isEqualTo((long) (hours * Duration.ofHours(1).toMillis()));
    }

    @ParameterizedTest
    @CsvSource({"Asia/Shanghai,60", "America/New_York,60", "Asia/Kolkata,30", "Asia/Kathmandu,15", "UTC,60"})
    void shouldNeedSlicesThatFitTheZone(ZoneId zone, long minutes) {
        assertThat(new CalendarWindow(Unit.DAY, zone).gridMs())
                .isEqualTo(Duration.ofMinutes(minutes).toMillis());
    }
}
