package org.chengyun.ingest.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {
    private static final String HEAD = "203.0.113.7 - - [20/May/2015:21:05:15 +0000] ";

    private static Run one(String line) {
        return Run.of("portal", "ncsa-combined", line);
    }

    @Test
    void shouldReadEveryFieldOfTheCombinedForm() {
        Run run = one(HEAD
                + "\"GET /services/tax-return/form?id=7 HTTP/1.1\" 404 3000000000 \"http://a/\" \"Mozilla \\\"x\\\"\"");

        assertThat(run.rejections).isEmpty();
        assertThat(run.value(0, "at"))
                .isEqualTo(Instant.parse("2015-05-20T21:05:15Z").toEpochMilli());
        assertThat(run.value(0, "service")).isEqualTo("tax-return");
        assertThat(run.value(0, "path")).isEqualTo("/services/tax-return/form");
        assertThat(run.value(0, "method")).isEqualTo("GET");
        assertThat(run.value(0, "status")).isEqualTo("404");
        assertThat(run.value(0, "status_class")).isEqualTo("4xx");
        assertThat(run.value(0, "bytes")).isEqualTo(3_000_000_000L);
        assertThat(String.valueOf(run.value(0, "client"))).hasSize(16).doesNotContain("203");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "common, no size   | \"GET / HTTP/1.0\" 304 -                      | GET  | /",
                "HTTP/0.9          | \"GET /a b.gif\" 200 1                        | GET  | /a b.gif",
                "raw quotes        | \"GET /a\"b HTTP/1.0\" 200 1                   | GET  | /a\"b",
                "escaped quotes    | \"GET /a\\\"b HTTP/1.0\" 200 1                 | GET  | /a\\\"b",
                "dash              | \"-\" 408 0                                    |      |",
                "TLS on HTTP       | \"\\x16\\x03\\x01\" 400 226 \"-\" \"-\"        |      |",
                "empty             | \"\" 400 0                                     |      |",
                "only a query      | \"GET ?a=b HTTP/1.1\" 200 1                    | GET  |",
                "extension method  | \"PROPFIND /dav HTTP/1.1\" 207 1               | PROPFIND | /dav",
                "empty agent       | \"GET / HTTP/1.1\" 200 1 \"-\" \"\"            | GET  | /",
                "raw quote inside  | \"GET / HTTP/1.1\" 200 1 \"-\" \"a \"b\"c d\"  | GET  | /"
            })
    void shouldReadRequestsOfAllKinds(String name, String rest, String method, String path) {
        Run run = one(HEAD + rest);

        assertThat(run.rejections).isEmpty();
        assertThat(run.value(0, "method")).isEqualTo(method);
        assertThat(run.value(0, "path")).isEqualTo(path);
        assertThat(run.value(0, "service")).isEqualTo("other");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "line-malformed    | hello",
                "line-malformed    | a b c d e f",
                "line-malformed    | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] GET / 200 1",
                "time-malformed    | 1.2.3.4 - - [20/Mai/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 1",
                "time-malformed    | 1.2.3.4 - - [31/Feb/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 1",
                "time-malformed    | 1.2.3.4 - - [20/May/2015:25:05:15 +0000] \"GET / HTTP/1.1\" 200 1",
                "time-malformed    | 1.2.3.4 - - [20/May/2015:21:05",
                "quote-unclosed    | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1",
                "status-malformed  | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 20",
                "status-malformed  | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" - 5",
                "size-malformed    | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200",
                "size-malformed    | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 12k",
                "size-malformed    | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 1234567890123456789",
                "quote-unclosed    | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 1 \"http",
                "quote-unclosed    | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"Mozi\\\"",
                "fields-extra      | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 1 \"-\"",
                "fields-extra      | 1.2.3.4 - - [20/May/2015:21:05:15 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\" 1807"
            })
    void shouldSayWhyALineIsNone(String reason, String line) {
        Run run = one(line);

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason().code()).isEqualTo(reason);
            assertThat(rejection.bytes()).isEqualTo(line);
            assertThat(rejection.detail()).isNotBlank();
        });
    }

    @Test
    void shouldApplyEachLinesOwnOffset() {
        Run run = one("""
                h - - [01/Aug/1995:00:00:00 -0400] "GET / HTTP/1.0" 200 1
                h - - [01/Aug/1995:00:00:00 +0530] "GET / HTTP/1.0" 200 1
                h - - [31/Dec/2016:23:59:60 +0000] "GET / HTTP/1.0" 200 1
                h - - [29/Feb/2024:12:00:00 +0000] "GET / HTTP/1.0" 200 1
                """);

        assertThat(run.observations.stream().map(o -> run.at(o).toString()))
                .containsExactly(
                        "1995-08-01T04:00:00Z", "1995-07-31T18:30:00Z", "2017-01-01T00:00:00Z", "2024-02-29T12:00:00Z");
    }

    @Test
    void shouldTakeUsersWithSpacesAndAddressesOfVersion6() {
        Run run = one("2001:db8::1 - Li Wei [10/Feb/2012:16:42:07 -0500] \"GET / HTTP/1.0\" 301 368");

        assertThat(run.observations).hasSize(1);
    }

    @Test
    void shouldRecogniseTheVirtualHost() {
        Run run = Run.of(
                "portal",
                null,
                "WWW.Example.com:443 1.2.3.4 - theuser [10/Feb/2012:16:42:07 -0500] \"GET / HTTP/1.0\" 301 368 \"-\" \"M\"\n");

        assertThat(run.format).isEqualTo("ncsa-vhost-combined");
        assertThat(run.value(0, "service")).isEqualTo("www.example.com");
    }

    @Test
    void shouldWriteBytesThatAreNoTextAsEscapes() {
        byte[] line = (HEAD + "\"GET /\u00a4\u00e5\0x HTTP/1.0\" 200 5").getBytes(StandardCharsets.ISO_8859_1);

        Run run = Run.of("portal", "ncsa-common", line);

        assertThat(run.value(0, "path")).isEqualTo("/\\xa4\\xe5\\x00x");
    }

    @Test
    void shouldCallBinaryBinary() {
        Run run = Run.of("portal", "ncsa-common", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, 3});

        assertThat(run.rejections)
                .singleElement()
                .satisfies(r -> assertThat(r.reason().code()).isEqualTo("encoding-binary"));
    }

    @Test
    void shouldIgnoreBlankLinesAndComments() {
        Run run = one("\n  \n# rotated\n" + HEAD + "\"GET / HTTP/1.0\" 200 1\n");

        assertThat(run.read).isEqualTo(4);
        assertThat(run.ignored).isEqualTo(3);
        assertThat(run.observations).hasSize(1);
    }

    @Test
    void shouldKeepPathsApartThatAreTooLongToStore() {
        String path = "/" + "路".repeat(2_000);
        Run run =
                one(HEAD + "\"GET " + path + "1 HTTP/1.0\" 200 1\n" + HEAD + "\"GET " + path + "2 HTTP/1.0\" 200 1\n");

        String first = run.text(run.observations.get(0), "path");
        assertThat(first.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(768);
        assertThat(first).startsWith("/路路").isNotEqualTo(run.value(1, "path"));
    }

    @Test
    void shouldChangePseudonymsFromDayToDayOnly() {
        Run run = one("""
                a - - [01/Aug/2020:00:00:00 +0000] "GET / HTTP/1.0" 200 1
                a - - [01/Aug/2020:23:59:59 +0000] "GET / HTTP/1.0" 200 1
                a - - [02/Aug/2020:00:00:00 +0000] "GET / HTTP/1.0" 200 1
                b - - [01/Aug/2020:00:00:00 +0000] "GET / HTTP/1.0" 200 1
                """);

        assertThat(run.value(0, "client")).isEqualTo(run.value(1, "client"));
        assertThat(run.value(0, "client")).isNotEqualTo(run.value(2, "client"));
        assertThat(run.value(0, "client")).isNotEqualTo(run.value(3, "client"));
    }
}
