package org.chengyun.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

class QueryCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGES = 3;

    private final List<Request> asked = new ArrayList<>();
    private HttpFake application;
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
    void shouldPageThroughEverything() {
        assertThat(run("traffic.speed.road", "--window", "1h", "--csv")).isZero();
        assertThat(said.lines()).hasSize(1 + PAGES);
        assertThat(said.lines().skip(1).map(line -> line.split(",", -1)[2]))
                .containsExactly("road 1", "road 2", "road 3");
        assertThat(asked).extracting(request -> request.parameter("cursor")).containsExactly("", "2", "3");
    }

    @Test
    void shouldPassOnWhatIsAskedFor() {
        assertThat(run(
                        "traffic.speed.road",
                        "--window",
                        "5m/1m",
                        "--from",
                        "2026-11-21",
                        "--to",
                        "2026-11-21T12:00",
                        "--zone",
                        "Asia/Shanghai",
                        "--by",
                        "road=人民路 & co",
                        "--by",
                        "lane=1"))
                .isZero();
        Request request = asked.getFirst();
        assertThat(request.path()).isEqualTo("/api/v1/metrics/traffic.speed.road/windows");
        assertThat(request.parameter("window")).isEqualTo("5m/1m");
        assertThat(request.parameter("from")).isEqualTo("2026-11-20T16:00:00Z");
        assertThat(request.parameter("to")).isEqualTo("2026-11-21T04:00:00Z");
        assertThat(request.query().get("by")).containsExactly("road=人民路 & co", "lane=1");
        assertThat(said).contains("2026-11-21T08:00:00+08:00");
    }

    @Test
    void shouldAskForWhatWasKnownThen() {
        assertThat(run("m", "--window", "1h", "--as-of", "48213")).isZero();
        assertThat(asked.getLast().parameter("asOf")).isEqualTo("48213");
        assertThat(run("m", "--window", "1h", "--as-of", "latest", "--top")).isZero();
        assertThat(asked.getLast().parameter("asOf")).isEqualTo("latest");
        assertThat(run("m", "--window", "1h", "--as-of", "2026-11-21T12:00", "--zone", "Asia/Shanghai"))
                .isZero();
        assertThat(asked.getLast().parameter("asOf")).isEqualTo("2026-11-21T04:00:00Z");
        assertThat(run("traffic.congestion.site", "--sessions", "--as-of", "7")).isZero();
        assertThat(asked.getLast().parameter("asOf")).isEqualTo("7");
    }

    @Test
    void shouldShowWhatTheMetricEstimates() {
        assertThat(run("traffic.speed.road", "--window", "1h", "--csv")).isZero();
        assertThat(said.lines().findFirst().orElseThrow()).contains(",max,distinct,p15,p99.9,coverage,");
        assertThat(said.lines().skip(1).findFirst().orElseThrow()).contains(",3120,12.5,60.25,");
    }

    @Test
    void shouldShowRankings() {
        assertThat(run("traffic.speed.road", "--window", "1h", "--top")).isZero();
        assertThat(asked.getFirst().path()).endsWith("/top");
        assertThat(said.lines().findFirst())
                .hasValueSatisfying(heading -> assertThat(heading).endsWith("rank  score  errorBound  change"));
    }

    @Test
    void shouldShowSessions() {
        assertThat(run("traffic.congestion.site", "--sessions", "--from", "2026-11-21", "--csv"))
                .isZero();
        assertThat(asked.getFirst().path()).endsWith("/traffic.congestion.site/sessions");
        assertThat(asked.getFirst().parameter("window")).isEmpty();
        assertThat(said.lines().toList().get(1))
                .isEqualTo("2026-11-21T07:41:00Z,2026-11-21T08:23:00.500Z,2026-11-21T08:33:00.500Z,road 1,2520.5,"
                        + "118,,14.5,,,,,final,0,7");
    }

    @Test
    void shouldExplainARefusal() {
        assertThat(run("no.such", "--window", "1h")).isEqualTo(1);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldRefuseWrongArguments() {
        assertThat(run("m")).isEqualTo(2);
        assertThat(run("m", "--window", "1h", "--sessions")).isEqualTo(2);
        assertThat(run("m", "--sessions", "--top")).isEqualTo(2);
        assertThat(run("m", "--window", "1h", "--from", "yesterday")).isEqualTo(2);
        assertThat(run("m", "--window", "1h", "--by", "road")).isEqualTo(2);
        assertThat(run("m", "--window", "1h", "--as-of", "then")).isEqualTo(2);
        assertThat(run("m", "--window", "1h", "--csv", "--json")).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    private Answer answer(Request request) {
        if (request.path().contains("no.such")) {
            return Answer.problem(404, "metric-unknown", "there is no metric no.such");
        }
        asked.add(request);
        int page = request.parameter("cursor").isEmpty() ? 1 : Integer.parseInt(request.parameter("cursor"));
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("dimensions").add("road");
        ArrayNode windows = answer.putArray("windows");
        ObjectNode row = windows.addObject()
                .put("start", "2026-11-21T00:00:00Z")
                .put("end", "2026-11-21T01:00:00Z")
                .put("n", page)
                .put("distinct", 3120)
                .put("p15", 12.5)
                .put("p99.9", 60.25)
                .put("rank", 1)
                .put("score", 2.5);
        row.putObject("by").put("road", "road " + page);
        answer.putArray("sessions")
                .addObject()
                .put("start", "2026-11-21T07:41:00Z")
                .put("last", "2026-11-21T08:23:00.500Z")
                .put("end", "2026-11-21T08:33:00.500Z")
                .put("durationSeconds", 2520.5)
                .put("n", 118)
                .put("mean", 14.5)
                .put("finality", "final")
                .put("revision", 0)
                .put("cut", 7)
                .putObject("by")
                .put("road", "road " + page);
        answer.put("next", page < PAGES ? Integer.toString(page + 1) : null);
        return new Answer(200, answer);
    }

    private int run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = new CommandLine(new QueryCommand(application::endpoint, out)).execute(arguments);
        said = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
