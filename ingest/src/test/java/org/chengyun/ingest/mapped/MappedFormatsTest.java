package org.chengyun.ingest.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.chengyun.ingest.decode.SiteRegistry.Site;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden samples of every mapped format, and what is wrong with damaged ones. */
class MappedFormatsTest {
    private static final String CASES = "case_id,opened_at,closed_at,type,agency,lon,lat\n";
    private static final String DETECTORS = "\ufeffSensor ID,Timestamp,Speed,Flow,Occupancy (%)\r\n";

    private static String at(Run run, int observation) {
        return run.at(run.observations.get(observation)).toString();
    }

    private static void mustReject(Run run, String reason, String inDetail) {
        assertThat(run.observations).isEmpty();
        assertThat(run.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason().code()).isEqualTo(reason);
            assertThat(rejection.detail()).contains(inDetail);
        });
    }

    @Test
    void shouldReadDetectorsAsJson() {
        Run run = Run.of("traffic", null, """
                {"site":"D1","at":"2026-11-21T08:00:00+08:00","speed_kmh":43.5,"volume":12,"occupancy":0.125}
                {"site":"D2","at":1795219200000,"speed_mph":10,"volume":null}
                """);

        assertThat(run.format).isEqualTo("detector-json");
        assertThat(run.rejections).isEmpty();
        assertThat(at(run, 0)).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(run.value(0, "speed")).isEqualTo(43.5);
        assertThat(run.value(0, "volume")).isEqualTo(12.0);
        assertThat(run.value(0, "occupancy")).isEqualTo(0.125);
        assertThat(at(run, 1)).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(run.value(1, "speed")).isEqualTo(16.09344);
        assertThat(run.value(1, "volume")).isNull();
    }

    @Test
    void shouldReadDetectorsAsCsvInTheCitysZone() {
        Run run = Run.of(
                "traffic", null, DETECTORS + "7,2026-11-21 08:00:00,43.5,12,12.5\r\n8,2026/11/21 8:01,NaN,,\r\n");

        assertThat(run.format).isEqualTo("detector-csv");
        assertThat(run.rejections).isEmpty();
        assertThat(at(run, 0)).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(at(run, 1)).isEqualTo("2026-11-21T00:01:00Z");
        assertThat(run.value(0, "site")).isEqualTo("7");
        assertThat(run.value(0, "occupancy")).isEqualTo(0.125);
        assertThat(run.value(1, "speed")).isNull();
    }

    @Test
    void shouldReadCasesAsJson() {
        Run run = Run.of("events", null, """
                {"case_id":"C1","action":"closed","at":"2026-11-21T10:30:00+08:00","opened_at":"2026-11-21T08:00:00+08:00",\
                "closed_at":"2026-11-21T10:30:00+08:00","type":"噪声","agency":"城管","district":"D1","lon":121.5,"lat":31.2}
                {"case_id":"C2","action":"opened","at":"2026-11-21T10:30:00+08:00","type":"道路"}
                """);

        assertThat(run.format).isEqualTo("case-json");
        assertThat(run.value(0, "closing_hours")).isEqualTo(2.5);
        assertThat(run.value(0, "type")).isEqualTo("噪声");
        assertThat(run.value(1, "closing_hours")).isNull();
    }

    @Test
    void shouldReadCasesAsCsv() {
        Run run = Run.of("events", null, CASES + "1,2026-01-01 00:00,2025-12-31 23:00,x,y,,\n2,2026-01-01,,x,y,1,2\n");

        assertThat(run.format).isEqualTo("case-csv");
        assertThat(run.read).isEqualTo(2);
        assertThat(run.observations).hasSize(3);
        assertThat(run.value(1, "action")).isEqualTo("closed");
        assertThat(run.value(1, "closing_hours")).isEqualTo(-1.0);
    }

    @Test
    void shouldReadTheNewerNamesOfNewYork() {
        Run run = Run.of("events", null, """
                Unique Key,Created Date,Closed Date,Agency,Problem,Problem Detail,Borough,Latitude,Longitude
                1,03/08/2026 01:30:00 AM,03/08/2026 03:30:00 AM,NYPD,Noise,x,QUEENS,40.1,-73.9
                2,11/01/2026 12:30:00 AM,,NYPD,Noise,x,QUEENS,,
                """);

        assertThat(run.format).isEqualTo("nyc-311");
        assertThat(run.value(0, "type")).isEqualTo("Noise");
        // the clock went from 2 to 3 in between: two hours on the wall, one in fact
        assertThat(run.value(1, "closing_hours")).isEqualTo(2.0);
        assertThat(at(run, 0)).isEqualTo("2026-03-08T06:30:00Z");
        assertThat(at(run, 1)).isEqualTo("2026-03-08T07:30:00Z");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "row-incomplete    | 7,2026-11-21 08:00:00,43.5,12          | 4 of the header's 5",
                "row-too-wide      | 7,2026-11-21 08:00:00,43,5,12,12.5     | 6 columns",
                "time-malformed    | 7,21.11.2026 08:00,43.5,12,1           | time is '21.11.2026 08:00'",
                "time-malformed    | 7,2026-02-30 08:00:00,43.5,12,1        | time is",
                "number-malformed  | 7,2026-11-21 08:00:00,fast,12,1        | speed is 'fast'",
                "number-malformed  | 7,2026-11-21 08:00:00,0x10,12,1        | speed",
                "number-malformed  | 7,2026-11-21 08:00:00,1e999,12,1       | speed",
                "out-of-range      | 7,2026-11-21 08:00:00,-3,12,1          | speed is -3.0, allowed is 0.0 to 250.0",
                "out-of-range      | 7,2026-11-21 08:00:00,30,12,101        | occupancy",
                "value-missing     | ,2026-11-21 08:00:00,30,12,1           | site is empty",
                "value-missing     | 7,,30,12,1                             | time is empty",
                "quote-unclosed    | 7,\"2026                               | never ends"
            })
    void shouldSayWhatIsWrongWithARow(String reason, String row, String inDetail) {
        mustReject(Run.of("traffic", "detector-csv", DETECTORS + row), reason, inDetail);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json-malformed    | {\"case_id\":                                              | byte",
                "json-malformed    | [1,2]                                                       | not a JSON object",
                "json-malformed    | {\"case_id\":\"1\"} {}                                      | more follows",
                "value-nested      | {\"case_id\":{\"a\":1}}                                     | case_id",
                "value-missing     | {\"case_id\":\"1\",\"action\":\"opened\"}                   | at is empty",
                "value-unknown     | {\"case_id\":\"1\",\"action\":\"eaten\",\"at\":1}           | eaten",
                "encoding-binary   | {\"case_id\":\"\\u0000\",\"action\":\"opened\",\"at\":1}    | case_id",
                "encoding-binary   | {\"case_id\":\"\\ud800\",\"action\":\"opened\",\"at\":1}    | case_id"
            })
    void shouldSayWhatIsWrongWithAnObject(String reason, String line, String inDetail) {
        mustReject(Run.of("events", "case-json", line), reason, inDetail);
    }

    @Test
    void shouldRejectTheWholeRowOrNothingOfIt() {
        mustReject(
                Run.of("events", "case-csv", CASES + "1,2026-01-01 00:00,soon,x,y,,\n"), "time-malformed", "closed_at");
    }

    @Test
    void shouldCallBytesOfAnotherEncodingSo() {
        byte[] row = (CASES + "1,2026-01-01,,\u00e9\u00e9,y,,\n").getBytes(StandardCharsets.ISO_8859_1);

        mustReject(Run.of("events", "case-csv", row), "encoding-malformed", "type is not UTF-8");
    }

    @Test
    void shouldFillRoadAndDistrictFromTheRegistryWhereTheFeedIsSilent() {
        byte[] rows = "site,time,road\n1,2026-01-01,A\n2,2026-01-01,\n3,2026-01-01,\n".getBytes(StandardCharsets.UTF_8);

        Run run = Run.of(
                "traffic", null, rows, 100, (dataset, site) -> site.equals("3") ? null : new Site("R" + site, "D"));

        assertThat(run.observations.stream().map(o -> run.text(o, "road") + " " + run.text(o, "district")))
                .containsExactly("A D", "R2 D", "null null");
    }

    @Test
    void shouldRefuseATableWithoutTheColumnsItNeeds() {
        byte[] head = "id,speed,borough,data_as_of\n1,2,3,4\n".getBytes(StandardCharsets.UTF_8);

        for (String asked : new String[] {null, "nyc-dot-speeds"}) {
            Choice choice = Definitions.formats("traffic").choose(asked, head);
            assertThat(choice).isInstanceOfSatisfying(Choice.ColumnsMissing.class, missing -> {
                assertThat(missing.format()).isEqualTo("nyc-dot-speeds");
                assertThat(missing.missing()).containsExactly("link_name");
                assertThat(missing.found()).containsExactly("id", "speed", "borough", "data_as_of");
            });
        }
    }

    @Test
    void shouldTakeWhatAStatusDeniesAsMissing() {
        Run run = Run.of("traffic", null, """
                id,speed,travel_time,status,data_as_of,borough,link_name
                1,0,0,-101,2019-03-21T11:18:12.000,Queens,A
                2,0,0,0,2019-03-21T11:18:12.000,Queens,A
                3,-1,-1,0,2019-03-21T11:18:12.000,Queens,A
                """);

        assertThat(run.format).isEqualTo("nyc-dot-speeds");
        assertThat(run.rejections).isEmpty();
        assertThat(run.observations.stream().map(o -> run.text(o, "speed") + " " + run.text(o, "travel_time")))
                .containsExactly("null null", "0.0 0.0", "null null");
    }

    @Test
    void shouldTakeNoSpeedWhereNobodyPassed() {
        Run run = Run.of("traffic", null, """
                status,avgMeasuredTime,avgSpeed,TIMESTAMP,vehicleCount,REPORT_ID
                OK,0,0,2014-08-01T07:50:00,0,1
                NOK,70,50,2014-08-01T07:50:00,5,2
                OK,70,50,2014-08-01T07:50:00,5,3
                """);

        assertThat(run.rejections).isEmpty();
        assertThat(run.observations.stream()
                        .map(o -> "%s %s %s"
                                .formatted(run.value(o, "speed"), run.value(o, "volume"), run.value(o, "travel_time"))))
                .containsExactly("null 0.0 null", "null null null", "50.0 5.0 70.0");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "01/12/2016 0:00, pems-flow-by-lane",
        "13/01/2016 0:00, pems-flow-day-first",
        "01/13/16 0:00, pems-flow-by-lane"
    })
    void shouldTakeTheFormatThatCanReadTheTimes(String time, String format) {
        Run run = Run.of("traffic", null, "5 Minutes,Lane 1 Flow (Veh/5 Minutes),# Lane Points\n" + time + ",12,1\n");

        assertThat(run.format).isEqualTo(format);
        assertThat(run.value(0, "flow")).isEqualTo(144.0);
    }

    @Test
    void shouldTakeMinusOneAsMissing() {
        Run run = Run.of("traffic", null, """
                {"site":"D1","at":"2026-11-21T08:00:00+08:00","speed_kmh":-1,"volume":-1,"occupancy":-1}
                """);

        assertThat(run.rejections).isEmpty();
        assertThat(run.value(0, "speed")).isNull();
        assertThat(run.value(0, "volume")).isNull();
    }

    @Test
    void shouldSayWhatWasTried() {
        Choice choice = Definitions.formats("events").choose(null, "hello world\n".getBytes(StandardCharsets.UTF_8));

        assertThat(choice).isInstanceOfSatisfying(Choice.Unknown.class, unknown -> {
            assertThat(unknown.tried())
                    .hasSize(Definitions.formats("events").formats().size());
            assertThat(unknown.known())
                    .contains("case-csv", "case-csv+gb18030@boston", "nyc-311", "open311-xml@chicago");
        });
    }
}
