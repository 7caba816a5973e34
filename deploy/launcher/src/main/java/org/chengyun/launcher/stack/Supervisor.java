package org.chengyun.launcher.stack;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chengyun.launcher.software.Progress;

/**
 * Starts a part again that died by itself, after a pause that doubles with each death in a row.
 *
 * <p>Thread-safe.
 */
final class Supervisor implements PartRunner.DeathListener, AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A part that lived this long has earned the first pause again. */
    private static final Duration STABLE = Duration.ofMinutes(2);

    private record Death(long atNs, Duration pause) {}

    private final boolean restarts;
    private final Progress progress;
    private final Map<Part, Death> last = new EnumMap<>(Part.class);
    private boolean closed;

    Supervisor(boolean restarts, Progress progress) {
        this.restarts = restarts;
        this.progress = progress;
    }

    @Override
    public void died(PartRunner runner, int exitStatus) {
        String cause = exitStatus > 128 ? "killed by signal " + (exitStatus - 128) : "exit status " + exitStatus;
        if (!restarts) {
            progress.say("%s: died (%s)".formatted(runner.part().key(), cause));
            return;
        }
        Duration pause = nextPause(runner.part());
        // Of a signal from outside its log says nothing.
        progress.say("%s: died (%s), starting it again in %d s%s"
                .formatted(
                        runner.part().key(), cause, pause.toSeconds(), exitStatus > 128 ? "" : "; " + runner.tail()));
        restart(runner, pause);
    }

    private void restart(PartRunner runner, Duration pause) {
        Duration wait = pause;
        while (pauseEnds(wait) && runner.isWanted()) {
            try {
                runner.restart();
                return;
            } catch (PartFailedException e) {
                wait = nextPause(runner.part());
                progress.say("%s%n%s: trying again in %d s"
                        .formatted(e.getMessage(), runner.part().key(), wait.toSeconds()));
            }
        }
    }

    private synchronized Duration nextPause(Part part) {
        long nowNs = System.nanoTime();
        Death before = last.get(part);
        Duration pause =
                before == null || nowNs - before.atNs > STABLE.toNanos() ? FIRST_PAUSE : before.pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        last.put(part, new Death(nowNs, pause));
        return pause;
    }

    /** Waits; false if the supervisor is closed meanwhile. */
    private synchronized boolean pauseEnds(Duration pause) {
        long endNs = System.nanoTime() + pause.toNanos();
        try {
            while (!closed && System.nanoTime() < endNs) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, endNs - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
