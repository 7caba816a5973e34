package org.chengyun.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.chengyun.ingest.syslog.SyslogMessage.Form;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of both RFCs, and what senders make of them. */
class SyslogParserTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant RECEIVED = Instant.parse("2026-11-21T02:00:05Z");

    private final SyslogParser parser = new SyslogParser(SHANGHAI);

    private record Expected(
            Form form, int facility, int severity, @Nullable String time, String host, String app, String body) {}

    private Expected parse(String text) {
        return parse(text, RECEIVED);
    }

    private Expected parse(String text, Instant receivedAt) {
        // not at the begin of its bytes: places must not be counted from there
        byte[] bytes = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);
        SyslogMessage message = parser.parse(bytes, 2, bytes.length - 2, receivedAt);
        Instant time = message.time();
        return new Expected(
                message.form(),
                message.facility(),
                message.severity(),
                time == null ? null : time.toString(),
                message.host(),
                message.app(),
                new String(bytes, message.bodyFrom(), message.bodyTo() - message.bodyFrom(), StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadTheExamplesOfRfc5424() {
        assertThat(parse("<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed for"
                        + " lonvick on /dev/pts/8"))
                .isEqualTo(new Expected(
                        Form.RFC5424,
                        4,
                        2,
                        "2003-10-11T22:14:15.003Z",
                        "mymachine.example.com",
                        "su",
                        "'su root' failed for lonvick on /dev/pts/8"));
        assertThat(parse("<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the"
                        + " do-nuts."))
                .isEqualTo(new Expected(
                        Form.RFC5424,
                        20,
                        5,
                        "2003-08-24T12:14:15.000003Z",
                        "192.0.2.1",
                        "myproc",
                        "%% It's time to make the do-nuts."));
        assertThat(parse("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473"
                        + " iut=\"3\" eventSource=\"Application\" eventID=\"1011\"] \uFEFFAn application event log"
                        + " entry..."))
                .isEqualTo(new Expected(
                        Form.RFC5424,
                        20,
                        5,
                        "2003-10-11T22:14:15.003Z",
                        "mymachine.example.com",
                        "evntslog",
                        "An application event log entry..."));
        assertThat(parse("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473"
                        + " iut=\"3\"][examplePriority@32473 class=\"high\"]"))
                .isEqualTo(new Expected(
                        Form.RFC5424, 20, 5, "2003-10-11T22:14:15.003Z", "mymachine.example.com", "evntslog", ""));
    }

    @Test
    void shouldReadWhatRfc5424Allows() {
        assertThat(parse("<13>1 - - - - - -")).isEqualTo(new Expected(Form.RFC5424, 1, 5, null, "", "", ""));
        assertThat(parse("<13>1 - - app - - [x y=\"a \\\" ] \\\\\"] body"))
                .isEqualTo(new Expected(Form.RFC5424, 1, 5, null, "", "app", "body"));
        // a leading space belongs to the message
        assertThat(parse("<13>1 - h app - - -  body\r\n").body()).isEqualTo(" body");
    }

    @Test
    void shouldReadTheExamplesOfRfc3164() {
        assertThat(parse("<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8"))
                .isEqualTo(new Expected(
                        Form.RFC3164,
                        4,
                        2,
                        "2026-10-11T14:14:15Z",
                        "mymachine",
                        "su",
                        "'su root' failed for lonvick on /dev/pts/8"));
        assertThat(parse("Use the BFG!")).isEqualTo(new Expected(Form.BARE, 1, 5, null, "", "", "Use the BFG!"));
        // its third and fourth example: relays would add what is missing; here the rest is the body
        assertThat(parse("<165>Aug 24 05:34:00 CST 1987 mymachine myproc[10]: %% It's time to make the do-nuts. %%"))
                .isEqualTo(new Expected(
                        Form.RFC3164,
                        20,
                        5,
                        "2026-08-23T21:34:00Z",
                        "CST",
                        "",
                        "1987 mymachine myproc[10]: %% It's time to make the do-nuts. %%"));
        assertThat(parse("<0>1990 Oct 22 10:52:01 TZ-6 scapegoat.dmz.example.org 10.1.2.3 sched[0]: That's All Folks!"))
                .isEqualTo(new Expected(
                        Form.BARE,
                        0,
                        0,
                        null,
                        "",
                        "",
                        "1990 Oct 22 10:52:01 TZ-6 scapegoat.dmz.example.org 10.1.2.3 sched[0]: That's All Folks!"));
    }

    @Test
    void shouldReadWhatWebServersSend() {
        String line = "198.51.100.1 - - [21/Nov/2026:10:00:00 +0800] \"GET / HTTP/1.1\" 200 1";
        assertThat(parse("<190>Nov 21 10:00:00 web-1 nginx: " + line))
                .isEqualTo(new Expected(Form.RFC3164, 23, 6, "2026-11-21T02:00:00Z", "web-1", "nginx", line));
        // 'nohostname' of nginx, apache by logger with a pid, syslog-ng in ISO form, no tag
        assertThat(parse("<190>Nov 21 10:00:00 nginx: " + line).body()).isEqualTo(line);
        assertThat(parse("<134>Nov  1 10:00:00 web-1 httpd[812]: " + line))
                .isEqualTo(new Expected(Form.RFC3164, 16, 6, "2026-11-01T02:00:00Z", "web-1", "httpd", line));
        assertThat(parse("<134>2026-11-21T10:00:00.123456+08:00 web-1 haproxy[1]: " + line))
                .isEqualTo(new Expected(Form.RFC3164, 16, 6, "2026-11-21T02:00:00.123456Z", "web-1", "haproxy", line));
        assertThat(parse("<134>Nov 21 10:00:00 web-1 " + line).body()).isEqualTo(line);
        String six = "2001:db8::1 - - [21/Nov/2026:10:00:00 +0800] \"GET / HTTP/1.1\" 200 1";
        assertThat(parse("<134>Nov 21 10:00:00 web-1 " + six).body()).isEqualTo(six);
        assertThat(parse("<134>" + line).body()).isEqualTo(line);
        assertThat(parse("<134>Nov 21 10:00:00 web-1 feed: {\"site\":\"A[1]: x\"}\n")
                        .body())
                .isEqualTo("{\"site\":\"A[1]: x\"}");
    }

    @Test
    void shouldReadTheTimesOfSwitches() {
        assertThat(parse("<189>*Mar  1 18:46:11.250: %SYS-5-CONFIG_I: text").time())
                .isEqualTo("2026-03-01T10:46:11.250Z");
        assertThat(parse("<166>Nov 21 2025 10:00:00 fw : %ASA-6-302013: text").time())
                .isEqualTo("2025-11-21T02:00:00Z");
    }

    @Test
    void shouldChooseTheLatestYearThatIsNotInTheFuture() {
        String last = "<13>Dec 31 23:59:59 h app: x";
        assertThat(parse(last, Instant.parse("2027-01-01T00:00:10Z")).time()).isEqualTo("2026-12-31T15:59:59Z");
        String first = "<13>Jan  1 00:00:00 h app: x";
        assertThat(parse(first, Instant.parse("2026-12-31T15:00:00Z")).time()).isEqualTo("2026-12-31T16:00:00Z");
        assertThat(parse("<13>Feb 29 12:00:00 h app: x", RECEIVED).time()).isNull();
        assertThat(parse("<13>Feb 29 12:00:00 h app: x", Instant.parse("2028-03-01T00:00:00Z"))
                        .time())
                .isEqualTo("2028-02-29T04:00:00Z");
    }

    @Test
    void shouldKeepAllOfWhatHasNoHeader() {
        for (String text : new String[] {"", "<", "<>", "<192>x", "<1", "<13", "plain", "<13x>y", "<-1>z", "\uFEFF"}) {
            assertThat(parse(text).form()).as(text).isEqualTo(Form.BARE);
            assertThat(parse(text).body()).as(text).isEqualTo(text);
        }
        assertThat(parse("<13>").body()).isEmpty();
        assertThat(parse("<13>1 2026-13-40T00:00:00Z h a - - - b").body())
                .isEqualTo("1 2026-13-40T00:00:00Z h a - - - b");
        assertThat(parse("<13>1 - h a - - [open").body()).isEqualTo("1 - h a - - [open");
    }

    @Test
    void shouldNeverFailOnDamage() {
        String[] samples = {
            "<34>1 2003-10-11T22:14:15.003Z host su 12 ID47 [a@1 b=\"c\\\"\"][d] \uFEFFbody of it",
            "<34>Oct 11 22:14:15 mymachine su[12]: 'su root' failed",
            "<134>2026-11-21T10:00:00.123456+08:00 web-1 haproxy[1]: body",
            "<189>*Mar  1 18:46:11.250: %SYS-5-CONFIG_I: text"
        };
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = samples[i % samples.length].getBytes(StandardCharsets.UTF_8);
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : " <>1[]:-\"".charAt(random.nextInt(9)));
            }
            int from = random.nextInt(3);
            int to = from + random.nextInt(bytes.length - from + 1);
            SyslogMessage message = parser.parse(bytes, from, to, RECEIVED);
            assertThat(message.bodyFrom()).isBetween(from, to);
            assertThat(message.bodyTo()).isBetween(message.bodyFrom(), to);
            assertThat(message.facility()).isBetween(0, 23);
        }
    }
}
