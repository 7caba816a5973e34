package org.chengyun.datasets.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.chengyun.datasets.simulator.outlet.Rotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:11:12.345Z");

    private static Options parse(String line) {
        return Options.parse(List.of(line.split(" ", -1)), Map.of("CHENGYUN_SIMULATOR_SECRET", "secret"), NOW);
    }

    @Test
    void shouldHaveDefaultsForEverythingButTheFolder() {
        Options options = parse("--out x");

        assertThat(options.out()).isEqualTo(Path.of("x"));
        assertThat(options.city()).isEqualTo(Path.of("x/city"));
        assertThat(options.seed()).isEqualTo(1);
        assertThat(options.from()).isEqualTo("2026-11-20T10:11:00Z");
        assertThat(options.until()).isEmpty();
        assertThat(options.speed()).isEqualTo(1);
        assertThat(options.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(options.url()).isEmpty();
        assertThat(options.rotation()).isEqualTo(new Rotation(3_600_000, 0, 0));
        assertThat(options.minutes()).isTrue();
    }

    @Test
    void shouldKeepLessOnDiskInADemo() {
        Options options = parse("--out x --url http://127.0.0.1:8080 --token-url http://127.0.0.1:9/t");

        assertThat(options.rotation().keep()).isEqualTo(48);
        assertThat(options.minutes()).isFalse();
        assertThat(options.secret()).isEqualTo("secret");
    }

    @Test
    void shouldReadEveryOption() {
        Options options = parse("--out x --city y --seed -5 --from 2026-11-01T00:00:00Z --until 2026-11-02T00:00:00Z"
                + " --speed 60 --zone UTC --client c --rotate 64MB --keep 3 --truth hours --registry-only");

        assertThat(options.city()).isEqualTo(Path.of("y"));
        assertThat(options.seed()).isEqualTo(-5);
        assertThat(options.from()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(options.until()).contains(Instant.parse("2026-11-02T00:00:00Z"));
        assertThat(options.speed()).isEqualTo(60);
        assertThat(options.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(options.client()).isEqualTo("c");
        assertThat(options.rotation()).isEqualTo(new Rotation(0, 64 << 20, 3));
        assertThat(options.minutes()).isFalse();
        assertThat(options.onlyRegistry()).isTrue();
    }

    @Test
    void shouldReportEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Options.parse(
                        List.of(("--fast --seed x --from tomorrow --speed -1 --zone Mars --url ftp://x --rotate often"
                                        + " --keep -1 --truth all --token-url http://x/t --until")
                                .split(" ", -1)),
                        Map.of(),
                        NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "unknown option '--fast'",
                        "--until needs a value",
                        "--out is missing",
                        "--seed cannot be 'x'",
                        "--from cannot be 'tomorrow'",
                        "--speed cannot be '-1'",
                        "--zone cannot be 'Mars'",
                        "--url cannot be 'ftp://x'",
                        "--rotate cannot be 'often'",
                        "--keep cannot be '-1'",
                        "--truth is minutes or hours",
                        "needs the client's secret in CHENGYUN_SIMULATOR_SECRET");
    }

    @ParameterizedTest
    @CsvSource({
        "--from 2026-11-21T10:11:13Z,--from lies in the future",
        "--until 2026-11-01T00:00:00Z,--until must be after --from",
    })
    void shouldRefuseTimesThatCannotBe(String more, String message) {
        assertThatThrownBy(() -> parse("--out x " + more)).hasMessageContaining(message);
    }

    @ParameterizedTest(name = "speed {0} after {1} s")
    @CsvSource({"0,0,0", "1,10,-86390", "60,10,-85800", "60,1464,1440", "60,1465,0", "60,2000,0", "1000,87,0"})
    void shouldNeverRunAheadOfTheClock(double speed, long afterSeconds, long expectedSeconds) {
        Instant start = Instant.parse("2026-11-21T00:00:00Z");
        var clock = new SettableClock(start);
        var pace = new Pace(clock, start.minusSeconds(86_400).toEpochMilli(), speed);

        clock.now = start.plusSeconds(afterSeconds);

        long behindNow = expectedSeconds == 0 ? afterSeconds : expectedSeconds;
        assertThat(pace.limitMs()).isEqualTo(start.plusSeconds(behindNow).toEpochMilli());
    }

    private static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
