package org.chengyun.dashboard.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Notation english = new Notation(Locale.ENGLISH, SHANGHAI);
    private final Notation chinese = new Notation(Locale.SIMPLIFIED_CHINESE, SHANGHAI);

    @ParameterizedTest
    @CsvSource({"0, 0%", "0.004, <1%", "0.01, 1%", "0.979, 97%", "0.9999, 99%", "1, 100%"})
    void shouldCallOnlyAWholeShareAHundredPercent(double share, String written) {
        assertThat(english.percent(share)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1284, '1,284'", "1284.4, '1,284'", "41.66, 41.7", "3.14159, 3.14", "7, 7", "0.05, 0.05"})
    void shouldWriteAboutThreeDigits(double value, String written) {
        assertThat(english.number(value)).isEqualTo(written);
    }

    @Test
    void shouldScaleBytesAndNothingElse() {
        assertThat(english.value(88_400_000, "B")).hasToString("88.4 MB");
        assertThat(english.value(999, "B")).hasToString("999 B");
        assertThat(english.value(88_400_000, "veh")).hasToString("88,400,000 veh");
        assertThat(english.value(5, "")).hasToString("5");
    }

    @Test
    void shouldWriteTheSizeOfAChangeWithoutItsSign() {
        assertThat(english.change(-0.0312)).isEqualTo("3.1%");
        assertThat(english.change(0.667)).isEqualTo("67%");
    }

    @Test
    void shouldWriteTimesInTheCitysZone() {
        assertThat(chinese.moment(Instant.parse("2026-11-20T23:30:05Z"))).isEqualTo("2026-11-21 07:30:05");
        assertThat(chinese.day(LocalDate.of(2026, 11, 21))).isEqualTo("2026年11月21日 周六");
        assertThat(english.day(LocalDate.of(2026, 11, 21))).isEqualTo("Sat, 21 Nov 2026");
    }
}
