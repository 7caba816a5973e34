package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged portal logs of every form: nothing escapes, nothing is lost, and what is accepted can be sent. */
class PortalDamageTest {
    private static final int MUTATIONS = 12_500;
    private static final String MARKS = "\"\\\n\r\t,:{}[]<> -+0#%.";
    private static final Map<String, String> SAMPLES = Map.of(
            "haproxy",
            """
            Sep 25 06:05:27 lb haproxy[68]: 4.3.2.1:55008 [25/Sep/2018:06:05:27.584] f b/s 0/0/0/72/72 200 7456 - - ---- 5/4/0/1/0 0/0 {a|b} "POST /u/ HTTP/1.1"
            <134>1 2018-09-25T06:05:27Z lb h 1 - [a b="]"] [::1]:5 [25/Sep/2018:06:05:27] f b/s 0/0/0/-1/+2 503 +7 - - SC-- 5/4/0/1/0 0/0 "<BADREQ>"
            """,
            "aws-elb",
            """
            2015-05-13T23:39:43.945958Z lb 1.2.3.4:2817 10.0.0.1:80 0.000086 0.001048 0.001337 200 200 0 57 "GET https://a.example:443/p HTTP/1.1" "curl" X Y
            2015-05-13T23:39:43.945958Z lb 1.2.3.4:2817 - -1 -1 -1 - - 82 305 "- - - " "-" - -
            """,
            "iis-native",
            """
            192.168.114.201, -, 03/20/01, 7:55:20, W3SVC2, SERVER, 172.21.13.45, 4502, 163, 3223, 200, 0, GET, /DeptLogo.gif, -,
            2001:db8::1, Li, 3/2/26, 23:59:60, W3SVC2, SERVER, 172.21.13.45, 1, 163, -, 500, 64, POST, /a, x=1, y,
            """,
            "aws-s3",
            """
            b659 www.example.com [10/Feb/2012:16:42:07 -0500] 1.2.3.4 arn:aws:iam::1:user/p EB35 WEBSITE.GET.OBJECT index "GET /index HTTP/1.1" 200 - 368 368 10 9 "-" "M"
            """,
            "icecast",
            """
            1.2.3.4 - the user [10/Feb/2012:16:42:07 -0500] "GET /\\"x HTTP/1.0" 301 - "-" "Googlebot" 1807
            """,
            "w3c",
            """
            #Date: 2026-01-01 10:00:00
            #Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes time-taken cs(User-Agent)
            2026-01-01 00:00:01 192.0.2.1 GET /one 200 5000000000 15 Mozilla/5.0+(a;+b)
            2026-01-01\t00:00:01\t192.0.2.1\tGET\t/o ne\t-\t5\t0.15\tb%2520c
            #Fields: time cs(Cookie) cs-uri-stem cs-host
            00:00:01 "a=1; b=2" /one WWW.example.com:80
            """,
            "caddy-json",
            """
            {"ts":1770712927.2509999,"request":{"client_ip":"203.0.113.9","method":"GET","host":"w.city.gov:84","uri":"/a?b","headers":{"User-Agent":["Googlebot","x"],"A":[]}},"user_id":"\\u8def","duration":2.9e-05,"size":10900,"status":200,"r":{"S":[{"x":[1]}]}}
            """,
            "nginx-json",
            """
            {"time_local":"10/Feb/2026:16:42:07 +0800","remote_addr":"203.0.113.9","request":"POST /\\u0000a HTTP/1.1","status":"302","bytes":"5000000000","request_time":"0.012","agent":"-"}
            {"msec":1770712927.250,"remote_addr":"1.2.3.4, 5","request_uri":"/a","status":0,"x":{"y":[1,2]}}
            """);

    @ParameterizedTest
    @ValueSource(strings = {"haproxy", "aws-elb", "iis-native", "aws-s3", "icecast", "w3c", "caddy-json", "nginx-json"})
    void shouldAccountForEveryRecordWhateverHappensToTheBytes(String format) {
        var random = new Random(format.hashCode());
        byte[] good = SAMPLES.getOrDefault(format, "").getBytes(StandardCharsets.UTF_8);
        mustAccount(Run.of("portal", format, good), good.length);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damage(good, random);
            mustAccount(Run.of("portal", format, damaged), damaged.length);
        }
    }

    private static byte[] damage(byte[] good, Random random) {
        int length = random.nextInt(10) == 0 ? 1 + random.nextInt(good.length) : good.length;
        byte[] damaged = Arrays.copyOf(good, length);
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
            damaged[random.nextInt(length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) MARKS.charAt(random.nextInt(MARKS.length()));
        }
        return damaged;
    }

    private static void mustAccount(Run run, int length) {
        assertThat(run.consumed).isEqualTo(length);
        assertThat(run.read - run.ignored - run.rejections.size()).isEqualTo(run.observations.size());
        var encoder = new ObservationEncoder(run.dataset.schema());
        for (@Nullable Object[] observation : run.observations) {
            assertThat(encoder.encode(observation)).isNotEmpty();
        }
    }

    /** A megabyte of the worst: quotes, brackets and colons at which a field might end. Allowed are 10 ms for a KB. */
    @Test
    void shouldNotBeSlowedDownByTheLongestLines() {
        for (String mark : new String[] {"\"", "\" ", "[", ":", "{", "} {", "\\", " \"- ", "\" 2", "]", "/ "}) {
            for (String format : SAMPLES.keySet()) {
                String begin =
                        SAMPLES.getOrDefault(format, "").lines().findFirst().orElse("");
                byte[] line = (begin.substring(0, begin.length() / 2) + mark.repeat(1_000_000 / mark.length()))
                        .getBytes(StandardCharsets.UTF_8);
                long startedNanos = System.nanoTime();
                mustAccount(Run.of("portal", format, line), line.length);
                assertThat(System.nanoTime() - startedNanos)
                        .as("%s with %s", format, mark)
                        .isLessThan(10_000_000_000L);
            }
        }
    }
}
