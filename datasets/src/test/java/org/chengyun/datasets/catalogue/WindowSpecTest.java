package org.chengyun.datasets.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSpecTest {
    private static final ZoneId UTC = ZoneOffset.UTC;

    @ParameterizedTest
    @CsvSource({
        "1m,60000,60000,1m",
        "60s,60000,60000,1m",
        "90s,90000,90000,90s",
        "5m/1m,300000,60000,5m/1m",
        " 5m / 1m ,300000,60000,5m/1m",
        "1h/1h,3600000,3600000,1h",
        "36h,129600000,129600000,36h",
        "48h/24h,172800000,86400000,2d/1d",
        "1d,86400000,86400000,1d",
    })
    void shouldReadAndNameWindows(String text, long sizeMs, long slideMs, String name) {
        WindowSpec window = WindowSpec.parse(text, UTC).orElseThrow();

        assertThat(window).isEqualTo(new FixedWindow(sizeMs, slideMs));
        assertThat(window).hasToString(name);
        assertThat(WindowSpec.parse(name, UTC)).contains(window);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0s",
                "500ms",
                "1500ms",
                "5m/0s",
                "1m/5m",
                "5m/2m",
                "5m/",
                "/1m",
                "1h/1m/1s",
                "1x",
                "-1m",
                "99999d",
                "999999999d",
                "1m/999999999999d"
            })
    void shouldNotTakeForAWindow(String text) {
        assertThat(WindowSpec.parse(text, UTC)).isEmpty();
    }

    @Test
    void shouldAlignStartsToTheEpochBeforeAndAfterIt() {
        var window = new FixedWindow(300_000, 60_000);

        assertThat(window.lastStartMs(0)).isZero();
        assertThat(window.lastStartMs(59_999)).isZero();
        assertThat(window.lastStartMs(60_000)).isEqualTo(60_000);
        assertThat(window.lastStartMs(-1)).isEqualTo(-60_000);
        assertThat(window.isTumbling()).isFalse();
        assertThat(window.sizeSeconds()).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({"1m", "5m/1m", "1h", "1d", "day", "week", "month"})
    void shouldAgreeWithItselfAboutBorders(String text) {
        WindowSpec window =
                WindowSpec.parse(text, ZoneId.of("America/New_York")).orElseThrow();
        var random = new Random(text.hashCode());

        for (int i = 0; i < 2_000; i++) {
            long time = random.nextLong(4_000_000_000_000L);
            long last = window.lastStartMs(time);
            long first = window.firstStartMs(time);
            long ended = window.lastEndedMs(time);

            assertThat(time).isBetween(last, window.nextStartMs(last) - 1);
            assertThat(window.endMs(first)).isGreaterThan(time);
            assertThat(window.endMs(window.previousStartMs(first))).isLessThanOrEqualTo(time);
            assertThat(window.endMs(ended)).isLessThanOrEqualTo(time);
            assertThat(window.endMs(window.nextStartMs(ended))).isGreaterThan(time);
            assertThat(window.previousStartMs(window.nextStartMs(last))).isEqualTo(last);
            assertThat(last % window.gridMs()).isZero();
            assertThat(window.endMs(last) - last).isLessThanOrEqualTo(window.usualMs() + 3_600_000);
        }
    }
}
