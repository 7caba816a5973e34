package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chengyun.ingest.testing.RealData;
import org.chengyun.ingest.testing.Run;
import org.chengyun.ingest.testing.Truth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every portal log there is: recognised without being told, decoded or rejected for the reason it should. */
class PortalLogsTest {
    private static final String FOLDER = "portal-logs";
    private static final String NOTHING = "";

    /** File, format, observations, ignored lines, rejected lines by reason. */
    private static final List<Expected> EXPECTED = List.of(
            new Expected("apache-combined-10k.log.gz", "ncsa-combined", 9_999, 0, "quote-unclosed=1"),
            new Expected("iis7-w3c-2009-08_2011-01.log.gz", "w3c", 22_308, 16_432, NOTHING),
            new Expected("iis7-w3c-u_ex091107.log", "w3c", 352, 60, NOTHING),
            new Expected("iis7-w3c-u_ex100425.log", "w3c", 111, 76, NOTHING),
            new Expected("nasa-aug95-5000-edited-offsets.log", "ncsa-common", 5_000, 0, NOTHING),
            new Expected("logparser-docs/ex010320.log", "iis-native", 2, 0, NOTHING),
            new Expected("logparser-docs/ex031118.log", "w3c", 0, 4, "row-incomplete=1 time-missing=3"),
            new Expected("matomo/amazon_cloudfront_rtmp.log", "w3c", 2, 2, NOTHING),
            new Expected("matomo/amazon_cloudfront_web.log", "w3c", 1, 2, NOTHING),
            new Expected("matomo/common.log", "ncsa-common", 1, 0, NOTHING),
            new Expected("matomo/common_complete.log", "ncsa-vhost-combined", 1, 0, NOTHING),
            new Expected("matomo/common_encoding_big5.log", "ncsa-vhost-combined", 1, 0, NOTHING),
            new Expected("matomo/common_vhost.log", "ncsa-vhost-common", 1, 0, NOTHING),
            new Expected("matomo/elb.log", "aws-elb", 1, 1, "request-missing=1"),
            new Expected("matomo/haproxy.log", "haproxy", 1, 0, NOTHING),
            new Expected("matomo/icecast2.log", "icecast", 1, 0, NOTHING),
            new Expected("matomo/iis.log", "w3c", 1, 4, NOTHING),
            new Expected("matomo/ncsa_extended.log", "ncsa-combined", 1, 0, NOTHING),
            new Expected("matomo/nginx_json.log", "nginx-json", 2, 0, NOTHING),
            new Expected("matomo/ovh.log", "ovh", 1, 0, NOTHING),
            new Expected("matomo/s3.log", "aws-s3", 1, 0, NOTHING),
            new Expected("matomo/splitted_date_and_time.log", "w3c", 1, 1, NOTHING),
            new Expected("matomo/static_ignores.log", "ncsa-vhost-combined", 4, 0, NOTHING),
            new Expected("matomo/traefik_json.log", "traefik-json", 1, 0, NOTHING));

    private record Expected(String file, String format, int observations, long ignored, String rejected) {}

    private static Run decode(String file) {
        return Run.of("portal", null, RealData.bytes(FOLDER + "/" + file));
    }

    @Test
    void shouldDoWithEveryFileWhatIsExpected() {
        List<String> files = RealData.names(FOLDER).stream()
                .filter(file -> !file.startsWith("truth-"))
                .toList();
        assertThat(EXPECTED).extracting(Expected::file).containsExactlyInAnyOrderElementsOf(files);

        List<Expected> found = EXPECTED.stream()
                .map(expected -> {
                    Run run = decode(expected.file);
                    return new Expected(expected.file, run.format, run.observations.size(), run.ignored, reasons(run));
                })
                .toList();

        assertThat(found).isEqualTo(EXPECTED);
    }

