package org.chengyun.dashboard.assembly;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the database up to date in the background, and keeps trying while it is away: a database that comes later than
 * the application must not keep it from starting. The application is ready when that is done.
 */
@Readiness
@ApplicationScoped
class Migrations implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(Migrations.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Flyway flyway;
    private volatile boolean done;
    private volatile boolean stopped;
    private volatile String waitsFor = "not begun";

    Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        Thread.ofPlatform().daemon().name("migrations").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void run() {
        while (!done && !stopped) {
            try {
                int applied = flyway.migrate().migrationsExecuted;
                done = true;
                LOG.infof("database is up to date: %d migrations applied now", applied);
            } catch (FlywayException e) {
                String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                if (!why.equals(waitsFor)) {
                    LOG.warnf("database cannot be brought up to date yet, retrying every second: %s", why);
                }
                waitsFor = why;
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database schema").status(done);
        return done
                ? response.build()
                : response.withData("waits for", waitsFor).build();
    }
}
