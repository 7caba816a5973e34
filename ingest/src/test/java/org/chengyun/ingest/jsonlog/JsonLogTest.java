package org.chengyun.ingest.jsonlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.request.Routes;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLogTest {
    private static String seen(Run run, int index) {
        return "%s %s %s %s %s %s %s %s"
                .formatted(
                        run.at(run.observations.get(index)),
                        run.value(index, "service"),
                        run.value(index, "method"),
                        run.value(index, "path"),
                        run.value(index, "status"),
                        run.value(index, "bytes"),
                        run.value(index, "duration"),
                        run.value(index, "bot"));
    }

    @Test
    void shouldReadWhatCaddyNests() {
        Run run = Run.of("portal", null, """
                {"level":"info","ts":1770712926.5,"msg":"serving initial configuration"}
                {"level":"info","ts":1770712927.2509999,"logger":"http.log.access","request":{"remote_ip":"10.0.0.1","client_ip":"203.0.113.9","proto":"HTTP/2.0","method":"GET","host":"www.city.gov:8443","uri":"/a?b","headers":{"User-Agent":["Googlebot/2.1","x"],"Accept":[]}},"user_id":"","duration":2.9e-05,"size":10900,"status":200,"resp_headers":{"Server":["Caddy"]}}
                {"level":"error","ts":1770712927,"request":{"client_ip":"203.0.113.9","method":"GET","host":"www.city.gov","uri":"/b"},"duration":1,"size":0,"status":0}
                """);

        assertThat(run.format).isEqualTo("caddy-json");
        assertThat(run.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason().code()).isEqualTo("request-missing"));
        assertThat(seen(run, 0)).isEqualTo("2026-02-10T08:42:07.250Z www.city.gov GET /a 200 10900 2.9E-5 true");
        assertThat(seen(run, 1)).isEqualTo("2026-02-10T08:42:07Z www.city.gov GET /b null 0 1.0 null");
    }

    @Test
    void shouldReadTheUsualNamesOfNginx() {
        Run run = Run.of("portal", null, """
                {"time_iso8601":"2026-02-10T16:42:07+08:00","remote_addr":"203.0.113.9","remote_user":"","request":"POST /a?b HTTP/1.1","status":"302","body_bytes_sent":"5000000000","request_time":"0.012","http_user_agent":"-"}
                {"time_local":"10/Feb/2026:16:42:07 +0800","remote_addr":"203.0.113.9","request_method":"GET","request_uri":"/b?c","status":200,"body_bytes_sent":1,"request_time":0.5,"http_host":"A.city.gov"}
                {"msec":"1770712927.250","remote_addr":"203.0.113.9","request":"","status":400}
                """);

        assertThat(run.format).isEqualTo("nginx-json");
        assertThat(run.rejections).isEmpty();
        assertThat(seen(run, 0)).isEqualTo("2026-02-10T08:42:07Z other POST /a 302 5000000000 0.012 null");
        assertThat(seen(run, 1)).isEqualTo("2026-02-10T08:42:07Z a.city.gov GET /b 200 1 0.5 null");
        assertThat(seen(run, 2)).isEqualTo("2026-02-10T08:42:07.250Z other null null 400 null null null");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json-malformed   | hello",
                "json-malformed   | [1]",
                "json-malformed   | {'a':1}",
                "json-malformed   | {\"status\":1} {}",
                "json-malformed   | {\"status\":1,\"status\":2}",
                "value-nested     | {\"status\":{\"code\":200}}",
                "value-nested     | {\"status\":[[200]]}",
                "time-missing     | {\"status\":200,\"request\":\"GET / HTTP/1.1\"}",
                "time-missing     | {\"time\":\"\",\"status\":200,\"request\":\"GET / HTTP/1.1\"}",
                "time-malformed   | {\"time\":\"yesterday\",\"status\":200,\"request\":\"GET / HTTP/1.1\"}",
                "time-malformed   | {\"time\":\"2026-02-30T00:00:00Z\",\"status\":200,\"request\":\"GET / HTTP/1.1\"}",
                "status-malformed | {\"time\":1,\"status\":20,\"request\":\"GET / HTTP/1.1\"}",
                "size-malformed   | {\"time\":1,\"status\":200,\"bytes\":1.5,\"request\":\"GET / HTTP/1.1\"}",
                "number-malformed | {\"time\":1,\"status\":200,\"request_time\":\"1ms\",\"request\":\"GET / HTTP/1.1\"}",
                "number-malformed | {\"time\":1,\"status\":200,\"request_time\":1e999,\"request\":\"GET / HTTP/1.1\"}",
                "request-missing  | {\"time\":1,\"message\":\"started\"}"
            })
    void shouldSayWhyALineIsNone(String reason, String line) {
        Run run = Run.of("portal", "nginx-json", line);

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason().code()).isEqualTo(reason));
    }

    @Test
    void shouldReportEveryFaultOfADefinition() {
        var faults = new Faults();
        var node = YamlNode.read(
                new StringReader(
                        "id: own\nkind: json-log\nduration_unit: h\ntimes: [iso, tomorrow]\nmembers: {tim: t}\n"),
                "own.yaml",
                faults);

        new JsonLogReader(node, Definitions.dataset("portal").schema(), Routes.NONE).read();

        assertThat(faults.all()).extracting(f -> f.line()).contains(3, 4, 5);
    }
}