    private static String reasons(Run run) {
        Map<String, Long> reasons = new TreeMap<>();
        run.rejections.forEach(rejection -> reasons.merge(rejection.reason().code(), 1L, Long::sum));
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 20_011})
    void shouldFindTheTruthOfTheIisLogWhoseHeaderComesAgainAndAgain(int piece) {
        JsonNode truth = RealData.truth(FOLDER + "/truth-iis7-w3c.json");

        Run run = Run.of("portal", null, RealData.bytes(FOLDER + "/iis7-w3c-2009-08_2011-01.log.gz"), piece);

        assertThat(run.read).isEqualTo(truth.get("total_lines").asLong());
        assertThat(run.ignored).isEqualTo(truth.get("directive_lines").asLong());
        assertThat(run.observations).hasSize(truth.get("records").asInt());
        assertThat(run.rejections).isEmpty();
        assertThat(run.count(o -> true, o -> day(run, o))).isEqualTo(Truth.counts(truth.get("hits_per_day")));
        assertThat(run.count(o -> true, o -> run.hour("UTC").apply(o).substring(11)))
                .isEqualTo(Truth.counts(truth.get("hits_per_hour_of_day")));
        assertThat(Truth.top(run.count(o -> true, run.hour("UTC")), 10))
                .isEqualTo(Truth.pairs(truth.get("busiest_10_hours")));
        assertThat(Truth.top(run.count(o -> true, o -> run.text(o, "path")), 10))
                .isEqualTo(Truth.pairs(truth.get("top10_stems")));
        assertThat(run.count(o -> true, o -> run.text(o, "status"))).isEqualTo(Truth.counts(truth.get("status")));
        assertThat(run.count(o -> true, o -> run.text(o, "status_class")))
                .isEqualTo(Truth.counts(truth.get("status_class")));
        assertThat(run.count(o -> true, o -> run.text(o, "method"))).isEqualTo(Truth.counts(truth.get("methods")));
        mustHaveMeasures(run, truth);
    }

    private static void mustHaveMeasures(Run run, JsonNode truth) {
        run.overall("bytes", o -> true).mustEqual(truth.get("sc-bytes"), "bytes");
        run.overall("duration", o -> true).times(1000).mustEqual(truth.get("time_taken_ms"), "time taken");
        Truth.mustEqual(
                run.statistics("bytes", o -> true, o -> day(run, o)), truth.get("sc-bytes_per_day"), "bytes of a day");
        var durations = run.statistics("duration", o -> true, o -> day(run, o));
        durations.replaceAll((day, statistics) -> statistics.times(1000));
        Truth.mustEqual(durations, truth.get("time_taken_ms_per_day"), "time taken of a day");
    }

    private static String day(Run run, @Nullable Object[] observation) {
        return run.at(observation).toString().substring(0, 10);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "matomo/common.log | 2012-02-10T21:42:07Z | other | / | GET | 301 | 368 | - | - | false",
                "matomo/common_vhost.log | 2012-02-10T21:42:07Z | www.example.com | / | GET | 301 | 368 | - | - | false",
                "matomo/common_encoding_big5.log | 2012-02-10T21:42:07Z | www.example.com | /\\xac\\xb0\\xa8\\xe4\\xad\\xdd\\xa6\\xe6\\xb4c\\xb9D | GET | 301 | 368 | - | false | false",
                "matomo/icecast2.log | 2012-02-10T21:42:07Z | other | / | GET | 301 | 368 | 1807.0 | false | false",
                "matomo/ovh.log | 2012-02-10T21:42:07Z | www.example.com | / | GET | 301 | 368 | - | false | false",
                "matomo/s3.log | 2012-02-10T21:42:07Z | www.example.com | /index | GET | 200 | 368 | 0.01 | false | false",
                "matomo/haproxy.log | 2018-09-24T22:05:27.584Z | other | /user/ | POST | 200 | 7456 | 0.072 | - | false",
                "matomo/elb.log | 2015-05-13T23:39:43.945Z | www.example.com | /path/index.html | GET | 200 | 57 | 0.002471 | false | false",
                "matomo/iis.log | 2012-04-01T00:00:13Z | example.com | /foo/bar | GET | 200 | 27028 | 1.687 | false | false",
                "matomo/amazon_cloudfront_web.log | 2014-05-23T01:13:11Z | example.com | /view/my/file.html | GET | 200 | 182 | 0.001 | false | false",
                "matomo/splitted_date_and_time.log | 2015-12-07T10:37:05Z | other | /stream | - | 200 | 65580 | 1.0 | false | false",
                "matomo/nginx_json.log | 2013-10-10T14:52:00Z | www.piwik.org | /piwik.php | - | 200 | 192 | - | false | false",
                "matomo/traefik_json.log | 2023-08-11T11:39:21.773Z | localhost | /my/app/auth | GET | 200 | 15 | 10.002425284 | false | false",
                "logparser-docs/ex010320.log | 2001-03-19T23:55:20Z | other | /DeptLogo.gif | GET | 200 | 3223 | 4.502 | - | true"
            })
    void shouldReadTheFirstRecordOfEveryForm(
            String file,
            String at,
            String service,
            String path,
            @Nullable String method,
            String status,
            String bytes,
            @Nullable String duration,
            @Nullable String bot,
            String isStatic) {
        Run run = decode(file);

        @Nullable Object[] first = run.observations.get(0);
        assertThat(run.at(first)).hasToString(at);
        assertThat(run.value(first, "service")).isEqualTo(service);
        assertThat(run.value(first, "path")).isEqualTo(path);
        assertThat(run.value(first, "method")).isEqualTo(method);
        assertThat(run.value(first, "status")).isEqualTo(status);
        assertThat(run.value(first, "bytes")).isEqualTo(Long.valueOf(bytes));
        assertThat(run.value(first, "duration")).isEqualTo(duration == null ? null : Double.valueOf(duration));
        assertThat(run.value(first, "bot")).isEqualTo(bot == null ? null : Boolean.valueOf(bot));
        assertThat(run.value(first, "static")).isEqualTo(Boolean.valueOf(isStatic));
        assertThat(run.text(first, "client")).hasSize(16).doesNotContain(".");
    }

    @Test
    void shouldMarkStaticFilesAndDropNone() {
        Run run = decode("matomo/static_ignores.log");

        assertThat(run.observations.stream().map(o -> run.value(o, "static"))).containsExactly(false, true, true, true);
        assertThat(run.observations.stream().map(o -> run.text(o, "user")).distinct())
                .hasSize(4);
    }

    @Test
    void shouldMarkTheBotsOfTheApacheLogAndDropNone() {
        Run run = decode("apache-combined-10k.log.gz");

        Map<String, Long> bots = run.count(o -> true, o -> run.text(o, "bot"));
        assertThat(bots.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(9_999);
        assertThat(bots.get("true")).isBetween(1_000L, 3_500L);
    }
}
