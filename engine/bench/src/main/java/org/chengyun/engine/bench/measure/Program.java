package org.chengyun.engine.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program to its end and measures it. Only one may run at a time: its processor time is what this process's
 * ended children have gained.
 */
public record Program(List<String> command, Map<String, String> environment, Path log) {
    private static final long LOOK_MS = 50;

    /** @throws IOException if it cannot be started, or does not end within the limit; then it is killed */
    public Measured run(Duration limit) throws IOException, InterruptedException {
        double before = children();
        long startNs = System.nanoTime();
        Process process = start();
        long peak = 0;
        while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, ProcFile.peakBytes(Long.toString(process.pid())));
            if (System.nanoTime() - startNs > limit.toNanos()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new IOException("not done after %d s; its log: %s".formatted(limit.toSeconds(), log));
            }
        }
        double wall = (System.nanoTime() - startNs) / 1e9;
        return new Measured(wall, children() - before, peak, process.exitValue());
    }

    /** Starts a program that does not end by itself. */
    public RunningProgram launch() throws IOException {
        return new RunningProgram(start());
    }

    /** Starts the program and leaves it to the caller. */
    public Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static double children() {
        return ProcFile.cpu("self").map(ProcFile.Cpu::children).orElse(0.0);
    }
}
