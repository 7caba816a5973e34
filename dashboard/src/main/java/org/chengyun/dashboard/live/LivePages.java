package org.chengyun.dashboard.live;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.chengyun.dashboard.DashboardConfig;

/** The threads that keep open pages fresh. */
@ApplicationScoped
public class LivePages {
    private final DashboardConfig config;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-pages").daemon().factory());

    LivePages(DashboardConfig config) {
        this.config = config;
    }

    /** A page that is read when it is woken. */
    public LivePage open(BooleanSupplier read) {
        return new LivePage(read, readers, timer, config.refreshAtMostEvery(), config.retryAfter());
    }

    /** A page that is read when it is woken first, and then again and again after so long. */
    public LivePage openEvery(Duration pause, BooleanSupplier read) {
        return new LivePage(read, readers, timer, pause, config.retryAfter(), true);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
        readers.shutdownNow();
    }
}
