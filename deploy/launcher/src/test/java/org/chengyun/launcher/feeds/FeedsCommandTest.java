package org.chengyun.launcher.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.launcher.api.HttpFake;
import org.chengyun.launcher.api.HttpFake.Answer;
import org.chengyun.launcher.api.HttpFake.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FeedsCommandTest {
    private static final String WORKS = """
            {"feed": "log", "dataset": "portal", "transport": "tail", "level": "ok", "condition": "ok",
             "text": {"en": "It works."}, "advice": {"en": ""}, "behindMinutes": 0.05, "lastGoodAt": "2026-11-21T10:00:30Z",
             "rate": {"perMinute": 1204, "expectedPerMinute": 1187.25}, "lastHour": {"reasons": []}}""";
    private static final String SILENT = """
            {"feed": "probes", "dataset": "traffic", "transport": "mqtt", "level": "bad", "condition": "silent",
             "text": {"en": "Nothing has come since 10:00:00."}, "advice": {"en": "Check the topics."}, "behindMinutes": null,
             "lastGoodAt": null, "rate": {"perMinute": 0, "expectedPerMinute": null},
             "lastHour": {"reasons": [{"records": 1000}, {"records": 234}]}}""";

    private final List<Request> asked = new ArrayList<>();
    private HttpFake application;
    private String feeds = "";
    private String said = "";

    @BeforeEach
    void start() throws IOException {
        application = new HttpFake(this::answer);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void shouldTellWhatIsWrongBelowTheTable() {
        feeds = SILENT + "," + WORKS;

        assertThat(run("--zone", "Asia/Shanghai")).isEqualTo(1);
        assertThat(said.lines())
                .containsExactly(
                        "feed    dataset  transport  condition  per minute  expected  behind, min  quarantined, 1 h  last good record",
                        "probes  traffic  mqtt       silent            0.0         -            -             1,234  never",
                        "log     portal   tail       ok            1,204.0   1,187.3          0.1                 0  2026-11-21 18:00:30",
                        "probes: Nothing has come since 10:00:00.",
                        "        Check the topics.",
                        "traffic: 1 of 4 sensors silent: s4.");
        assertThat(asked.getFirst().path()).isEqualTo("/api/v1/feeds");
    }

    @Test
    void shouldAskForOneFeed() {
        feeds = WORKS;

        assertThat(run("log")).isZero();
        assertThat(asked.getFirst().path()).isEqualTo("/api/v1/feeds/log");
    }

    @Test
    void shouldSayThatThereIsNone() {
        assertThat(run()).isZero();
        assertThat(said).startsWith("No feed has spoken yet");
    }

    private Answer answer(Request request) {
        asked.add(request);
        String json = """
                {"feeds": [%s], "datasets": [{"dataset": "traffic", "sensors":
                  {"silent": 1, "text": {"en": "1 of 4 sensors silent: s4."}}}, {"dataset": "portal", "sensors": null}]}
                """.formatted(feeds);
        try {
            return new Answer(200, (ObjectNode) new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int run(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = new CommandLine(new FeedsCommand(application::endpoint, out)).execute(arguments);
        said = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
