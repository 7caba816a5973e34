package org.chengyun.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivePageTest {
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final ManualTimer timer = new ManualTimer();
    private int count;
    private boolean readable = true;
    private final LivePage page =
            new LivePage(this::read, reads::add, timer, Duration.ofMillis(500), Duration.ofSeconds(5));

    private boolean read() {
        count++;
        return readable;
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void shouldReadOnceForManyChangesDuringARead() {
        page.wake();
        page.wake();
        page.wake();
        reads.remove().run();
        assertThat(reads).isEmpty();
        timer.elapse(500);
        assertThat(reads).hasSize(1);
        reads.remove().run();
        timer.elapse(500);
        assertThat(reads).isEmpty();
        assertThat(count).isEqualTo(2);
    }

    @Test
    void shouldReadAgainForAChangeInThePauseAfterARead() {
        page.wake();
        reads.remove().run();
        page.wake();
        assertThat(reads).as("not more often than allowed").isEmpty();
        timer.elapse(500);
        assertThat(reads).hasSize(1);
    }

    @Test
    void shouldTryAgainByItselfAfterAFailure() {
        readable = false;
        page.wake();
        reads.remove().run();
        timer.elapse(5000);
        readable = true;
        reads.remove().run();
        timer.elapse(500);
        assertThat(reads).isEmpty();
        assertThat(count).isEqualTo(2);
    }

    @Test
    void shouldReadNoMoreOnceClosed() {
        page.wake();
        page.wake();
        reads.remove().run();
        page.close();
        timer.elapse(500);
        page.wake();
        assertThat(reads).isEmpty();
    }

    /** Keeps the one scheduled task until the test lets its time pass. */
    private static final class ManualTimer extends ScheduledThreadPoolExecutor {
        private final Queue<Runnable> due = new ArrayDeque<>();
        private long delayMs;

        ManualTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            delayMs = unit.toMillis(delay);
            return super.schedule((Callable<Void>) () -> null, 0, TimeUnit.MILLISECONDS);
        }

        void elapse(long ms) {
            assertThat(delayMs).isEqualTo(ms);
            due.remove().run();
        }
    }
}
