package org.chengyun.launcher.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

class QuarantineCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Request> asked = new ArrayList<>();
    private HttpFake application;
    private String replayed = "";
    private String replays = "";
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
    void shouldListTheGroups() {
        assertThat(run()).isZero();
        assertThat(said.lines())
                .containsExactly(
                        "dataset  feed   reason          records  tried  newest",
                        "traffic  north  time-malformed    1,234      5  2026-03-02T08:00:00Z");
        assertThat(run("list")).isZero();
        assertThat(asked).extracting(Request::path).containsOnly("/api/v1/quarantine");
    }

    @Test
    void shouldShowRecordsWithoutLettingThemSteerTheTerminal() {
        assertThat(run("show", "traffic", "--feed", "no&rth", "--limit", "2")).isZero();
        assertThat(said.lines())
                .containsExactly(
                        "8  2026-03-02T08:00:00Z  north  time-malformed: column ?[31m",
                        "    at a.csv, byte 3",
                        "    a,b\\n",
                        "7  2026-03-02T08:00:00Z  north  time-malformed: column ?[31m",
                        "    at a.csv, byte 3",
                        "    (61 bytes that may name people: for administrators only)",
                        "… there are more; --limit takes up to 200");
        assertThat(asked.getFirst().parameter("feed")).isEqualTo("no&rth");
        assertThat(asked.getFirst().parameter("dataset")).isEqualTo("traffic");
        assertThat(asked.getFirst().parameter("limit")).isEqualTo("2");
    }

    @Test
    void shouldReplayAndSayWhatStays() throws IOException {
        replayed = """
                {"number":3,"state":"done","dry":false,"tried":9,"replayed":7,"observations":8,"kept":2,"detail":"",
                 "reasons":{"number-malformed":2},"samples":[{"number":4,"isReadable":true,"text":"speed=3"}],"endedAt":"x"}
                """;
        assertThat(run("replay", "traffic", "--reason", "time-malformed")).isEqualTo(3);
        assertThat(said.lines())
                .containsExactly(
                        "replay 3 waits for ingest ('quarantine cancel 3' takes it back)",
                        "7 of 9 records were read and sent as 8 observations",
                        "  + 4  speed=3",
                        "2 stay: number-malformed 2");
        assertThat(asked.getFirst().json())
                .isEqualTo(
                        JSON.readTree(
                                "{\"dataset\":\"traffic\",\"feed\":null,\"reason\":\"time-malformed\",\"format\":null,\"dry\":false}"));
    }

    @Test
    void shouldSayWhyItFailed() {
        replayed = "{\"number\":3,\"state\":\"failed\",\"detail\":\"no such format\",\"endedAt\":\"x\"}";
        assertThat(run("replay", "traffic", "--dry")).isEqualTo(1);
        assertThat(said.lines())
                .containsExactly(
                        "replay 3 waits for ingest ('quarantine cancel 3' takes it back)", "failed: no such format");
    }

    @Test
    void shouldCancelWhatStillWaits() {
        assertThat(run("cancel", "3")).isZero();
        assertThat(asked).extracting(Request::path).containsExactly("/api/v1/quarantine/replays/3/cancel");
        assertThat(said.lines()).containsExactly("replay 3 of traffic is cancelled; nothing was read");
    }

    @Test
    void shouldSayThatItWasCancelled() {
        replayed = "{\"number\":3,\"state\":\"cancelled\",\"cancelledBy\":\"vera\",\"detail\":\"\",\"endedAt\":\"x\"}";
        assertThat(run("replay", "traffic")).isEqualTo(1);
        assertThat(said.lines().toList().getLast()).isEqualTo("cancelled by vera; nothing was read");
    }

    @Test
    void shouldListReplays() throws IOException {
        replays = """
                [{"number":3,"dataset":"traffic","feed":null,"reason":"x","requestedBy":"otto","requestedAt":"t2",
                  "state":"waiting","dry":false,"detail":""},
                 {"number":2,"dataset":"traffic","feed":"north","reason":null,"requestedBy":"otto","requestedAt":"t1",
                  "state":"cancelled","dry":true,"cancelledBy":"vera"}]
                """;
        assertThat(run("replays")).isZero();
        assertThat(said.lines())
                .containsExactly(
                        "replay  dataset  feed   reason  asked by  at  state",
                        "     3  traffic  all    x       otto      t2  waiting",
                        "     2  traffic  north  all     otto      t1  cancelled, dry  by vera");
    }

    private Answer answer(Request request) throws IOException {
        asked.add(request);
        return new Answer(
                200,
                switch (request.path()) {
                    case "/api/v1/quarantine" -> json("""
                            [{"dataset":"traffic","feed":"north","reason":"time-malformed","records":1234,"tried":5,
                              "last":"2026-03-02T08:00:00Z"}]
                            """);
                    case "/api/v1/quarantine/records" ->
                        json("{\"records\":[%s,%s],\"next\":7}"
                                .formatted(record(8, "\"a,b\\\\n\""), record(7, "null")));
                    case "/api/v1/quarantine/replays" ->
                        json(
                                replays.isEmpty()
                                        ? "{\"number\":3,\"state\":\"waiting\",\"detail\":\"\",\"endedAt\":null}"
                                        : replays);
                    case "/api/v1/quarantine/replays/3/cancel" -> json("{\"number\":3,\"dataset\":\"traffic\"}");
                    default -> json(replayed);
                });
    }

    private static String record(int number, String text) {
        return """
                {"number":%d,"at":"2026-03-02T08:00:00Z","feed":"north","reason":"time-malformed",
                 "detail":"column \\u001b[31m","source":"a.csv, byte 3","length":61,"text":%s,"isCut":false}
                """.formatted(number, text);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private int run(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = new CommandLine(new QuarantineCommand(application::endpoint, out)).execute(arguments);
        said = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
