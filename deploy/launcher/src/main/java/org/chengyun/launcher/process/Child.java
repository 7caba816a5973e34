package org.chengyun.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running child process. Its identity stands in a pid file while it lives, so that a later launcher can end it if this
 * one is killed.
 *
 * <p>Thread-safe.
 */
public final class Child {
    private static final long LOG_ROTATE_BYTES = 16L << 20;
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final ChildCommand command;
    private final Process process;
    private final ProcessIdentity identity;
    private final Path pidFile;

    private Child(ChildCommand command, Process process, ProcessIdentity identity, Path pidFile) {
        this.command = command;
        this.process = process;
        this.identity = identity;
        this.pidFile = pidFile;
    }

    /** @throws IOException if the program cannot be started at all */
    public static Child start(ChildCommand command, Path pidFile) throws IOException {
        rotate(command.log());
        List<String> words = new ArrayList<>();
        // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which then ends the parts in order.
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> words.add(setsid.toString()));
        words.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        ProcessIdentity identity =
                ProcessIdentity.of(process.pid()).orElseGet(() -> new ProcessIdentity(process.pid(), "gone"));
        Files.writeString(pidFile, identity + "\n");
        return new Child(command, process, identity, pidFile);
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the child ends, however it ends; its exit status, 128 + n for signal n. */
    public int awaitExit() {
        return process.onExit().join().exitValue();
    }

    /** Ends the child in order; kills it after its stop timeout. */
    public void stop() {
        Signals.send(identity, command.stopsOnInterrupt() ? Signals.Signal.INT : Signals.Signal.TERM);
        if (!waitForExit(command.stopTimeout())) {
            kill();
        }
        forget();
    }

    /** Kills the child as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        waitForExit(Duration.ofSeconds(10));
        forget();
    }

    private boolean waitForExit(Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void forget() {
        if (process.isAlive()) {
            return;
        }
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_ROTATE_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
