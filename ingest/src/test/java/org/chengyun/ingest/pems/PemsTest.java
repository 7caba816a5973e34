package org.chengyun.ingest.pems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of PeMS, made up after the descriptions of its files. */
class PemsTest {
    private static final String STATION = "07/04/2026 08:05:00,1108148,11,5,N,ML,.5,40,100,300,.0625,62.5";
    private static final String LANE = ",10,75,.0625,62.5,1";
    private static final String FIVE_MINUTES = STATION + LANE.repeat(4) + ",,,,,0".repeat(4) + "\n";
    private static final String IMPUTED =
            "07/04/2026 08:05:00,1108149,11,5,S,HV,.5,0,0,120,.05,60" + ",0,120,.05,60,0" + ",,,,,0".repeat(7) + "\n";
    private static final String HOUR = "07/04/2026 08:00:00,1108148,11,5,N,ML,.5,480,100,3600,.0625,62.5"
            + ",0,0,0,0,0,1.5" + ",900,.0625,62.5".repeat(4) + ",,,".repeat(4) + "\n";

    private static String at(Run run) {
        return run.at(run.observations.get(0)).toString();
    }

    private static double number(Run run, String field) {
        if (run.value(0, field) instanceof Double number) {
            return number;
        }
        throw new AssertionError("no " + field);
    }

    @Test
    void shouldReadStationsByFiveMinutes() {
        Run run = Run.of("traffic", null, FIVE_MINUTES);

        assertThat(run.format).isEqualTo("pems-station-5min");
        assertThat(run.rejections).isEmpty();
        assertThat(at(run)).isEqualTo("2026-07-04T15:05:00Z");
        assertThat(run.value(0, "site")).isEqualTo("1108148");
        assertThat(run.value(0, "road")).isEqualTo("5 N");
        assertThat(run.value(0, "district")).isEqualTo("11");
        assertThat(run.value(0, "volume")).isEqualTo(300.0);
        assertThat(run.value(0, "flow")).isEqualTo(3600.0);
        assertThat(run.value(0, "occupancy")).isEqualTo(0.0625);
        assertThat(number(run, "speed")).isCloseTo(100.584, within(1e-9));
    }

    @Test
    void shouldTakeWhatWasImputedAsMissing() {
        Run run = Run.of("traffic", null, IMPUTED);

        assertThat(run.format).isEqualTo("pems-station-5min");
        assertThat(run.observations).hasSize(1);
        for (String field : new String[] {"speed", "flow", "volume", "occupancy"}) {
            assertThat(run.value(0, field)).as(field).isNull();
        }
    }

    @Test
    void shouldReadStationsByHour() {
        Run run = Run.of("traffic", null, HOUR);

        assertThat(run.format).isEqualTo("pems-station-hour");
        assertThat(at(run)).isEqualTo("2026-07-04T15:00:00Z");
        assertThat(run.value(0, "volume")).isEqualTo(3600.0);
        assertThat(run.value(0, "flow")).isEqualTo(3600.0);
    }

    @Test
    void shouldJoinTheLanesOfARawLine() {
        Run run = Run.of("traffic", null, "07/04/2026 08:05:30,1108148,10,.05,60,5,.1,30" + ",,,".repeat(6) + "\n");

        assertThat(run.format).isEqualTo("pems-station-raw");
        assertThat(run.rejections).isEmpty();
        assertThat(run.value(0, "volume")).isEqualTo(15.0);
        assertThat(run.value(0, "flow")).isEqualTo(1800.0);
        assertThat(number(run, "occupancy")).isCloseTo(0.075, within(1e-12));
        assertThat(number(run, "speed")).isCloseTo(50 * 1.609344, within(1e-9));
    }

    @Test
    void shouldReadTheLiveLine() {
        Run run = Run.of("traffic", null, "1108148,2,10,60,50,5,30,100,2026-07-04 08:05:30");

        assertThat(run.format).isEqualTo("pems-live");
        assertThat(at(run)).isEqualTo("2026-07-04T15:05:30Z");
        assertThat(run.value(0, "site")).isEqualTo("1108148");
        assertThat(run.value(0, "volume")).isEqualTo(15.0);
        assertThat(number(run, "occupancy")).isCloseTo(0.075, within(1e-12));
        assertThat(number(run, "speed")).isCloseTo(50 * 1.609344, within(1e-9));
    }

    @Test
    void shouldNotSumSomeOfTheLanes() {
        Run run = Run.of("traffic", "pems-live", "1108148,2,,,,5,30,100,2026-07-04 08:05:30");

        assertThat(run.value(0, "volume")).isNull();
        assertThat(run.value(0, "occupancy")).isEqualTo(0.1);
        assertThat(number(run, "speed")).isCloseTo(30 * 1.609344, within(1e-9));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pems-station-5min | row-incomplete   | 07/04/2026 08:05:00,1,11,5,N,ML,.5,40,100,300,.0625",
                "pems-station-5min | row-too-wide     | 07/04/2026 08:05:00,1,11,5,N,ML,.5,40,100,300,.0625,62.5,1",
                "pems-station-5min | time-malformed   | 07/32/2026 08:05:00,1,11,5,N,ML,.5,40,100,300,.0625,62.5",
                "pems-station-5min | number-malformed | 07/04/2026 08:05:00,1,11,5,N,ML,.5,40,100,3oo,.0625,62.5",
                "pems-station-5min | out-of-range     | 07/04/2026 08:05:00,1,11,5,N,ML,.5,40,100,300,1.5,62.5",
                "pems-station-5min | value-missing    | 07/04/2026 08:05:00,,11,5,N,ML,.5,40,100,300,.0625,62.5",
                "pems-station-5min | encoding-binary  | 07/04/2026 08:05:00,\u00e9,11,5,N,ML,.5,40,100,300,.0625,62.5",
                "pems-live         | row-incomplete   | 1,3,10,60,50,5,30,100,2026-07-04 08:05:30",
                "pems-live         | time-malformed   | 1,1,10,60,50,2026-07-04 8:05:30",
                "pems-station-raw  | row-incomplete   | 07/04/2026 08:05:30,1,10,.05"
            })
    void shouldSayWhatIsWrongWithALine(String format, String reason, String line) {
        Run run = Run.of("traffic", format, line);

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason().code()).isEqualTo(reason));
    }
}
