package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.testing.RealData;
import org.chengyun.ingest.testing.Run;
import org.chengyun.ingest.testing.Truth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoded observations of real files against answers that another program computed, in exact arithmetic. */
class RealFilesTest {
    private static final double MPH = 1 / 1.609344;

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 5_003})
    void shouldReadTheApacheCombinedLog(int piece) {
        JsonNode truth = RealData.truth("portal-logs/truth-apache-combined-10k.json");
        byte[] content = RealData.bytes("portal-logs/apache-combined-10k.log.gz");

        Run run = Run.of("portal", null, content, piece);

        assertThat(run.format).isEqualTo("ncsa-combined");
        assertThat(run.read).isEqualTo(10_000);
        assertThat(run.rejections).hasSize(1);
        assertThat(run.rejections.get(0).reason()).isEqualTo(Reason.QUOTE_UNCLOSED);
        assertThat(lineOf(content, run.rejections.get(0).position())).isEqualTo(8899);
        mustHaveLogTruth(run, truth);
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 4_096})
    void shouldReadTheNasaCommonLogWithItsSixOffsets(int piece) {
        JsonNode truth = RealData.truth("portal-logs/truth-nasa-aug95-5000.json");

        Run run = Run.of("portal", null, RealData.bytes("portal-logs/nasa-aug95-5000-edited-offsets.log"), piece);

        assertThat(run.format).isEqualTo("ncsa-common");
        assertThat(run.rejections).isEmpty();
        mustHaveLogTruth(run, truth);
    }

    private static void mustHaveLogTruth(Run run, JsonNode truth) {
        assertThat(run.observations).hasSize(truth.get("parseable").asInt());
        assertThat(run.count(o -> true, run.hour("UTC"))).isEqualTo(Truth.counts(truth.get("hits_per_hour")));
        assertThat(run.count(o -> true, o -> run.text(o, "status"))).isEqualTo(Truth.counts(truth.get("status")));
        assertThat(run.count(o -> true, o -> run.text(o, "status_class")))
                .isEqualTo(Truth.counts(truth.get("status_class")));
        assertThat(run.count(o -> true, o -> run.text(o, "method"))).isEqualTo(Truth.counts(truth.get("methods")));
        assertThat(run.count(o -> run.value(o, "bytes") == null, o -> "dash"))
                .isEqualTo(Map.of("dash", truth.get("bytes_dash").asLong()));
        Map<String, Long> paths = run.count(o -> true, o -> run.text(o, "path"));
        assertThat(paths).hasSize(truth.get("distinct_paths_without_query").asInt());
        assertThat(Truth.top(paths, 10)).isEqualTo(Truth.pairs(truth.get("top10_paths_without_query")));
        run.overall("bytes", o -> true).mustEqual(truth.get("bytes_overall_dash_excluded"), "bytes");
        Truth.mustEqual(
                run.statistics("bytes", o -> true, run.hour("UTC")),
                truth.get("bytes_per_hour_dash_excluded"),
                "bytes per hour");
    }

    private static long lineOf(byte[] content, long position) {
        long line = 1;
        for (int i = 0; i < position; i++) {
            line += content[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 1_777})
    void shouldReadTheSpeedsOfNewYork(int piece) {
        JsonNode truth = RealData.truth("traffic/truth-nyc-dot-speeds-2019-03-21.json");

        Run run = Run.of("traffic", null, RealData.bytes("traffic/nyc-dot-speeds-2019-03-21.csv.gz"), piece);

        assertThat(run.format).isEqualTo("nyc-dot-speeds");
        assertThat(run.read).isEqualTo(truth.get("rows").asLong());
        assertThat(run.rejections).isEmpty();
        run.overall("speed", o -> true).times(MPH).mustEqual(truth.get("speed_overall"), "speed");
        mustHaveSpeeds(run, "site", truth.get("per_link"));
        mustHaveSpeeds(run, "district", truth.get("borough_as_written"));
        for (var link : truth.get("per_link_per_hour").properties()) {
            var hours = run.statistics("speed", run.where("site", link.getKey()), run.hour("America/New_York"));
            hours.replaceAll((hour, statistics) -> statistics.times(MPH));
            Truth.mustEqual(hours, link.getValue(), "link " + link.getKey());
        }
    }

    private static void mustHaveSpeeds(Run run, String by, JsonNode truth) {
        var actual = run.statistics("speed", o -> true, o -> run.text(o, by));
        actual.replaceAll((key, statistics) -> statistics.times(MPH));
        Truth.mustEqual(actual, truth, by);
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 2_500})
    void shouldTakeColumnsWithoutNames(int piece) {
        Run run = Run.of("traffic", null, RealData.bytes("traffic/nyc-dot-speeds-2019-03-19.csv"), piece);

        assertThat(run.format).isEqualTo("nyc-dot-speeds");
        assertThat(run.read).isEqualTo(1_810);
        assertThat(run.observations).hasSize(1_810);
        assertThat(new TreeSet<>(
                        run.count(o -> true, run.hour("America/New_York")).keySet()))
                .containsExactly("2019-03-19T19", "2019-03-19T20");
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 999})
    void shouldReadTheTravelTimesOfAarhus(int piece) {
        JsonNode truth = RealData.truth("traffic/truth-aarhus-158324.json");

        Run run = Run.of("traffic", null, RealData.bytes("traffic/aarhus-trafficData158324.csv"), piece);

        assertThat(run.format).isEqualTo("aarhus-travel-times");
        assertThat(run.observations).hasSize(truth.get("rows").asInt());
        run.overall("speed", o -> true).mustEqual(truth.get("avgSpeed"), "speed");
        run.overall("volume", o -> true).mustEqual(truth.get("vehicleCount"), "volume");
        Truth.mustEqual(
                run.statistics("speed", o -> true, run.hour("Europe/Copenhagen")),
                truth.get("avgSpeed_per_hour"),
                "hour");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nyc-311-2013-12-25.csv.gz", "nyc-311-2022-05-01.csv"})
    void shouldReadTheCasesOfNewYorkInBothLayouts(String file) {
        JsonNode truth = RealData.truth("city-events/truth-" + file.substring(0, 18) + ".json");

        Run run = Run.of("events", null, RealData.bytes("city-events/" + file), 10_007);

        assertThat(run.format).isEqualTo("nyc-311");
        long rows = truth.get("rows").asLong();
        assertThat(run.read).isEqualTo(rows);
        assertThat(run.rejections).isEmpty();
        assertThat(run.count(run.where("action", "opened"), o -> "n").get("n")).isEqualTo(rows);
        assertThat(run.count(run.where("action", "closed"), o -> "n").get("n"))
                .isEqualTo(rows - truth.get("without_closed_date").asLong());
        assertThat(run.count(o -> true, o -> run.text(o, "category"))).doesNotContainKeys("null", "unlisted");
        mustHaveOpened(run, truth);
        run.overall("closing_hours", run.where("action", "closed"))
                .mustEqual(truth.get("closing_hours_overall"), "closing hours");
        Truth.mustEqual(
                run.statistics("closing_hours", run.where("action", "closed"), o -> run.text(o, "agency")),
                truth.get("closing_hours_per_agency"),
                "closing hours");
    }

    private static void mustHaveOpened(Run run, JsonNode truth) {
        var opened = run.where("action", "opened");
        assertThat(run.count(opened, run.hour("America/New_York")))
                .isEqualTo(Truth.counts(truth.get("created_per_hour")));
        assertThat(run.count(opened, o -> run.text(o, "district"))).isEqualTo(Truth.counts(truth.get("per_borough")));
        assertThat(run.count(opened, o -> run.text(o, "agency"))).isEqualTo(Truth.counts(truth.get("per_agency")));
        Map<String, Long> types = run.count(opened, o -> run.text(o, "type"));
        assertThat(types).hasSize(truth.get("distinct_complaint_types").asInt());
        assertThat(Truth.top(types, 10)).isEqualTo(Truth.pairs(truth.get("top10_complaint_types")));
        if (truth.has("without_coordinates")) {
            assertThat(run.count(opened, o -> run.value(o, "lon") == null ? "none" : "known")
                            .get("none"))
                    .isEqualTo(truth.get("without_coordinates").asLong());
        }
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 2_003})
    void shouldReadTheRequestsOfChicagoWithTheirHistory(int piece) {
        JsonNode truth = RealData.truth("city-events/truth-open311-chicago.json");

        Run run = Run.of(
                "events", "open311-json@chicago", RealData.bytes("city-events/open311-chicago-requests.json"), piece);

        assertThat(run.format).isEqualTo("open311-json@chicago");
        assertThat(run.rejections).isEmpty();
        assertThat(run.read - run.ignored).isEqualTo(truth.get("requests").asLong());
        var opened = run.where("action", "opened");
        var closed = run.where("action", "closed");
        JsonNode notes = truth.get("note_types");
        long others = notes.get("activity").asLong()
                + notes.get("follow_on_created").asLong()
                + notes.get("follow_on_closed").asLong()
                + notes.get("submitted").asLong();
        assertThat(run.count(o -> true, o -> run.text(o, "action")))
                .isEqualTo(Map.of(
                        "opened", truth.get("requests").asLong(),
                        "closed", truth.get("status").get("closed").asLong(),
                        "changed", others));
        assertThat(run.count(opened, o -> run.text(o, "type"))).isEqualTo(Truth.counts(truth.get("service_name")));
        assertThat(run.count(opened, o -> run.text(o, "agency"))).isEqualTo(Truth.counts(truth.get("agency")));
        assertThat(run.count(opened, o -> run.text(o, "district"))).isEqualTo(Truth.counts(truth.get("ward")));
        assertThat(run.count(opened, o -> run.at(o).toString().substring(0, 10)))
                .isEqualTo(Truth.counts(truth.get("requested_per_utc_day")));
        Truth.mustEqual(
                run.statistics("closing_hours", closed, o -> run.text(o, "type")),
                truth.get("hours_to_last_update_closed"),
                "hours");
        assertThat(run.count(opened, o -> run.text(o, "category")))
                .isEqualTo(Map.of("traffic", 1L, "buildings", 35L, "street", 11L, "lighting", 1L, "signals", 2L));
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 3_001})
    void shouldReadTheIncidentsOfTheHighwayPatrol(int piece) {
        JsonNode truth = RealData.truth("city-events/truth-chp-incidents.json");

        Run run = Run.of("events", null, RealData.bytes("city-events/chp-incidents-d04-2019-01.csv"), piece);

        assertThat(run.format).isEqualTo("chp-incidents");
        assertThat(run.rejections).isEmpty();
        assertThat(run.read).isEqualTo(truth.get("rows").asLong());
        var opened = run.where("action", "opened");
        var closed = run.where("action", "closed");
        assertThat(run.observations.stream().filter(opened).count())
                .isEqualTo(truth.get("rows").asLong());
        assertThat(run.count(
                        opened, o -> run.hour("America/Los_Angeles").apply(o).substring(0, 10)))
                .isEqualTo(Truth.counts(truth.get("per_day")));
        assertThat(Truth.top(run.count(opened, o -> run.text(o, "type")), 10))
                .isEqualTo(Truth.pairs(truth.get("top10_descriptions")));
        assertThat(run.count(opened, o -> run.text(o, "district")).get("null"))
                .isEqualTo(truth.get("blank_fields").get("area").asLong());
        run.overall("closing_hours", closed).times(60).mustEqual(truth.get("duration_all"), "duration");
        var notNegative = closed.and(o -> run.value(o, "closing_hours") instanceof Double hours && hours >= 0);
        var byDescription = run.statistics("closing_hours", notNegative, o -> run.text(o, "type"));
        byDescription.replaceAll((type, statistics) -> statistics.times(60));
        Truth.mustEqual(byDescription, truth.get("duration_per_description"), "duration");
    }

    @Test
    void shouldReadTheRequestsOfSanFrancisco() {
        Run run = Run.of("events", "open311-xml@san-francisco", sanFrancisco("service_requests"), 700);

        assertThat(run.rejections).isEmpty();
        assertThat(run.observations.stream()
                        .map(o -> run.text(o, "case_id") + " " + run.text(o, "action") + " "
                                + run.at(o) + " " + run.text(o, "closing_hours") + " " + run.text(o, "type") + " "
                                + run.text(o, "category")))
                .containsExactly(
                        "638344 opened 2010-04-14T14:37:38Z null Sidewalk and Curb Issues street",
                        "638344 closed 2010-04-14T14:37:38Z 0.0 Sidewalk and Curb Issues street",
                        "638349 opened 2010-04-19T14:37:38Z null Sidewalk and Curb Issues street");
        assertThat(run.value(0, "lat")).isEqualTo(37.762221815);
        assertThat(run.value(0, "agency")).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "get_service_request, 2, none, none",
                "service_requests_empty, 0, none, none",
                "403, 0, source-error, HTTP/1.1 403 Forbidden: Invalid api_key received -- can't proceed",
                "get_service_request_not_found, 0, source-error, 404 Service request not found with id or token",
                "services, 0, document-unexpected, a document of <services>",
                "service_definition, 0, document-unexpected, a document of <service_definition>",
                "post_service_request, 0, value-missing, requested is empty",
                "request_id_from_token, 0, value-missing, requested is empty"
            })
    void shouldSayWhatElseSanFranciscoAnswered(
            String file, int observations, @Nullable String reason, @Nullable String inDetail) {
        for (int piece : new int[] {Integer.MAX_VALUE, 100}) {
            Run run = Run.of("events", null, sanFrancisco(file), piece);

            assertThat(run.format).isEqualTo("open311-xml");
            assertThat(run.observations).hasSize(observations);
            if (reason == null) {
                assertThat(run.rejections).isEmpty();
            } else {
                assertThat(run.rejections).singleElement().satisfies(rejection -> {
                    assertThat(rejection.reason().code()).isEqualTo(reason);
                    assertThat(rejection.detail()).contains(inDetail);
                });
            }
        }
    }

    private static byte[] sanFrancisco(String file) {
        return RealData.bytes("city-events/open311-sf/" + file + ".xml");
    }
}
