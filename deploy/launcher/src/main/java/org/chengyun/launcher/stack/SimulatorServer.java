package org.chengyun.launcher.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
import org.chengyun.launcher.software.Tool;
import org.chengyun.launcher.software.Workspace;

/** The simulated city. Its native feeds go to {@code feeds} in the home, where the application picks them up. */
final class SimulatorServer implements Server {
    private static final String MAIN_CLASS = "org.chengyun.datasets.simulator.Simulator";

    private static final Duration SETTLED = Duration.ofMillis(1500);
    private static final String FEEDS = """
            # What the application follows. Written once for the simulated city; yours to change.
            - id: portal-simulated
              dataset: portal
              format: access-log
              tail: { path: feeds/portal/access.log }
            """;

    private final Workspace workspace;
    private final StackHome home;
    private final Ports ports;
    private final Secrets secrets;
    private final SimulatorPlan plan;
    private final ApplicationCopy application;
    private final ZoneId zone;
    private final Clock clock;
    private long startedNs;

    SimulatorServer(
            Workspace workspace,
            StackHome home,
            Ports ports,
            Secrets secrets,
            SimulatorPlan plan,
            ZoneId zone,
            ApplicationCopy application,
            Clock clock) {
        this.workspace = workspace;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.plan = plan;
        this.zone = zone;
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
        application.refresh();
        if (!Files.exists(city().resolve("sites.csv"))) {
            List<String> command = new ArrayList<>(java());
            command.addAll(List.of("--registry-only", "--out", feeds().toString(), "--city", city().toString()));
            command.addAll(List.of("--seed", Long.toString(plan.seed())));
            Tool.run("writing the city's registry", command, Map.of(), home.logOf("simulator-registry"));
        }
        // People may have feeds of their own there: then this is theirs to add.
        Path list = home.folder().resolve("feeds.yaml");
        if (!Files.exists(list)) {
            Files.writeString(list, FEEDS);
        }
    }

    @Override
    public ChildCommand command() throws IOException {
        startedNs = System.nanoTime();
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("--out", feeds().toString(), "--city", city().toString()));
        command.addAll(List.of("--zone", zone.getId()));
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
                // It finishes the batch in hand, for up to 15 s.
                Duration.ofSeconds(20));
    }

    private List<String> java() throws IOException {
        return List.of(
                workspace.java(), "-D" + home.mark(), "-Xmx192m", "-XX:+UseSerialGC", "-cp", classPath(), MAIN_CLASS);
    }

    /** It serves nobody. What can be asked is that it lives: wrong options or another city's state end it at once. */
    @Override
    public boolean isReady() {
        return System.nanoTime() - startedNs > SETTLED.toNanos();
    }

    private Path feeds() {
        return home.folder().resolve("feeds");
    }

    /** Where the application looks for the registry. */
    private Path city() {
        return home.folder().resolve("city");
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
