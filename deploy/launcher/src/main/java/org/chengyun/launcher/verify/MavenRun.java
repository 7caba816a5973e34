package org.chengyun.launcher.verify;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chengyun.launcher.software.Tool;
import org.chengyun.launcher.software.Workspace;

/** One {@code mvn verify}, shown module by module; everything that it says goes to a log file. */
final class MavenRun {
    /** Tests of one module wait for servers while another one is compiled; more would wait for a processor. */
    private static final String SIDE_BY_SIDE = "2";

    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Workspace workspace;
    private final Path log;
    private final PrintStream out;
    private final MavenOutput output = new MavenOutput();
    private final long startNs = System.nanoTime();
    private volatile long shownNs = startNs;
    private volatile int tests;

    MavenRun(Workspace workspace, Path log, PrintStream out) {
        this.workspace = workspace;
        this.log = log;
        this.out = out;
    }

    /** @return Maven's exit status */
    int verify(List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(workspace.maven(), "-B", "-ntp", "-fae", "verify"));
        command.addAll(arguments);
        command.addAll(List.of("-T", SIDE_BY_SIDE)); // the first counts, so another number may be given
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workspace.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = Tool.start(builder);
        Thread life = Thread.ofVirtual().start(() -> showLife(maven));
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                output.read(line).ifPresent(this::show);
                tests = output.tests();
            }
        }
        life.interrupt();
        return Tool.waitFor(maven);
    }

    List<String> errors() {
        return output.errors();
    }

    /** A line now and then while nothing else is shown: a module with real servers takes minutes. */
    private void showLife(Process maven) {
        try {
            while (maven.isAlive()) {
                Thread.sleep(SILENCE);
                if (System.nanoTime() - shownNs > SILENCE.toNanos()) {
                    show("…  %,d tests so far".formatted(tests));
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void show(String text) {
        shownNs = System.nanoTime();
        long seconds = (System.nanoTime() - startNs) / 1_000_000_000;
        text.lines().forEach(line -> out.println("%4d s  %s".formatted(seconds, line)));
    }
}
