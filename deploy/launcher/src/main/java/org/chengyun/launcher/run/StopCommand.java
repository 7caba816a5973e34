package org.chengyun.launcher.run;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.process.ProcessIdentity;
import org.chengyun.launcher.stack.LocalStack;
import picocli.CommandLine.Command;

/** Stops what runs in the user's home, whoever started it, and what a killed launcher left there. */
@Command(name = "stop", description = "Stop everything that runs.", mixinStandardHelpOptions = true)
public final class StopCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        StackHome home = StackHome.ofUser();
        Optional<ProcessIdentity> launcher = StackState.readRunning(home)
                .map(state -> new ProcessIdentity(state.launcherPid(), state.launcherBirth()))
                .or(() -> background(home));
        if (launcher.isPresent()) {
            out.println("stopping (process " + launcher.get().pid() + ")");
            terminate(launcher.get());
            if (!waitUntilGone(launcher.get())) {
                out.println("it still runs after %d s: see %s".formatted(LIMIT.toSeconds(), home.log()));
                return 1;
            }
        }
        boolean orphans = LocalStack.endOrphans(home, Terminal.progress(out));
        out.println(launcher.isPresent() || orphans ? "stopped" : "nothing runs in " + home.folder());
        return 0;
    }

    private static Optional<ProcessIdentity> background(StackHome home) {
        try {
            return Background.find(home);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** A launcher that still builds is a shell script with children that do not hear of its end. */
    private static void terminate(ProcessIdentity launcher) {
        ProcessHandle.of(launcher.pid()).ifPresent(handle -> {
            if (handle.info().command().orElse("").endsWith("bash")) {
                handle.descendants().forEach(ProcessHandle::destroy);
            }
            handle.destroy();
        });
    }

    private boolean waitUntilGone(ProcessIdentity launcher) throws Exception {
        return Terminal.progress(out).during("stopping", () -> {
            long deadlineNs = System.nanoTime() + LIMIT.toNanos();
            while (launcher.isAlive() && System.nanoTime() < deadlineNs) {
                Thread.sleep(100);
            }
            return !launcher.isAlive();
        });
    }
}
