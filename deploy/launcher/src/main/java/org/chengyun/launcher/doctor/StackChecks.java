package org.chengyun.launcher.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.software.DatabaseAccount;
import org.chengyun.launcher.software.Workspace;
import org.chengyun.launcher.stack.Part;

/** Checks of the stack: what is fetched, which ports it gets, and whether it is well. */
final class StackChecks {
    private final Workspace workspace;
    private final StackHome home;

    StackChecks(Workspace workspace, StackHome home) {
        this.workspace = workspace;
        this.home = home;
    }

    Finding software() throws IOException {
        if (!Files.isDirectory(workspace.software())) {
            return Finding.note(
                    "software",
                    "nothing fetched yet",
                    "the first start needs the registries of Maven, and of Debian for TimescaleDB");
        }
        try (Stream<Path> entries = Files.list(workspace.software())) {
            List<String> names = entries.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
            return Finding.good("software", names + " in " + workspace.software());
        }
    }

    Finding ports() throws IOException {
        Optional<StackState> running = StackState.readRunning(home);
        if (running.isPresent()) {
            return Finding.good("ports", running.get().ports() + ", in use by our stack");
        }
        List<String> taken = new ArrayList<>();
        Ports.wanted(home).forEach((port, number) -> {
            if (!Ports.isFree(number)) {
                taken.add(port.key() + " " + number);
            }
        });
        return taken.isEmpty()
                ? Finding.good("ports", "all free")
                : Finding.note("ports", "taken by other programs: " + taken, "the next free ones will be used");
    }

    Finding stack() throws IOException, InterruptedException {
        Optional<StackState> running = StackState.readRunning(home);
        if (running.isEmpty()) {
            return Finding.good("stack", "does not run");
        }
        StackState state = running.get();
        List<String> down = state.parts().entrySet().stream()
                .filter(part -> !part.getValue().state().equals("running"))
                .map(part -> part.getKey() + " is " + part.getValue().state())
                .toList();
        if (!down.isEmpty()) {
            return Finding.bad("stack", down.toString(), "see the logs in " + home.log());
        }
        boolean answers =
                !state.parts().containsKey(Part.APPLICATION.key()) || answers(state.url() + "/q/health/ready");
        return answers
                ? Finding.good("stack", "runs at " + state.url() + ", all parts are well")
                : Finding.bad(
                        "stack",
                        "the application at " + state.url() + " is not ready",
                        "see " + home.logOf(Part.APPLICATION.key()));
    }

    /** Databases outside a home whose home was deleted by hand: nothing else would ever tell of them. */
    Finding leftovers() throws IOException {
        List<Path> orphans = DatabaseAccount.abandonedData();
        return orphans.isEmpty()
                ? Finding.good("leftovers", "none")
                : Finding.note(
                        "leftovers",
                        "databases whose home is gone",
                        "if you do not want them back: rm -rf "
                                + String.join(
                                        " ",
                                        orphans.stream().map(Path::toString).toList()));
    }

    private static boolean answers(String url) throws InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
