package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A city adds air quality (JSON over MQTT) and car parks (CSV) with YAML alone: no line of code knows of them. */
class OwnDatasetsIT {
    private static final Instant HOUR = Instant.parse("2026-03-02T08:00:00Z");
    private static final int STATIONS = 5;
    private static final int MINUTES = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private ChangedCity city;
    private CommandLine chengyun;
    private MqttBroker broker;

    @BeforeEach
    void addTheDatasets() throws Exception {
        broker = MqttBroker.start(folder);
        city = ChangedCity.with(List.of("air", "parking"), """
                - id: air-stations
                  dataset: air
                  format: air-json
                  mqtt: { server: 'mqtt://127.0.0.1:%d', topics: [city/air/+] }
                """.formatted(broker.port()));
        chengyun = new CommandLine(city.stack().home());
    }

    @AfterEach
    void removeThem() throws Exception {
        city.close();
        broker.stop();
    }

    private JsonNode query(String metric, String window) throws Exception {
        String to = HOUR.plus(Duration.ofHours(1)).toString();
        var outcome =
                chengyun.run("query", metric, "--window", window, "--from", HOUR.toString(), "--to", to, "--json");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        return new ObjectMapper().readTree(outcome.output());
    }

    /** The rows, as soon as they hold so many observations. */
    private JsonNode await(String metric, long observations) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            JsonNode rows = query(metric, "1h");
            long n = 0;
            for (JsonNode row : rows) {
                n += row.path("n").asLong();
            }
            if (n >= observations) {
                assertThat(n).as("observations of %s", metric).isEqualTo(observations);
                return rows;
            }
            assertThat(Instant.now())
                    .as("%d of %d of %s", n, observations, metric)
                    .isBefore(deadline);
            Thread.sleep(500);
        }
    }

    /** Station s measures 20 + 10 s + minute % 3, except at minute 7, when it is broken. */
    private void publishAnHour() {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("stations")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int station = 0; station < STATIONS; station++) {
                String reading = "{\"station\":\"A-%d\",\"time\":\"%s\",\"district\":\"d%d\",\"pm2_5\":%s,\"no2\":%d}"
                        .formatted(
                                station,
                                HOUR.plusSeconds(minute * 60L),
                                station % 2,
                                minute == 7 ? "-999" : Integer.toString(20 + 10 * station + minute % 3),
                                station);
                client.publishWith()
                        .topic("city/air/" + station)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(reading.getBytes(StandardCharsets.UTF_8))
                        .send();
            }
        }
        client.disconnect();
    }

    private Path writeCarParks() throws IOException {
        Path file = folder.resolve("parking.csv");
        var lines = new StringBuilder("时间,停车场,区,车位总数,已用车位\n");
        for (int minute = 0; minute < MINUTES; minute += 5) {
            String at = HOUR.plusSeconds(minute * 60L).toString();
            lines.append("%s,北广场,d1,200,%d%n".formatted(at, 100 + minute));
            lines.append("%s,南站,d2,400,%s%n".formatted(at, minute == 30 ? "-" : "40"));
        }
        return Files.writeString(file, lines);
    }

    @Test
    void shouldTakeDatasetsThatNoCodeKnows() throws Exception {
        // When
        broker.awaitSubscriber();
        publishAnHour();
        var load = chengyun.run("load", "parking", writeCarParks().toString());
        assertThat(load.exitCode()).as("%s", load).isZero();

        // Then
        JsonNode stations = await("air.pm25.station", STATIONS * (MINUTES - 1L));
        assertThat(stations).hasSize(STATIONS);
        for (JsonNode row : stations) {
            int station = Integer.parseInt(row.get("station").asText().substring(2));
            // minutes 0 to 59 but for 7, which is 1 modulo 3: 20 × 0, 19 × 1, 20 × 2
            assertThat(row.get("mean").asDouble()).isCloseTo(21 + 10 * station, within(1e-9));
        }
        assertThat(await("parking.taken.lot", 23)).hasSize(2);
        for (JsonNode row : query("parking.occupancy.lot", "1h")) {
            boolean north = row.get("lot").asText().equals("北广场");
            assertThat(row.get("value").asDouble())
                    .isEqualTo(north ? (100 * 12 + 330) / 2400.0 : 40.0 / 400, within(1e-12));
        }
        assumeTrue(Chromium.isThere(), "no Chromium on this machine; the dashboard was not looked at");
        lookAtTheDashboard();
    }

    private void lookAtTheDashboard() throws Exception {
        for (String language : List.of("zh-CN", "en")) {
            try (Playwright playwright = Chromium.playwright();
                    Browser browser = Chromium.launch(playwright);
                    Page page = Chromium.signIn(browser, city.stack(), "viewer", language)) {
                page.getByText(language.equals("en") ? "Air quality" : "空气质量")
                        .first()
                        .waitFor();
                page.getByText(language.equals("en") ? "Car parks" : "停车场")
                        .first()
                        .waitFor();
                // on a page as tall as its content: it scrolls inside
                page.setViewportSize(1440, 1500);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(
                                Path.of("target", "own-datasets-%s.png".formatted(language.toLowerCase(Locale.ROOT)))));
            }
        }
    }
}
