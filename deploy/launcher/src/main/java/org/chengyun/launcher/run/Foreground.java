package org.chengyun.launcher.run;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.stack.HomeInUseException;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.PartFailedException;
import org.chengyun.launcher.stack.StackPlan;

/** Runs a stack until it is told to stop. */
final class Foreground {
    private final PrintStream out;

    Foreground(PrintStream out) {
        this.out = out;
    }

    /** Returns only if the stack could not start, or runs already; a signal ends the process with an orderly stop. */
    int run(StackPlan plan) throws IOException, InterruptedException {
        try {
            LocalStack.start(plan, Terminal.progress(out));
        } catch (HomeInUseException e) {
            return sayWhatRuns(plan.home(), e);
        } catch (PartFailedException e) {
            if (e.isStopped()) {
                return 1;
            }
            out.println(e.getMessage());
            out.println("Not started. 'deploy/chengyun doctor' looks for usual causes.");
            return 1;
        }
        welcome(plan.home(), "Ctrl-C here, or deploy/chengyun stop");
        new CountDownLatch(1).await();
        return 0;
    }

    private int sayWhatRuns(StackHome home, HomeInUseException inUse) throws IOException {
        Optional<StackState> state = inUse.state();
        if (state.isEmpty() || !state.get().ready()) {
            out.println(inUse.getMessage() + " and is still starting or stopping.");
            return 1;
        }
        out.println("Already running from %s (%s, process %d, since %s)."
                .formatted(
                        home.folder(),
                        state.get().mode(),
                        state.get().launcherPid(),
                        state.get().startedAt()));
        welcome(home, "deploy/chengyun stop");
        return 0;
    }

    private void welcome(StackHome home, String stop) throws IOException {
        if (!Background.isThisProcess()) {
            new Welcome(out, stop).print(home);
        }
    }
}
