package org.chengyun.launcher.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.chengyun.launcher.home.HomeLock;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.PortReservations;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.home.StackState.PartState;
import org.chengyun.launcher.process.Orphans;
import org.chengyun.launcher.process.ProcessIdentity;
import org.chengyun.launcher.software.Progress;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Workspace;

/**
 * Owns the parts of one home from their start to their end.
 *
 * <p>Thread-safe.
 */
final class StackRunner implements AutoCloseable {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final StackPlan plan;
    private final HomeLock lock;
    /** Guards the state file only: held while a part is stopped, it would block that part's own report. */
    private final Object stateFile = new Object();

    private final PortReservations reservations = new PortReservations();
    private final Ports ports;
    private final Secrets secrets;
    private final Progress progress;
    private final Instant startedAt;
    private final Supervisor supervisor;
    private final Map<Part, PartRunner> runners = new EnumMap<>(Part.class);
    private volatile boolean ready;
    private boolean closed;
    private boolean gone;

    private StackRunner(StackPlan plan, HomeLock lock, Workspace workspace, Progress progress, Clock clock)
            throws IOException {
        this.plan = plan;
        this.lock = lock;
        this.progress = progress;
        this.startedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        StackHome home = plan.home();
        SecureRandom random = new SecureRandom();
        secrets = Secrets.readOrCreate(home, random);
        ports = plan.usualPorts() ? Ports.usual(home, reservations) : Ports.random(home, random, reservations);
        ports.moved().forEach(progress::say);
        supervisor = new Supervisor(plan.supervised(), progress);
        Servers servers = new Servers(workspace, progress);
        ApplicationCopy application = new ApplicationCopy(workspace, home);
        for (Part part : Part.values()) {
            Server server = switch (part) {
                case KAFKA -> new KafkaServer(workspace, home, ports, servers);
                case DATABASE -> new DatabaseServer(home, ports, secrets, servers, progress);
                case KEYCLOAK -> new KeycloakServer(workspace, home, ports, secrets, servers, progress);
                case APPLICATION -> new ApplicationServer(workspace, home, ports, secrets, plan.zone(), application);
                case SIMULATOR ->
                    new SimulatorServer(
                            workspace, home, ports, secrets, plan.simulator(), plan.zone(), application, clock);
            };
            runners.put(part, new PartRunner(server, home, progress, this::writeState, supervisor));
        }
    }

