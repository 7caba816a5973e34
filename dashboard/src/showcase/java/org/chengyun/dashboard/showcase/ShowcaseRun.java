package org.chengyun.dashboard.showcase;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets the made-up city commit every second while the application runs; in a test the test commits. */
@ApplicationScoped
class ShowcaseRun {
    private final ShowcaseOverview overview;
    private final Optional<Duration> freezeAfter;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    ShowcaseRun(
            ShowcaseOverview overview,
            @ConfigProperty(name = "showcase.freeze-after") Optional<Duration> freezeAfter) {
        this.overview = overview;
        this.freezeAfter = freezeAfter;
    }

    void start(@Observes StartupEvent event) {
        if (LaunchMode.current() != LaunchMode.TEST) {
            var commits = timer.scheduleAtFixedRate(overview::commit, 0, 1, TimeUnit.SECONDS);
            freezeAfter.ifPresent(after -> {
                var unused = timer.schedule(() -> commits.cancel(false), after.toMillis(), TimeUnit.MILLISECONDS);
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }
}
