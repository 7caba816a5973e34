package org.chengyun.launcher.software;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Where the stack tells a person what it does. Called from several threads: one line, one call. */
public interface Progress {
    Duration FIRST_WORD = Duration.ofSeconds(2);

    Duration PATIENCE = Duration.ofSeconds(5);

    void say(String line);

    /** Work that may fail. */
    interface Work<T> {
        T run() throws Exception;
    }

    /** Runs {@code work}; says {@code what} again, with the seconds so far, as long as it takes. */
    default <T> T during(String what, Work<T> work) throws Exception {
        long startNs = System.nanoTime();
        ScheduledFuture<?> ticker = Ticker.CLOCK.scheduleAtFixedRate(
                () -> say("%s … %d s".formatted(what, seconds(startNs))),
                FIRST_WORD.toSeconds(),
                PATIENCE.toSeconds(),
                TimeUnit.SECONDS);
        try {
            return work.run();
        } finally {
            ticker.cancel(false);
        }
    }

    private static long seconds(long startNs) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs);
    }

    /** One daemon thread for all tickers. */
    final class Ticker {
        private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));

        private Ticker() {}
    }
}
