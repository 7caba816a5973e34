package org.chengyun.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;

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

class AuditCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Request> asked = new ArrayList<>();
    private HttpFake application;
    private int faults;
    private String notKept = "";
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
    void shouldPrintATable() {
        assertThat(run()).isZero();
        assertThat(said.lines())
                .containsExactly(
                        "dataset  cuts  first   last  events in  counted  filtered  duplicates  quarantined  late  verdict",
                        "traffic     2  1,001  1,002  1,234,567        0         0           0            0     0  conserved");
        assertThat(asked.getFirst().path()).isEqualTo("/api/v1/engine/audit");
    }

    @Test
    void shouldTellEachFault() {
        faults = 103;
        assertThat(run("--dataset", "traffic", "--from", "2026-11-21", "--zone", "Asia/Shanghai"))
                .isEqualTo(1);
        assertThat(said.lines().skip(1))
                .satisfiesExactly(
                        row -> assertThat(row).endsWith("VIOLATED, 103 faults"),
                        fault -> assertThat(fault).isEqualTo("traffic: cut 7 is odd"),
                        rest -> assertThat(rest).isEqualTo("traffic: and 102 more"));
        assertThat(asked.getFirst().parameter("dataset")).isEqualTo("traffic");
        assertThat(asked.getFirst().parameter("from")).isEqualTo("2026-11-20T16:00:00Z");
        assertThat(asked.getFirst().parameter("to")).isEmpty();
    }

    @Test
    void shouldTellWhatIsNoLongerKept() {
        notKept = "cuts are kept from 2026-01-01T00:00:00Z on";

        assertThat(run()).isZero();
        assertThat(said.lines().skip(1))
                .satisfiesExactly(
                        row -> assertThat(row).endsWith("conserved"),
                        note -> assertThat(note).isEqualTo("traffic: cuts are kept from 2026-01-01T00:00:00Z on"));
    }

    @Test
    void shouldRefuseWhatIsNoTime() {
        assertThat(run("--to", "yesterday")).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    private Answer answer(Request request) {
        asked.add(request);
        ObjectNode answer = JSON.createObjectNode().put("conserved", faults == 0);
        ObjectNode dataset = answer.putArray("datasets").addObject();
        dataset.put("dataset", "traffic")
                .put("cuts", 2)
                .put("firstCut", 1001)
                .put("lastCut", 1002)
                .put("eventsIn", 1_234_567)
                .put("counted", 0)
                .put("filtered", 0)
                .put("duplicates", 0)
                .put("quarantined", 0)
                .put("late", 0)
                .put("faultCount", faults);
        if (!notKept.isEmpty()) {
            dataset.putObject("notKept").put("en", notKept);
        }
        var told = dataset.putArray("faults");
        if (faults > 0) {
            told.addObject().putObject("text").put("en", "cut 7 is odd");
        }
        return new Answer(200, answer);
    }

    private int run(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = new CommandLine(new AuditCommand(application::endpoint, out)).execute(arguments);
        said = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
