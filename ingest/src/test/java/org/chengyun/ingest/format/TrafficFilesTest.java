package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.RealData;
import org.chengyun.ingest.testing.Run;
import org.chengyun.ingest.testing.Statistics;
import org.chengyun.ingest.testing.Truth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every real file about traffic: read with its truth, or refused by its name. Those of 2019 and of Aarhus: RealFilesTest. */
class TrafficFilesTest {
    private static final double MPH = 1 / 1.609344;
    private static final double MINUTES = 1 / 60.0;
    private static final int HEAD = 64 * 1024;

    /** Asked for by name, as nothing in the file says what it is. */
    private static final Map<String, String> ASKED = Map.of(
            "metr-la-speed-207x2016.csv.gz", "metr-la", "metr-la-speed-lost-header.csv.gz", "metr-la-lost-header");

    private static final Map<String, String> EXPECTED = expected();

    private static Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        expected.put(
                "aarhus-trafficData158324.csv", "aarhus-travel-times: 12162 records, 12162 observations, 0 rejected");
        expected.put("caltrans-aadt-counts.csv", "refused: caltrans-aadt");
        expected.put("caltrans-detector-station-types.csv", "refused: caltrans-station-types");
        expected.put("caltrans-diagnostic-threshold-values.csv", "refused: caltrans-diagnostic-thresholds");
        expected.put("datex2-v2.2-fr-speeds.xml", "datex2: 3 records, 2 observations, 0 rejected");
        expected.put("metr-la-speed-207x2016.csv.gz", "metr-la: 2016 records, 417312 observations, 0 rejected");
        expected.put(
                "metr-la-speed-lost-header.csv.gz",
                "metr-la-lost-header: 1025 records, 206327 observations, 0 rejected");
        expected.put("nyc-dot-speeds-2019-03-19.csv", "nyc-dot-speeds: 1810 records, 1810 observations, 0 rejected");
        expected.put("nyc-dot-speeds-2019-03-21.csv.gz", "nyc-dot-speeds: 8941 records, 8941 observations, 0 rejected");
        expected.put(
                "pems-lane1-flow-5min-2016-01_02.csv",
                "pems-flow-day-first: 7776 records, 7776 observations, 0 rejected");
        expected.put(
                "pems-route77-by-lane-2023-03.csv",
                "pems-route-by-lane: 12096 records, 12096 observations, 0 rejected");
        return expected;
    }

    @Test
    void shouldReadOrNameEveryFile() {
        Map<String, String> found = new TreeMap<>();
        for (String name : RealData.names("traffic")) {
            found.put(name, told(name, RealData.bytes("traffic/" + name)));
        }
        found.forEach((name, told) -> System.out.printf("%-45s %s%n", name, told));

        assertThat(found).isEqualTo(EXPECTED);
    }

    private static String told(String name, byte[] content) {
        byte[] head = Arrays.copyOf(content, Math.min(HEAD, content.length));
        String asked = ASKED.get(name);
        return switch (Definitions.formats("traffic").choose(asked, head)) {
            case Choice.NoFeed nothing -> "refused: " + nothing.guess();
            case Choice.ColumnsMissing missing -> "columns missing: " + missing;
            case Choice.Unknown unknown -> "unknown: " + unknown.tried();
            case Choice.Chosen chosen -> {
                Run run = Run.of("traffic", asked, content, 100_003);
                yield "%s: %d records, %d observations, %d rejected"
                        .formatted(chosen.name(), run.read, run.observations.size(), run.rejections.size());
            }
        };
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 4_001})
    void shouldReadAColumnPerDetector(int piece) {
        JsonNode truth = RealData.truth("traffic/truth-metr-la-speed.json");

        Run run = Run.of("traffic", "metr-la", RealData.bytes("traffic/metr-la-speed-207x2016.csv.gz"), piece);

        assertThat(run.read).isEqualTo(truth.get("rows").asLong());
        run.overall("speed", o -> true).times(MPH).mustEqual(truth.get("overall"), "overall");
        Truth.mustEqual(speeds(run), truth.get("per_sensor"), "sensor");
        Map<String, Statistics> hours = run.statistics("speed", o -> true, run.hour("America/Los_Angeles"));
        assertThat(hours.keySet().iterator().next()).isEqualTo("2012-03-01T00");
        int hour = 0;
        for (Statistics statistics : hours.values()) {
            double expected = truth.get("network_mean_per_12_rows").get(hour++).asDouble();
            assertThat(statistics.times(MPH).mean()).isCloseTo(expected, within(expected * 1e-9));
        }
        assertThat(hour).isEqualTo(truth.get("network_mean_per_12_rows").size());
    }

    private static Map<String, Statistics> speeds(Run run) {
        Map<String, Statistics> speeds = run.statistics("speed", o -> true, o -> run.text(o, "site"));
        speeds.replaceAll((site, statistics) -> statistics.times(MPH));
        return speeds;
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 4_001})
    void shouldReadAColumnPerDetectorUnderARuinedHeader(int piece) {
        JsonNode truth = RealData.truth("traffic/truth-metr-la-speed-lost-header.json");

        Run run = Run.of(
                "traffic", "metr-la-lost-header", RealData.bytes("traffic/metr-la-speed-lost-header.csv.gz"), piece);

        assertThat(run.read).isEqualTo(truth.get("data_rows").asLong());
        assertThat(run.ignored).isEqualTo(truth.get("rows_all_zero").asLong());
        run.overall("speed", o -> true).times(MPH).mustEqual(truth.get("overall_zero_excluded"), "overall");
        Truth.mustEqual(speeds(run), truth.get("per_column_zero_excluded"), "column");
        Instant last = run.at(run.observations.get(run.observations.size() - 1));
        assertThat(last).isEqualTo(Instant.parse("2012-03-01T08:00:00Z").plusSeconds(1025 * 300));
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 777})
    void shouldReadALaneWithTheDayFirst(int piece) {
        JsonNode truth = RealData.truth("traffic/truth-pems-lane1-2016-01_02.json");

        Run run = Run.of("traffic", null, RealData.bytes("traffic/pems-lane1-flow-5min-2016-01_02.csv"), piece);

        assertThat(run.format).isEqualTo("pems-flow-day-first");
        run.overall("volume", o -> true).mustEqual(truth.get("flow"), "volume");
        run.overall("flow", o -> true).times(1 / 12.0).mustEqual(truth.get("flow"), "flow");
        Map<String, Statistics> days = run.statistics("volume", o -> true, day(run));
        Truth.mustEqual(days, truth.get("per_day"), "day");
    }

    private static Function<@Nullable Object[], String> day(Run run) {
        return run.hour("America/Los_Angeles").andThen(hour -> hour.substring(0, 10));
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 999})
    void shouldReadARouteByLane(int piece) {
        JsonNode truth = RealData.truth("traffic/truth-pems-route77.json");

        Run run = Run.of("traffic", null, RealData.bytes("traffic/pems-route77-by-lane-2023-03.csv"), piece);

        assertThat(run.format).isEqualTo("pems-route-by-lane");
        assertThat(run.read).isEqualTo(truth.get("rows").asLong());
        Map<String, Statistics> lanes = new TreeMap<>();
        Map<String, Statistics> days = new TreeMap<>();
        for (String lane : List.of("1", "2", "3", "4", "HOV1", "HOV2")) {
            var here = run.where("site", "route lane " + lane);
            lanes.put(lane, run.overall("travel_time", here).times(MINUTES));
            run.statistics("travel_time", here, day(run))
                    .forEach((day, statistics) -> days.put(lane + " " + day, statistics.times(MINUTES)));
        }
        Truth.mustEqual(lanes, truth.get("mean_by_lane"), "lane");
        Truth.mustEqual(days, truth.get("mean_by_lane_and_day"), "lane and day");
        assertThat(run.count(o -> run.value(o, "travel_time") == null, o -> run.text(o, "site")))
                .isEqualTo(Map.of(
                        "route lane HOV2",
                        truth.get("blank_mean_by_lane").get("HOV2").asLong()));
    }

    @Test
    void shouldReadTheVehiclesOfAarhusByDay() {
        JsonNode truth = RealData.truth("traffic/truth-aarhus-158324.json");

        Run run = Run.of("traffic", null, RealData.bytes("traffic/aarhus-trafficData158324.csv"));

        Map<String, Long> days = new TreeMap<>();
        run.statistics("volume", o -> true, run.hour("Europe/Copenhagen").andThen(hour -> hour.substring(0, 10)))
                .forEach((day, statistics) -> days.put(day, Math.round(statistics.n() * statistics.mean())));
        assertThat(days).isEqualTo(Truth.counts(truth.get("vehicles_per_day")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "caltrans-aadt-counts.csv, annual average daily traffic",
        "caltrans-detector-station-types.csv, codes of detector and station types",
        "caltrans-diagnostic-threshold-values.csv, thresholds"
    })
    void shouldSayWhatATableIsThatHoldsNoObservations(String file, String what) {
        byte[] content = RealData.bytes("traffic/" + file);

        assertThat(Definitions.formats("traffic").choose(null, content))
                .isInstanceOfSatisfying(
                        Choice.NoFeed.class,
                        nothing -> assertThat(nothing.why()).contains(what, "reference data"));
    }
}
