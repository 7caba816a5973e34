package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged input: nothing escapes, nothing is lost, and what is accepted can be sent. */
class DamageTest {
    private static final int MUTATIONS = 12_500;
    /** What one record of the samples may come to: its opening, its notes, an update. */
    private static final int MOST_EVENTS = 6;

    private static final List<String> SAMPLES = List.of("""
            h.example - - [01/Aug/1995:00:00:01 -0400] "GET /a HTTP/1.0" 200 1839
            2001:db8::1 - Li [20/May/2015:21:05:15 +0000] "POST /services/tax/b?c HTTP/1.1" 404 - "-" "Mozilla \\"x\\""
            # comment

            203.0.113.7 - - [20/May/2015:21:05:15 +0000] "-" 408 0 "-" "-"
            """, """
            site,time,speed,volume,occupancy,"a ""b"" c"
            1,2026-01-01 00:00:00,12.5,3,0.5,"x
            y, z"
            2,2026-01-01 00:01:00,,,"",q
            3,2026/1/1 0:02,7e1,3,0.25,"路"
            """, """
            {"case_id":"1","action":"opened","at":"2026-01-01T00:00:00Z","type":"路\\u00e9","lon":1.5}
            {"case_id":"2","action":"closed","at":1767225600000,"opened_at":1767225600000,"x":{"y":[1,2]}}
            """, """
            Unique Key,Created Date,Closed Date,Agency,Complaint Type,Latitude,Longitude
            1,05/01/2022 12:00:03 AM,,NYPD,"Noise, loud",40.8,-73.9
            2,05/01/2022 12:00:09 AM,05/01/2022 12:07:46 AM,NYPD,Noise,,
            """, """
            {"service_requests": [{"service_request_id":"1","status":"closed","service_name":"路","service_code":006,
            "requested_datetime":"2026-01-01T00:00:00Z","updated_datetime":"2026-01-02T00:00:00Z","lat":1.5,
            "notes":[{"datetime":"2026-01-01T01:00:00Z","type":"closed"},{"datetime":"2026-01-01T02:00:00Z","type":"x"}]},
            {"service_request_id":"2","status":"open","requested_datetime":"2026-01-01T00:00:00Z","a":{"b":[{}]}}]}
            """, """
            <?xml version="1.0"?><service_requests><!-- x --><request><service_request_id>1</service_request_id>
            <status>closed</status><service_name><![CDATA[路]]>&amp;</service_name><service_code>006</service_code>
            <requested_datetime>2026-01-01T00:00:00Z</requested_datetime><updated_datetime>2026-01-02T00:00:00Z</updated_datetime>
            <notes><note><datetime>2026-01-01T01:00:00Z</datetime><type>closed</type></note></notes></request>
            <request a="b"><service_request_id>2</service_request_id><status/><requested_datetime>2026-01-01</requested_datetime>
            </request></service_requests>
            """, """
            工单编号,受理时间,办结时间,工单状态,诉求类型,经度,纬度
            1,2026年1月5日 8时30分,,处理中,"噪声, 施工",121.4,31.2
            2,2026/1/5 8:30,2026/1/6 8:30,已办结,路灯,,
            """, """
            id,timestamp_,description,area,latitude,longitude,duration
            1,2019-01-01 00:02:00,1125-Traffic Hazard,San Jose,37.8,-122.3,7.0
            2,2019-01-01 00:04:00,"SIG, Alert",,,,
            """);

    @ParameterizedTest(name = "{0} {1}, seed {2}")
    @CsvSource({
        "portal,access-log,0",
        "traffic,detector-csv,1",
        "events,case-json,2",
        "events,nyc-311,3",
        "events,open311-json,4",
        "events,open311-xml,5",
        "events,case-csv,6",
        "events,chp-incidents,7"
    })
    void shouldAccountForEveryRecordWhateverHappensToTheBytes(String dataset, String format, int sample) {
        var random = new Random(sample);
        byte[] good = SAMPLES.get(sample).getBytes(StandardCharsets.UTF_8);
        int preamble = Definitions.formats(dataset).find(format).orElseThrow().framing() == Framing.CSV
                ? new String(good, StandardCharsets.ISO_8859_1).indexOf('\n') + 1
                : 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damage(good, preamble, random);
            mustAccount(Run.of(dataset, format, damaged), damaged.length);
        }
    }

    /** The header stays: without it the file is refused as a whole. */
    private static byte[] damage(byte[] good, int preamble, Random random) {
        int length = random.nextInt(10) == 0 ? preamble + random.nextInt(good.length - preamble + 1) : good.length;
        byte[] damaged = java.util.Arrays.copyOf(good, length);
        int hits = length == preamble ? 0 : 1 + random.nextInt(4);
        for (int h = 0; h < hits; h++) {
            int at = preamble + random.nextInt(length - preamble);
            damaged[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "\"\\\n\r,:{}[] -0<>&/".charAt(random.nextInt(17));
        }
        return damaged;
    }

    private static void mustAccount(Run run, int length) {
        assertThat(run.consumed).isEqualTo(length);
        long decoded = run.read - run.ignored - run.rejections.size();
        assertThat(decoded).isBetween(0L, (long) run.observations.size());
        assertThat(run.observations.size()).isLessThanOrEqualTo((int) (MOST_EVENTS * decoded));
        var encoder = new ObservationEncoder(run.dataset.schema());
        for (@Nullable Object[] observation : run.observations) {
            assertThat(encoder.encode(observation)).isNotEmpty();
        }
    }
}
