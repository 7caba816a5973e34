package org.chengyun.engine.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chengyun.engine.bench.accesslog.LogTruth;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small runs of what does not need GoAccess: are the answers right? {@code deploy/chengyun bench ingest} measures. */
class CourseTest {
    private static final Course.Size SIZE = new Course.Size(5, 20_000, 2_000, 10_000, 500, 0, 0);

    private final Servers servers = new Servers(Workspace.find(), line -> {});

    private Path mosquitto() throws Exception {
        return servers.mosquittoIsSupported() ? servers.mosquitto() : Path.of("mosquitto");
    }

    @Test
    void shouldAnswerRightInEveryTrial() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ingest");
        var course = new Course(
                folder, SIZE, new Course.Programs(new GoAccess(Path.of("goaccess")), mosquitto()), line -> {});
        List<Figure> figures = new ArrayList<>();
        for (Trial trial : List.of(Trial.DECODE, Trial.DATEX, Trial.LOAD, Trial.PUSH, Trial.MQTT)) {
            if (trial == Trial.MQTT && !servers.mosquittoIsSupported()) {
                continue;
            }
            Figure figure = course.run(trial);
            assertThat(figure.wrong()).as(trial.key()).isEmpty();
            assertThat(figure.rate()).isPositive();
            figures.add(figure);
        }

        var said = new ByteArrayOutputStream();
        new Report(figures, false).print(new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("decode", "datex", "load", "push");
    }

    @Test
    void shouldSayInWhatAnAnswerIsWrong(@TempDir Path folder) throws Exception {
        var document = DatexDocument.of(folder, 100);
        var truth = new Truth(new LogTruth(0, Map.of(), Map.of()), document);
        var right = new Result(1, 1, 1, 1, 0, 0, Map.of("sum", document.sumOfSpeeds()));
        var wrong = new Result(1, 1, 1, 1, 0, 0, Map.of("sum", 7L, "xml-malformed", 2L));

        assertThat(truth.wrong(Trial.DATEX, right)).isEmpty();
        assertThat(truth.wrong(Trial.DATEX, wrong))
                .contains("sum=7 instead of " + document.sumOfSpeeds(), "xml-malformed=2 instead of 0");
    }
}
