package org.chengyun.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeArgumentTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T08:00:00Z, UTC, 2026-11-21T08:00:00Z",
        "2026-11-21T08:00:00Z, Asia/Shanghai, 2026-11-21T08:00:00Z",
        "2026-11-21T08:00:00+08:00, UTC, 2026-11-21T00:00:00Z",
        "2026-11-21T08:00, UTC, 2026-11-21T08:00:00Z",
        "2026-11-21T08:00, Asia/Shanghai, 2026-11-21T00:00:00Z",
        "2026-11-21 08:00:30, Asia/Shanghai, 2026-11-21T00:00:30Z",
        "2026-11-21, UTC, 2026-11-21T00:00:00Z",
        "2026-11-21, America/New_York, 2026-11-21T05:00:00Z",
        "2018-11-04, America/Sao_Paulo, 2018-11-04T03:00:00Z", // midnight does not exist there on that day
    })
    void shouldUnderstand(String text, String zone, String expected) {
        assertThat(TimeArgument.parse(text, ZoneId.of(zone))).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "2026-11-21T25:00", "21.11.2026", "1732147200"})
    void shouldNameTheFormsForAnythingElse(String text) {
        assertThatThrownBy(() -> TimeArgument.parse(text, ZoneId.of("UTC")))
                .hasMessageContaining("2026-11-21T08:00:00Z");
    }
}
