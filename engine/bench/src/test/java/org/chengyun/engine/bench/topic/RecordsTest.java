package org.chengyun.engine.bench.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.chengyun.engine.bench.contest.Reading;
import org.chengyun.engine.bench.contest.Request;
import org.chengyun.engine.bench.topic.RaceTopic.Form;
import org.chengyun.engine.bench.workload.Portal;
import org.chengyun.engine.bench.workload.Traffic;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final RaceTopic TOPIC = new RaceTopic(Form.JSON, false, 1, 10_000, Traffic.SENSORS, false);

    @Test
    void shouldReadByHandWhatWasWritten() {
        var json = new TrafficJson(TOPIC.traffic());
        var reading = new Reading();
        for (long i = 0; i < TOPIC.events(); i++) {
            reading.read(json.value(i));
            int sensor = TOPIC.traffic().sensor(i);
            assertThat(reading.eventTimeMs).isEqualTo(TOPIC.traffic().eventTimeMs(i));
            assertThat(reading.sensor()).isEqualTo(Traffic.sensorName(sensor));
            assertThat(reading.road()).isEqualTo(Traffic.roadName(Traffic.road(sensor)));
            assertThat(reading.speed).isEqualTo(TOPIC.traffic().speedTenths(i) / 10.0);
            assertThat(reading.volume).isEqualTo(TOPIC.traffic().volume(i));
        }
    }

    @Test
    void shouldWriteTheFormOfTheWorkload() {
        String value = new String(new TrafficJson(TOPIC.traffic()).value(7), StandardCharsets.UTF_8);
        assertThat(value)
                .matches("\\{\"ts\":17000\\d{8},\"sensor\":\"S\\d{5}\",\"road\":\"R\\d{3}\",\"district\":\"D\\d{2}\","
                        + "\"speed\":\\d{1,3}\\.\\d,\"volume\":\\d{1,2},\"occupancy\":0\\.\\d{2}}");
    }

    @Test
    void shouldReadByHandTheLinesThatWereWritten() {
        var portal = new RaceTopic(Form.LINES, true, 1, 10_000, Traffic.SENSORS, false).requests();
        var lines = new PortalLines(portal);
        var request = new Request();
        for (long i = 0; i < portal.events(); i++) {
            request.read(lines.value(i));
            assertThat(request.eventTimeMs).isEqualTo(portal.eventTimeMs(i));
            assertThat(request.service()).isEqualTo(Portal.serviceName(portal.service(i)));
            assertThat(request.status).isEqualTo(portal.status(i));
            assertThat(request.size).isEqualTo(portal.bytes(i));
        }
    }

    @Test
    void shouldWriteLogLinesInTheCombinedFormat() {
        var lines = new PortalLines(new RaceTopic(Form.LINES, true, 1, 10_000, Traffic.SENSORS, false).requests());
        assertThat(new String(lines.value(7), StandardCharsets.UTF_8))
                .matches("10\\.\\d+\\.\\d+\\.\\d+ - - \\[14/Nov/2023:\\d\\d:\\d\\d:\\d\\d \\+0000] "
                        + "\"GET /services/s\\d{3}/p\\d+ HTTP/1\\.1\" \\d{3} \\d+ \"[^\"]*\" \"[^\"]*\"");
    }
}
