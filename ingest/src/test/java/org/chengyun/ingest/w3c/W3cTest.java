package org.chengyun.ingest.w3c;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.request.Routes;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class W3cTest {
    private static final String CHANGING = """
            #Software: Microsoft Internet Information Services 10.0\r
            #Fields: date time c-ip cs-method cs-uri-stem sc-status time-taken\r
            2026-01-01 00:00:01 192.0.2.1 GET /one 200 15\r
            2026-01-01 00:00:02 192.0.2.1 GET /two 404 16\r
            #Fields: time date sc-status cs-uri-stem sc-bytes cs(User-Agent)\r
            00:00:03 2026-01-01 500 /three 5000000000 Mozilla/5.0+(compatible;+Googlebot/2.1)\r
            00:00:04 2026-01-01 200 /four - -\r
            """;

    private final Faults faults = new Faults();

    private W3cFormat format(String definition) {
        var node = YamlNode.read(new StringReader("id: own\nkind: w3c\n" + definition), "own.yaml", faults);
        return W3cFormat.read(node, Definitions.dataset("portal").schema(), Routes.NONE);
    }

    private static String seen(Run run, int index) {
        return "%s %s %s %s %s %s"
                .formatted(
                        run.at(run.observations.get(index)),
                        run.value(index, "path"),
                        run.value(index, "status"),
                        run.value(index, "bytes"),
                        run.value(index, "duration"),
                        run.value(index, "bot"));
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 300, 200, 100, 60, 20})
    void shouldFollowAHeaderThatChangesWhereverDecodingGoesOn(int piece) {
        Run run = Run.of("portal", null, CHANGING.getBytes(StandardCharsets.UTF_8), piece);

        assertThat(run.format).isEqualTo("w3c");
        assertThat(run.rejections).isEmpty();
        assertThat(run.ignored).isEqualTo(3);
        assertThat(seen(run, 0)).isEqualTo("2026-01-01T00:00:01Z /one 200 null 0.015 null");
        assertThat(seen(run, 1)).isEqualTo("2026-01-01T00:00:02Z /two 404 null 0.016 null");
        assertThat(seen(run, 2)).isEqualTo("2026-01-01T00:00:03Z /three 500 5000000000 null true");
        assertThat(seen(run, 3)).isEqualTo("2026-01-01T00:00:04Z /four 200 null null null");
    }

    @Test
    void shouldKeepQuotedValuesTogetherAndTakeOtherQuotesAsTheyAre() {
        Run run = Run.of("portal", null, """
                #Fields: date time cs(Cookie) cs-uri-stem sc-status
                2026-01-01 00:00:01 "a=1; b=2" /a 200
                2026-01-01 00:00:02 "a=1 /b 200
                2026-01-01 00:00:03 - "/with space" 200
                2026-01-01 00:00:04 "a /b" 200
                """);

        assertThat(run.rejections).isEmpty();
        assertThat(run.observations.stream().map(o -> run.text(o, "path")))
                .containsExactly("/a", "/b", "/with space", "/b\"");
    }

    @Test
    void shouldReadTabsWithValuesOfManyWords() {
        Run run = Run.of("portal", null, """
                #Version: 1.0
                #Fields: date time cs-uri-stem cs(User-Agent) sc-status time-taken
                2026-01-01\t00:00:01\t/a b\tGooglebot/2.1 (a%2520b)\t000\t0.250
                """);

        assertThat(run.rejections).isEmpty();
        assertThat(seen(run, 0)).isEqualTo("2026-01-01T00:00:01Z /a b 000 null 0.25 true");
    }

    @Test
    void shouldTakeTheDayFromTheDirectiveIfRecordsHaveNone() {
        Run run = Run.of("portal", null, """
                #Version: 1.0
                #Date: 2026-01-31 22:30:00
                #Fields: time cs-uri-stem sc-status
                22:30:01 /a 200
                21:45:00 /late 200
                00:10:00 /b 200
                #Date: 2026-02-01 10:00:00
                10:00:01 /c 200
                """);

        assertThat(run.observations.stream().map(o -> run.at(o).toString()))
                .containsExactly(
                        "2026-01-31T22:30:01Z", "2026-01-31T21:45:00Z", "2026-02-01T00:10:00Z", "2026-02-01T10:00:01Z");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "row-incomplete   | 2026-01-01 00:00:01 /a 200 1",
                "row-too-wide     | 2026-01-01 00:00:01 /a b 200 1 2",
                "time-missing     | 2026-01-01 - /a 200 1 2",
                "time-malformed   | 2026-13-01 00:00:01 /a 200 1 2",
                "time-malformed   | 2026-01-01 24:00:01 /a 200 1 2",
                "time-malformed   | 2026-01-01x 00:00:01 /a 200 1 2",
                "time-malformed   | - 00:00:01 /a 200 1 2",
                "status-malformed | 2026-01-01 00:00:01 /a 2000 1 2",
                "size-malformed   | 2026-01-01 00:00:01 /a 200 x 2",
                "number-malformed | 2026-01-01 00:00:01 /a 200 1 x"
            })
    void shouldSayWhyALineIsNone(String reason, String line) {
        Run run = Run.of("portal", "w3c", "#Fields: date time cs-uri-stem sc-status sc-bytes time-taken\n" + line);

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason().code()).isEqualTo(reason));
    }

    /** A header is kept with every position: it must not fill Kafka. */
    @Test
    void shouldNotKeepAHeaderOfAbsurdLength() {
        String head = "#Fields: date time cs-uri-stem\n2026-01-01 00:00:01 /a\n";
        String absurd = "#Fields: date time cs-uri-stem" + " x".repeat(20_000) + "\n2026-01-01 00:00:01 /a\n";

        Run run = Run.of("portal", null, (head + absurd + head).getBytes(StandardCharsets.UTF_8), 40);

        assertThat(run.observations).hasSize(2);
        assertThat(run.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason().code()).isEqualTo("row-too-wide"));
    }

    @Test
    void shouldRejectRecordsWithoutAHeader() {
        Run run = Run.of("portal", "w3c", "2026-01-01 00:00:01 /a 200\n");

        assertThat(run.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason().code()).isEqualTo("header-missing"));
    }

    @Test
    void shouldReadWithoutAHeaderWhatTheDefinitionDescribes() {
        Run run = Run.with(
                "portal",
                format("""
                        fields: date time x-forwarded-for c-ip cs-uri-stem time-taken
                        names: { client: [X-Forwarded-For, c-ip] }
                        time_taken: s
                        zone: Asia/Shanghai
                        """),
                "2026-01-01 08:00:01 203.0.113.9,+10.0.0.1 10.0.0.1 /a 2\n2026-01-01 08:00:01 203.0.113.9 - /a 2\n");

        assertThat(faults.all()).isEmpty();
        assertThat(run.rejections).isEmpty();
        assertThat(seen(run, 0)).isEqualTo("2026-01-01T00:00:01Z /a null null 2.0 null");
        assertThat(run.value(0, "client")).isEqualTo(run.value(1, "client"));
    }

    @Test
    void shouldReportEveryFaultOfADefinition() {
        format("names: { clint: c-ip }\ntime_taken: us\nzone: Mars\n");

        assertThat(faults.all()).extracting(f -> f.line()).containsExactlyInAnyOrder(3, 4, 5);
    }

    @Test
    void shouldRecogniseALogThatHasNoRecordsYet() {
        Run run = Run.of("portal", null, "\ufeff#Software: Microsoft Internet Information Services 10.0\n");

        assertThat(run.format).isEqualTo("w3c");
        assertThat(run.ignored).isEqualTo(1);
    }
}
