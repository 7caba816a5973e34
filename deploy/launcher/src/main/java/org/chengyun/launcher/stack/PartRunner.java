package org.chengyun.launcher.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState.PartState;
import org.chengyun.launcher.process.Child;
import org.chengyun.launcher.process.ChildCommand;
import org.chengyun.launcher.process.LogTail;
import org.chengyun.launcher.software.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Starts, stops and kills one part, and notices when it dies by itself.
 *
 * <p>Thread-safe: one start, stop or kill at a time.
 */
final class PartRunner {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int TAIL_LINES = 15;

    /** Told, on a thread of its own, that a part ended without being asked to. */
    interface DeathListener {
        void died(PartRunner runner, int exitStatus);
    }

    private final Server server;
    private final StackHome home;
    private final Progress progress;
    private final Runnable changed;
    private final DeathListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Child child;
    private volatile String state = "stopped";
    private volatile boolean wanted;
    private volatile boolean retired;

    PartRunner(Server server, StackHome home, Progress progress, Runnable changed, DeathListener listener) {
        this.server = server;
        this.home = home;
        this.progress = progress;
        this.changed = changed;
        this.listener = listener;
    }

    Part part() {
        return server.part();
    }

    PartState state() {
        Child running = child;
        return new PartState(running == null ? 0 : running.identity().pid(), state);
    }

    /** Whether it should run: started and not stopped or killed by us since. */
    boolean isWanted() {
        return wanted;
    }

    /** Does nothing if the part runs. */
    void prepare() throws PartFailedException {
        Child running = child;
        if (running != null && running.isAlive()) {
            return;
        }
        try {
            server.prepare();
        } catch (Exception e) { // whatever a server's preparation throws ends the start with its reason
            throw new PartFailedException(part(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Starts the part and waits until it is ready; does nothing if it runs. */
    void start() throws PartFailedException {
        lock.lock();
        try {
            if (retired) {
                throw PartFailedException.stopped(part());
            }
            wanted = true;
            Child running = child;
            if (running == null || !running.isAlive()) {
                spawn();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #start}, unless somebody has stopped the part meanwhile. */
    void restart() throws PartFailedException {
        lock.lock();
        try {
            if (wanted) {
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        end(Child::stop);
    }

    void kill() {
        end(Child::kill);
    }

    /** From now on no start succeeds, and one that waits gives up. */
    void refuseStarts() {
        retired = true;
    }

    /** Stops the part for good. */
    void retire() {
        refuseStarts();
        stop();
    }

    private void end(Consumer<Child> way) {
        wanted = false; // before the lock: a start that waits for readiness gives up at once
        lock.lock();
        try {
            Child running = child;
            if (running != null) {
                way.accept(running);
                child = null;
            }
            enter("stopped");
        } finally {
            lock.unlock();
        }
    }

    private void spawn() throws PartFailedException {
        long startNs = System.nanoTime();
        try {
            ChildCommand command = server.command();
            Child started = Child.start(command, home.pids().resolve(part().key()));
            child = started;
            enter("starting");
            progress.during(part().key() + ": starting", () -> {
                waitUntilReady(started, command);
                server.afterReady();
                return command;
            });
            enter("running");
            progress.say("%s: ready after %.1f s".formatted(part().key(), secondsSince(startNs)));
            Thread.ofVirtual().start(() -> noticeExit(started, started.awaitExit()));
        } catch (Exception e) { // a server's start may fail for any reason; none may leave a half-started process
            abandon();
            throw e instanceof PartFailedException known
                    ? known
                    : new PartFailedException(part(), String.valueOf(e.getMessage()), e);
        }
    }

    private void waitUntilReady(Child started, ChildCommand command) throws PartFailedException {
        long deadlineNs = System.nanoTime() + server.startTimeout().toNanos();
        while (!server.isReady()) {
            if (!started.isAlive()) {
                throw new PartFailedException(part(), "ended while starting; " + tail(command));
            }
            if (!wanted || retired) {
                throw PartFailedException.stopped(part());
            }
            if (System.nanoTime() > deadlineNs) {
                throw new PartFailedException(
                        part(), "not ready after " + server.startTimeout().toSeconds() + " s; " + tail(command));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private void abandon() {
        Child started = child;
        if (started != null) {
            started.stop();
            child = null;
        }
        enter("stopped");
    }

    private void noticeExit(Child ended, int status) {
        if (wanted && !retired && child == ended) {
            enter("restarting");
            listener.died(this, status);
        }
    }

    private void enter(String next) {
        state = next;
        changed.run();
    }

    /** The end of the part's log, introduced by where it lies. */
    String tail() {
        return tail(home.logOf(part().key()));
    }

    private static String tail(ChildCommand command) {
        return tail(command.log());
    }

    private static String tail(Path log) {
        return "the end of " + log + ":\n    " + String.join("\n    ", LogTail.lastLines(log, TAIL_LINES));
    }

    private static double secondsSince(long startNs) {
        return (System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
