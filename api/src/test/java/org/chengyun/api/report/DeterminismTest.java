package org.chengyun.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same brief gives the same bytes in processes that share nothing but the code, and needs no desktop. */
class DeterminismTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveTheSameBytesWhateverTheMachinesLocaleZoneAndTime() throws Exception {
        // Given
        var here = new Render(
                folder.resolve("a"), "-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu");
        var there = new Render(
                folder.resolve("b"),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Duser.timezone=America/New_York",
                "-Dfile.encoding=ISO-8859-1");
        // When
        here.run("ordinary", "sparse", "empty", "huge");
        there.run("ordinary", "sparse", "empty", "huge");
        // Then
        List<Path> files;
        try (var list = Files.list(here.target)) {
            files = list.sorted().toList();
        }
        assertThat(files).hasSize(2 * 3 * 4);
        for (Path file : files) {
            assertThat(there.target.resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void shouldNeedNoFontsOfTheMachine() throws Exception {
        var render = new Render(folder.resolve("c"), "-Xlog:class+load:file=" + folder.resolve("classes.txt"));

        render.run("ordinary");

        String loaded = Files.readString(folder.resolve("classes.txt"));
        assertThat(loaded.contains("org.apache.pdfbox.pdmodel.PDDocument")).isTrue();
        assertThat(loaded.lines().filter(line -> line.contains("awt") || line.contains("font")))
                .noneMatch(line -> line.contains(" java.awt.Font ")
                        || line.contains(" sun.font.")
                        || line.contains(" java.awt.Toolkit "));
    }

    private record Render(Path target, List<String> options) {
        Render(Path target, String... options) {
            this(target, List.of(options));
        }

        void run(String... briefs) throws IOException, InterruptedException {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of(
                    "-cp", System.getProperty("java.class.path"), RenderAll.class.getName(), target.toString()));
            command.addAll(List.of(briefs));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
        }
    }
}
