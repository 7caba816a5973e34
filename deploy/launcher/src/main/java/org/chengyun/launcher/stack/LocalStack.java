package org.chengyun.launcher.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chengyun.launcher.home.HomeLock;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.software.DatabaseKind;
import org.chengyun.launcher.software.Progress;
import org.chengyun.launcher.software.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * A running stack of real servers: for the command line, and for tests.
 *
 * <p>Tests that only use it call {@link #shared}: within {@code deploy/chengyun test} that is one stack for the whole
 * run, else one for this JVM, with its data under {@code target/}. As it is shared, a test makes a database of its own
 * by {@link #createDatabase} and uses topics of its own. Tests that kill or stop parts call {@link #start} for a private
 * stack and close it.
 *
 * <p>Thread-safe.
 */
public final class LocalStack implements AutoCloseable {
    private static final String SHARED_HOME = "CHENGYUN_TEST_STACK";
    private static @Nullable LocalStack shared;

    private final StackHome home;
    private final Ports ports;
    private final Secrets secrets;
    private final @Nullable StackRunner runner;

    private LocalStack(StackHome home, Ports ports, Secrets secrets, @Nullable StackRunner runner) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.runner = runner;
    }

    /**
     * The stack that all tests of this run share, with at least the given parts running. Nobody closes it: it ends with
     * the test run.
     *
     * @throws IllegalStateException if it cannot be started; the message says why
     */
    public static synchronized LocalStack shared(Part... parts) {
        Set<Part> wanted = Set.of(parts);
        @Nullable String given = System.getenv(SHARED_HOME);
        try {
            LocalStack stack = shared;
            if (stack == null) {
                stack = given == null || given.isBlank()
                        ? start(Path.of("target", "test-stack"), wanted)
                        : connect(new StackHome(Path.of(given)));
                shared = stack;
            }
            stack.require(wanted);
            return stack;
        } catch (IOException | HomeInUseException | PartFailedException e) {
            throw new IllegalStateException("no stack for the tests: " + e.getMessage(), e);
        }
    }

    /** A private stack for tests: random ports, nothing is restarted by itself, progress on the standard output. */
    public static LocalStack start(Path folder, Set<Part> parts)
            throws IOException, HomeInUseException, PartFailedException {
        return start(StackPlan.forTests(new StackHome(folder), parts), line -> System.out.println("[stack] " + line));
    }

    public static LocalStack start(StackPlan plan, Progress progress)
            throws IOException, HomeInUseException, PartFailedException {
        StackRunner runner = StackRunner.start(plan, Workspace.find(), progress, Clock.systemUTC());
        return new LocalStack(plan.home(), runner.ports(), runner.secrets(), runner);
    }

    /** The stack that another launcher runs in {@code home}. Its parts cannot be stopped or killed from here. */
    public static LocalStack connect(StackHome home) throws IOException {
        if (StackState.readRunning(home).isEmpty()) {
            throw new IOException("no stack runs in " + home.folder());
        }
        return new LocalStack(home, Ports.last(home), Secrets.read(home), null);
    }

    /**
     * Ends the children that a killed launcher left in {@code home}.
     *
     * @return whether there were any
     * @throws HomeInUseException if a launcher runs there
     */
    public static boolean endOrphans(StackHome home, Progress progress) throws IOException, HomeInUseException {
        if (!Files.isDirectory(home.folder())) {
            return false;
        }
        try (HomeLock lock = HomeLock.tryTake(home).orElse(null)) {
            if (lock == null) {
                throw new HomeInUseException(home, StackState.readRunning(home));
            }
            return StackRunner.endOrphans(home, progress);
        }
    }

    private void require(Set<Part> parts) throws IOException, PartFailedException {
        if (runner != null) {
            runner.startParts(parts);
            return;
        }
        Set<String> running = StackState.readRunning(home)
                .map(state -> state.parts().keySet())
                .orElse(Set.of());
        Set<String> missing = Part.withNeeds(parts).stream()
                .map(Part::key)
                .filter(part -> !running.contains(part))
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            throw new IOException("the stack in " + home.folder() + " does not run " + missing);
        }
    }

    public StackHome home() {
        return home;
    }

    /** For {@code bootstrap.servers}. Topics are not created automatically. */
    public String kafkaBootstrap() {
        return "127.0.0.1:" + ports.get(Port.KAFKA);
    }

    /** The application's own database. */
    public DatabaseAccess database() {
        return admin().access(DatabaseAdmin.APPLICATION_DATABASE);
    }

    /**
     * A new, empty database, with TimescaleDB if the stack has it; one of that name is dropped first.
     *
     * @param name letters a–z, digits and _
     */
    public DatabaseAccess createDatabase(String name) throws SQLException, IOException {
        return admin().createFresh(name, databaseKind());
    }

    public void dropDatabase(String name) throws SQLException {
        admin().drop(name);
    }

    public DatabaseKind databaseKind() throws IOException {
        return DatabaseServer.kind(home)
                .orElseThrow(() -> new IOException("no database was ever started in " + home.folder()));
    }

    public RealmAccess realm() {
        Map<String, String> passwords = new LinkedHashMap<>();
        DemoAccount.all().forEach(account -> passwords.put(account.user(), secrets.get(account.password())));
        return new RealmAccess(
                KeycloakServer.realmUrl(ports),
                Map.of(
                        "dashboard", secrets.get(Secret.CLIENT_DASHBOARD),
                        "chengyun-cli", secrets.get(Secret.CLIENT_CHENGYUN_CLI),
                        "simulator", secrets.get(Secret.CLIENT_SIMULATOR)),
                passwords);
    }

    /** Where the application is, or would be: its port is kept for it. */
    public String applicationUrl() {
        return "http://127.0.0.1:" + ports.get(Port.HTTP);
    }

    /** Ends the part as {@code kill -9} does and leaves it dead. Private stacks only. */
    public void kill(Part part) {
        own().runner(part).kill();
    }

    /** Ends the part in order and leaves it down. Private stacks only. */
    public void stop(Part part) {
        own().runner(part).stop();
    }

    /** Starts the part again on its old port and with its old data, and waits until it is ready. Private stacks only. */
    public void start(Part part) throws PartFailedException {
        own().startParts(Set.of(part));
    }

    /** Stops a private stack; does nothing to one that somebody else started. */
    @Override
    public void close() {
        if (runner != null) {
            runner.close();
        }
    }

    private StackRunner own() {
        if (runner == null) {
            throw new IllegalStateException("the stack in " + home.folder()
                    + " is shared: a test that stops or kills parts starts a private one (LocalStack.start)");
        }
        return runner;
    }

    private DatabaseAdmin admin() {
        return new DatabaseAdmin(ports, secrets);
    }
}
