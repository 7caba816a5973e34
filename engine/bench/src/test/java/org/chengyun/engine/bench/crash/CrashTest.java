package org.chengyun.engine.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chengyun.engine.bench.race.BenchStack;
import org.junit.jupiter.api.Test;

/** A short run of the crash matrix; {@code deploy/chengyun bench crash} is the long one. */
class CrashTest {
    @Test
    void shouldCountOnceHoweverOftenEnginesDie() throws Exception {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "crash");
        var said = new ByteArrayOutputStream();
        try (BenchStack stack = BenchStack.start(home, line -> {})) {
            var out = new PrintStream(said, true, StandardCharsets.UTF_8);
            boolean exact = new CrashRun(stack, 11, 100_000, 2, 12, out).isExact();

            assertThat(exact).as(said.toString(StandardCharsets.UTF_8)).isTrue();
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("was frozen", "was fenced");
        }
        System.out.print(said.toString(StandardCharsets.UTF_8));
    }
}
