package org.chengyun.launcher.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.process.ChildCommand;
import org.chengyun.launcher.software.Workspace;

/** The simulated city. Its native feeds go to {@code feeds} in the home, where the application picks them up. */
final class SimulatorServer implements Server {
    private static final String MAIN_CLASS = "org.chengyun.datasets.simulator.Simulator";

    private final Workspace workspace;
    private final StackHome home;
    private final Ports ports;
    private final Secrets secrets;
    private final SimulatorPlan plan;
    private final ApplicationCopy application;
    private final Clock clock;

    SimulatorServer(
            Workspace workspace,
            StackHome home,
            Ports ports,
            Secrets secrets,
            SimulatorPlan plan,
            ApplicationCopy application,
            Clock clock) {
        this.workspace = workspace;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.plan = plan;
        this.application = application;
        this.clock = clock;
    }

    @Override
    public Part part() {
        return Part.SIMULATOR;
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(feeds());
    }

    @Override
    public ChildCommand command() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                workspace.java(), "-D" + home.mark(), "-Xmx192m", "-XX:+UseSerialGC", "-cp", classPath(), MAIN_CLASS));
        command.addAll(List.of("--out", feeds().toString()));
        command.addAll(List.of("--seed", Long.toString(plan.seed())));
        command.addAll(List.of("--from", beginning().toString()));
        command.addAll(List.of("--speed", Double.toString(plan.speed())));
        command.addAll(List.of("--url", "http://127.0.0.1:" + ports.get(Port.HTTP)));
        command.addAll(List.of("--token-url", KeycloakServer.realmUrl(ports) + "/protocol/openid-connect/token"));
        command.addAll(List.of("--client", "simulator"));
        return new ChildCommand(
                "simulator",
                command,
                Map.of("CHENGYUN_SIMULATOR_SECRET", secrets.get(Secret.CLIENT_SIMULATOR)),
                home.folder(),
                home.logOf("simulator"),
                false,
                Duration.ofSeconds(10));
    }

    /** It serves nobody: running is all that can be asked. */
    @Override
    public boolean isReady() {
        return true;
    }

    private Path feeds() {
        return home.folder().resolve("feeds");
    }

    /** The story begins once; later starts go on with the same one, so that the same seed gives the same days. */
    private Instant beginning() throws IOException {
        Path file = home.folder().resolve("simulation-start");
        if (Files.exists(file)) {
            return Instant.parse(Files.readString(file).strip());
        }
        Instant start = clock.instant().minus(plan.history()).truncatedTo(ChronoUnit.HOURS);
        Files.writeString(file, start + "\n");
        return start;
    }

    /** The data sets' jar and the YAML reader, as the application ships them. */
    private String classPath() throws IOException {
        Path libraries = application.current().resolve("lib/main");
        try (Stream<Path> jars = Files.list(libraries)) {
            List<String> needed = jars.map(Path::toString)
                    .filter(jar -> jar.contains("chengyun-datasets") || jar.contains("snakeyaml"))
                    .toList();
            if (needed.size() < 2) {
                throw new IOException("no simulator in " + libraries + ", only " + needed);
            }
            return String.join(":", needed);
        }
    }
}
