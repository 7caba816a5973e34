package org.chengyun.ingest.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.site.JdbcSiteRegistry;
import org.chengyun.ingest.tail.Tails;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts and stops ingest with the application, if it has the role {@code ingest}. */
@Singleton
public class Ingest {
    private static final Logger LOG = Logger.getLogger(Ingest.class);

    private final boolean enabled;
    private final Provider<JdbcSiteRegistry> sites;
    private final Provider<Outbox> outbox;
    private final Provider<Tails> tails;

    Ingest(
            @ConfigProperty(name = "chengyun.roles") Set<String> roles,
            Provider<JdbcSiteRegistry> sites,
            Provider<Outbox> outbox,
            Provider<Tails> tails) {
        this.enabled = roles.contains("ingest");
        this.sites = sites;
        this.outbox = outbox;
        this.tails = tails;
    }

    /** True if this process takes data. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Why nothing can be sent to Kafka, for people; empty if it can. */
    public String kafkaTrouble() {
        return enabled ? outbox.get().trouble() : "";
    }

    /** Feeds that fail at the moment, with the reason. */
    public Map<String, String> feedTroubles() {
        return enabled ? tails.get().troubles() : Map.of();
    }

    void start(@Observes StartupEvent event) {
        if (!enabled) {
            return;
        }
        sites.get().start();
        outbox.get().start();
        tails.get().start();
        LOG.infof("ingest follows %d feeds", tails.get().size());
    }

    void stop(@Observes ShutdownEvent event) {
        if (!enabled) {
            return;
        }
        tails.get().close();
        sites.get().close();
        outbox.get().close();
    }
}
