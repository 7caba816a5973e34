package org.chengyun.ingest.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.request.Routes;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private static final String TIMED =
            "$remote_addr [$time_local] \"$request\" $status $body_bytes_sent $request_time";

    private final Faults faults = new Faults();

    private FeedFormat format(String definition) {
        var node = YamlNode.read(new StringReader("id: own\nkind: log-format\n" + definition), "own.yaml", faults);
        return new LayoutReader(node, Definitions.dataset("portal").schema(), Routes.NONE).read();
    }

    private static String quoted(String yaml) {
        return "'" + yaml.replace("'", "''") + "'";
    }

    private Run nginx(String format, String line) {
        Run run = Run.with("portal", format("nginx: " + quoted(format)), line);
        assertThat(faults.all()).isEmpty();
        return run;
    }

    private Run apache(String format, String line) {
        Run run = Run.with("portal", format("apache: " + quoted(format)), line);
        assertThat(faults.all()).isEmpty();
        return run;
    }

    private static String seen(Run run) {
        assertThat(run.rejections).isEmpty();
        @Nullable Object[] o = run.observations.get(0);
        return "%s %s %s %s %s %s %s"
                .formatted(
                        run.at(o),
                        run.value(o, "service"),
                        run.value(o, "method"),
                        run.value(o, "path"),
                        run.value(o, "status"),
                        run.value(o, "bytes"),
                        run.value(o, "duration"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" rt=$request_time",
                "log_format timed '$remote_addr - $remote_user [$time_local] \"$request\" '\n '$status $body_bytes_sent \"$http_referer\" ' '\"$http_user_agent\" rt=${request_time}';",
                "log_format timed escape=default '$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$x\" \"$http_user_agent\" rt=$request_time';"
            })
    void shouldTakeWhatStandsInTheConfigurationOfNginx(String format) {
        Run run = nginx(
                format,
                "2001:db8::7 - li wei [10/Feb/2026:16:42:07 +0800] \"GET /a?b=1 HTTP/1.1\" 200 5000000000 \"-\" \"x \\x22 y\" rt=0.125");

        assertThat(seen(run)).isEqualTo("2026-02-10T08:42:07Z other GET /a 200 5000000000 0.125");
        assertThat(run.text(run.observations.get(0), "user")).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %D",
                "LogFormat \"%v:%p %h %l %u %t \\\"%r\\\" %>s %O \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\" %D\" vhost",
                "%{Host}i:%{remote}p %a %l %u %t \"%r\" %>s %!200,304b \"%400,501{Referer}i\" \"%{User-agent}i\" %{us}T"
            })
    void shouldTakeWhatStandsInTheConfigurationOfApache(String format) {
        Run run = apache(
                format,
                "www.city.gov:443 1.2.3.4 - - [10/Feb/2026:16:42:07 -0500] \"POST /a\\\"b HTTP/1.1\" 201 17 \"-\" \"Googlebot/2.1\" 2500");

        assertThat(seen(run)).isEqualTo("2026-02-10T21:42:07Z www.city.gov POST /a\\\"b 201 17 0.0025");
        assertThat(run.value(0, "bot")).isEqualTo(true);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "%{%Y-%m-%d %H:%M:%S}t.%{msec_frac}t %m %U%q %s | 2026-02-10 16:42:07.250 GET /a?b 200 | 2026-02-10T08:42:07.250Z",
                "%{sec}t %m %U %s                       | 1770712927 GET /a 200                 | 2026-02-10T08:42:07Z",
                "%{begin:usec}t %m %U %s                | 1770712927250999 GET /a 200           | 2026-02-10T08:42:07.250Z",
                "%{%d.%m.%y %I:%M:%S %p}t %m %U %s      | 10.02.26 12:42:07 AM GET /a 200       | 2026-02-09T16:42:07Z",
                "%{%a %b %e %T %Y}t %m %U %s            | Tue Feb  3 16:42:07 2026 GET /a 200   | 2026-02-03T08:42:07Z",
                "%{%FT%T%z}t %m %U %s                   | 2026-02-10T16:42:07+08:00 GET /a 200  | 2026-02-10T08:42:07Z"
            })
    void shouldReadTimesOfAllForms(String format, String line, String at) {
        Run run = apache(format, line);

        assertThat(run.rejections).isEmpty();
        assertThat(run.at(run.observations.get(0))).hasToString(at);
        assertThat(run.value(0, "path")).isEqualTo("/a");
        assertThat(run.value(0, "method")).isEqualTo("GET");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"\\x16\\x03\\x01,400", "-,408", "'',400", "<BADREQ>,400"})
    void shouldReadWhatIsNoHttpWhenTheServerAnswered(String request, String status) {
        Run run = nginx(TIMED, "1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"%s\" %s 0 0.1".formatted(request, status));

        assertThat(run.rejections).isEmpty();
        assertThat(run.value(0, "status")).isEqualTo(status);
        assertThat(run.value(0, "method")).isNull();
        assertThat(run.value(0, "path")).isNull();
    }

    @Test
    void shouldEndARequestWhereTheLineCanGoOn() {
        Run run = nginx(TIMED, "1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET /a\"b\" c HTTP/1.0\" 200 - -");

        assertThat(seen(run)).isEqualTo("2026-02-10T08:42:07Z other GET /a\"b\" c 200 null null");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "line-malformed   | hello",
                "line-malformed   | 1.2.3.4 - [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 200 1 0.1",
                "line-malformed   | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 200 1",
                "time-malformed   | 1.2.3.4 [10/Feb/2026:16:42",
                "time-malformed   | 1.2.3.4 [30/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 200 1 0.1",
                "time-malformed   | 1.2.3.4 [10/Feb/2026:24:42:07 +0800] \"GET / HTTP/1.1\" 200 1 0.1",
                "quote-unclosed   | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1",
                "quote-unclosed   | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\\\" 200 1 0.1",
                "status-malformed | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 20 1 0.1",
                "size-malformed   | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 200 1k 0.1",
                "number-malformed | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 200 1 0.1s",
                "request-missing  | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"-\" - 0 0.1",
                "fields-extra     | 1.2.3.4 [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 200 1 0.1 0.2"
            })
    void shouldSayWhyALineIsNone(String reason, String line) {
        Run run = nginx(TIMED, line);

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason().code()).isEqualTo(reason);
            assertThat(rejection.detail()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sep 25 06:05:27 lb haproxy[6801]: ",
                "<134>Sep  5 06:05:27 lb haproxy: ",
                "2018-09-25T06:05:27.584+02:00 lb haproxy[6801]: ",
                "<134>1 2018-09-25T06:05:27.584Z lb haproxy 6801 - - ",
                "<134>1 2018-09-25T06:05:27.584Z lb haproxy 6801 - [a@1 b=\"]\\\"\"][c] "
            })
    void shouldSkipTheHeaderOfSyslog(String header) {
        Run run = Run.of(
                "portal",
                null,
                header
                        + "2001:db8::1:55008 [25/Sep/2018:06:05:27.584] ft_https~ bk_https/abc 0/0/0/72/+72 200 +7456 - - ---- 5/4/0/1/0 0/0 {a|b} {} \"POST /user/ HTTP/1.1\"\n");

        assertThat(run.format).isEqualTo("haproxy");
        assertThat(seen(run)).isEqualTo("2018-09-24T22:05:27.584Z other POST /user/ 200 7456 0.072");
    }

    @Test
    void shouldReadTheLogOfAnApplicationLoadBalancer() {
        Run run = Run.of("portal", null, """
                h2 2026-07-02T22:23:00.186641Z app/lb/50dc 192.0.2.39:2817 10.0.0.1:80 0.000 0.001 0.002 200 200 34 366 "GET https://www.city.gov:443/a?b HTTP/2.0" "curl/8.5" ECDHE TLSv1.2 arn:aws:x "Root=1" "-" "-" 0
                https 2026-07-02T22:23:00.186641Z app/lb/50dc 192.0.2.39:2817 - -1 -1 -1 502 - 34 366 "GET https://www.city.gov:443/a HTTP/1.1" "-" - - - "-"
                """);

        assertThat(run.format).isEqualTo("aws-alb");
        assertThat(seen(run)).isEqualTo("2026-07-02T22:23:00.186Z www.city.gov GET /a 200 366 0.003");
        assertThat(run.value(1, "duration")).isNull();
        assertThat(run.value(1, "bot")).isNull();
    }

    @Test
    void shouldTakeTheFirstOfForwardedAddressesIfNothingElseSaysWhoAsked() {
        String line = "\"203.0.113.9, 10.0.0.1\" 10/Feb/2026:16:42:07 +0800 \"GET / HTTP/1.1\"";
        String plain = "203.0.113.9 10/Feb/2026:16:42:07 +0800 \"GET / HTTP/1.1\"";

        Run forwarded = nginx("\"$http_x_forwarded_for\" $time_local \"$request\"", line);
        Run direct = nginx("$remote_addr $time_local \"$request\"", plain);

        assertThat(forwarded.value(0, "client")).isEqualTo(direct.value(0, "client"));
        assertThat(forwarded.value(0, "status")).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nginx: '$remote_addr$host [$time_local] \"$request\"' | nothing stands between $remote_addr and $host",
                "nginx: '$remote_addr \"$request\"'                    | no field is the time",
                "nginx: '[$time_local] $status'                         | no field is the request",
                "apache: '%t \"%r\" %Z'                                 | %Z is no directive",
                "apache: '%{%Q}t \"%r\"'                                | a conversion of strftime",
                "apache: '%{m}T %t \"%r\"'                              | the unit is s, ms or us",
                "zone: UTC                                              | either nginx",
                "nginx: '[$time_local] \"$request\"', zone: Mars        | 'Mars' is no IANA time zone"
            })
    void shouldRefuseFormatsThatCannotBeRead(String definition, String fault) {
        format(definition.replace("', zone", "'\nzone"));

        assertThat(faults.all())
                .singleElement()
                .satisfies(f -> assertThat(f.toString()).contains(fault));
    }
}
