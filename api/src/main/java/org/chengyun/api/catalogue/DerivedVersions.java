package org.chengyun.api.catalogue;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.ProcessRole;
import org.chengyun.datasets.catalogue.Catalogue;

/** Takes up the definitions that are calculated from others, as soon as the database is there. Thread-safe. */
@ApplicationScoped
class DerivedVersions {
    private final Catalogue catalogue;
    private final DerivedVersionRepository versions;
    private final ApiConfig config;
    private volatile boolean done;

    DerivedVersions(Catalogue catalogue, DerivedVersionRepository versions, ApiConfig config) {
        this.catalogue = catalogue;
        this.versions = versions;
        this.config = config;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void takeUp() {
        if (done || !config.roles().contains(ProcessRole.WEB)) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> catalogue.derived().forEach(versions::takeUp));
            done = true;
        } catch (RuntimeException e) {
            // The database may come later than the application; the next look tries again.
            Log.debugf("derived metrics cannot be taken up yet: error=%s", e.toString());
        }
    }
}
