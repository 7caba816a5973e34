package org.chengyun.launcher.process;

import java.io.IOException;
import java.util.Locale;

/** Signals to processes by number: the JDK can only send TERM and KILL, and PostgreSQL needs INT. */
final class Signals {
    private Signals() {}

    enum Signal {
        INT,
        TERM,
        KILL
    }

    /** Sends the signal; a process that is already gone is fine. */
    static void send(ProcessIdentity process, Signal signal) {
        if (!process.isAlive()) {
            return;
        }
        if (signal == Signal.INT
                && !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win")) {
            run("kill", "-INT", Long.toString(process.pid()));
            return;
        }
        ProcessHandle.of(process.pid()).ifPresent(handle -> {
            if (signal == Signal.KILL) {
                handle.destroyForcibly();
            } else {
                handle.destroy();
            }
        });
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command[0] + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
