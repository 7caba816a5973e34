package org.chengyun.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationArgumentTest {
    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "30m, PT30M", "24h, PT24H", "7D, PT168H", "PT36H, PT36H"})
    void shouldUnderstand(String text, Duration expected) {
        assertThat(new DurationArgument().convert(text)).isEqualTo(expected);
    }

    @Test
    void shouldNameTheForms() {
        assertThatThrownBy(() -> new DurationArgument().convert("a day")).hasMessageContaining("7d");
    }
}
