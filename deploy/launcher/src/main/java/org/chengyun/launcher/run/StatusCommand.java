package org.chengyun.launcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.chengyun.launcher.api.ApiClient;
import org.chengyun.launcher.api.AwayException;
import org.chengyun.launcher.api.ProblemException;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.stack.Part;
import picocli.CommandLine.Command;

/** Shows the processes of the stack, and what the application says about its data. */
@Command(
        name = "status",
        description = "Show what runs, how much memory it takes, and how far the data are.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it runs", "1:nothing runs, or not all of it"},
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackHome home = StackHome.ofUser();
        Optional<StackState> running = StackState.readRunning(home);
        if (running.isEmpty()) {
            out.println("nothing runs in " + home.folder());
            return 1;
        }
        StackState state = running.get();
        out.println("%s  %s since %s, launcher %d, data in %s"
                .formatted(state.url(), state.mode(), state.startedAt(), state.launcherPid(), home.folder()));
        boolean allRun = state.ready();
        long totalKb = print("launcher", "running", state.launcherPid(), Memory.residentKb(state.launcherPid()));
        for (Part part : Part.values()) {
            StackState.PartState one = state.parts().get(part.key());
            if (one != null) {
                allRun &= one.state().equals("running");
                totalKb += print(part.key(), one.state(), one.pid(), Memory.residentWithChildrenKb(one.pid()));
            }
        }
        out.println("%-12s %-11s %8s %,9d MB".formatted("together", "", "", totalKb / 1024));
        out.println("database: %s; ports: %s"
                .formatted(
                        state.databaseKind(),
                        new TreeMap<>(state.ports())
                                .entrySet().stream()
                                        .map(port -> port.getKey() + " " + port.getValue())
                                        .collect(Collectors.joining(", "))));
        if (state.parts().containsKey(Part.APPLICATION.key())) {
            allRun &= printData();
        }
        return allRun ? 0 : 1;
    }

    private long print(String name, String state, long pid, long kb) {
        out.println("%-12s %-11s %8d %,9d MB".formatted(name, state, pid, kb / 1024));
        return kb;
    }

    private boolean printData() throws InterruptedException {
        try {
            JsonNode status = new ApiClient(TheApplication.runningOrStarted(), Clock.systemUTC()).get("/api/v1/status");
            out.println();
            new FeedTable(UpCommand.city(null), Instant.now()).print(status, out);
            return true;
        } catch (ProblemException | AwayException e) {
            out.println("application: " + e.getMessage());
            return false;
        }
    }
}