    /**
     * Takes the home, ends what a killed launcher left there, and starts the plan's parts.
     *
     * @throws HomeInUseException if another launcher runs there
     * @throws PartFailedException if a part does not come up; the others are stopped again
     */
    static StackRunner start(StackPlan plan, Workspace workspace, Progress progress, Clock clock)
            throws IOException, HomeInUseException, PartFailedException {
        plan.home().create();
        HomeLock lock = HomeLock.tryTake(plan.home()).orElse(null);
        if (lock == null) {
            throw new HomeInUseException(plan.home(), StackState.readRunning(plan.home()));
        }
        StackRunner runner;
        try {
            endOrphans(plan.home(), progress);
            runner = new StackRunner(plan, lock, workspace, progress, clock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        // Before the first child: a Ctrl-C while starting ends what has been started by then.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop-stack").unstarted(runner::close));
        try {
            runner.startParts(plan.parts());
            return runner;
        } catch (PartFailedException | RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    /** Ends what a killed launcher left in a home whose lock is held; whether there was anything. */
    static boolean endOrphans(StackHome home, Progress progress) throws IOException {
        Map<String, ProcessIdentity> orphans = Orphans.find(home.pids(), home.mark());
        // Those that use the others first.
        List<String> order = new ArrayList<>(orphans.keySet());
        order.sort((a, b) -> Integer.compare(rank(b), rank(a)));
        for (String name : order) {
            ProcessIdentity orphan = orphans.get(name);
            if (orphan != null) {
                progress.say("%s: still running from a launcher that was killed (process %d); stopping it"
                        .formatted(name, orphan.pid()));
                Orphans.stop(name, orphan);
            }
        }
        Orphans.forget(home.pids());
        return !orphans.isEmpty();
    }

    private static int rank(String name) {
        int rank = Stream.of(Part.values()).map(Part::key).toList().indexOf(name);
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    /** Starts the given parts and what they need, side by side as far as they allow; returns when all are ready. */
    void startParts(Set<Part> wanted) throws PartFailedException {
        Set<Part> all = Part.withNeeds(wanted);
        Map<Part, CompletableFuture<Void>> prepared = new EnumMap<>(Part.class);
        all.forEach(part -> prepared.put(part, CompletableFuture.runAsync(() -> prepare(part), THREADS)));
        Map<Part, CompletableFuture<Void>> starts = new EnumMap<>(Part.class);
        CompletableFuture<Object> failed = new CompletableFuture<>();
        for (Part part : Part.values()) {
            if (all.contains(part)) {
                List<CompletableFuture<Void>> before = new ArrayList<>();
                prepared.forEach((other, done) -> {
                    if (other == part || part.afterPreparationOf().contains(other)) {
                        before.add(done);
                    }
                });
                starts.forEach((earlier, start) -> {
                    if (part.after().contains(earlier)) {
                        before.add(start);
                    }
                });
                CompletableFuture<Void> start = all(before).thenRunAsync(() -> startOne(part), THREADS);
                start.exceptionally(cause -> {
                    failed.completeExceptionally(cause);
                    return null;
                });
                starts.put(part, start);
            }
        }
        try {
            // The first failure ends the wait; nobody wants to watch the other downloads first.
            CompletableFuture.anyOf(all(starts.values()), failed).join();
        } catch (CompletionException e) {
            throw partFailure(e);
        }
        ready = true;
        writeState();
    }

    private static CompletableFuture<Void> all(Collection<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }

    private static PartFailedException partFailure(CompletionException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PartFailedException known) {
                return known;
            }
        }
        throw failure;
    }

    private void prepare(Part part) {
        try {
            runner(part).prepare();
        } catch (PartFailedException e) {
            throw new CompletionException(e);
        }
    }

    private void startOne(Part part) {
        try {
            runner(part).start();
        } catch (PartFailedException e) {
            throw new CompletionException(e);
        }
    }

    PartRunner runner(Part part) {
        PartRunner runner = runners.get(part);
        if (runner == null) {
            throw new IllegalStateException("no runner for " + part);
        }
        return runner;
    }

    Ports ports() {
        return ports;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Stops all parts, the last started first, and frees the home. Idempotent; returns when nothing runs any more. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervisor.close();
        runners.values().forEach(PartRunner::refuseStarts);
        List<Part> order = new ArrayList<>(List.of(Part.values()));
        for (Part part : order.reversed()) {
            if (runner(part).isWanted()) {
                progress.say(part.key() + ": stopping");
            }
            runner(part).retire();
        }
        try {
            synchronized (stateFile) {
                gone = true;
                Files.deleteIfExists(plan.home().stateFile());
            }
            reservations.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeState() {
        synchronized (stateFile) {
            try {
                if (!gone) {
                    state().write(plan.home());
                }
            } catch (IOException e) {
                progress.say("cannot write " + plan.home().stateFile() + ": " + e.getMessage());
            }
        }
    }

    private StackState state() throws IOException {
        ProcessIdentity launcher = ProcessIdentity.current();
        Map<String, Integer> numbers = new TreeMap<>();
        ports.numbers().forEach((port, number) -> numbers.put(port.key(), number));
        Map<String, PartState> parts = new TreeMap<>();
        runners.values().stream()
                .filter(PartRunner::isWanted)
                .forEach(runner -> parts.put(runner.part().key(), runner.state()));
        return new StackState(
                plan.home().folder().toString(),
                plan.mode(),
                launcher.pid(),
                launcher.birth(),
                startedAt.toString(),
                DatabaseServer.kind(plan.home()).map(kind -> kind.key()).orElse(""),
                ready,
                "http://127.0.0.1:" + ports.get(Port.HTTP),
                KeycloakServer.realmUrl(ports),
                numbers,
                parts);
    }
}
