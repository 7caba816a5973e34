package org.chengyun.launcher.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chengyun.launcher.process.LogTail;

/** Runs a program to its end. */
public final class Tool {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // A launcher that is told to end must not leave a download or a build behind.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop-tools").unstarted(() -> RUNNING.forEach(Tool::end)));
    }

    private Tool() {}

    /** Both outputs go to {@code log}. @throws IOException with the end of the log if the program fails */
    public static void run(String what, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        Path folder = log.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        int status = waitFor(start(builder));
        if (status != 0) {
            throw new IOException("%s failed (exit %d), see %s:%n  %s"
                    .formatted(what, status, log, String.join("\n  ", LogTail.lastLines(log, 12))));
        }
    }

    /** Starts a program that ends with the launcher at the latest. */
    public static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        RUNNING.add(process);
        return process;
    }

    /** Waits for the program; if this thread is interrupted meanwhile, ends it. */
    public static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            RUNNING.remove(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
