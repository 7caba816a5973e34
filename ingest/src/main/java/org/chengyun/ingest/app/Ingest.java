package org.chengyun.ingest.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chengyun.ingest.health.FeedReporter;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.progress.JdbcWatermarks;
import org.chengyun.ingest.pull.Pulls;
import org.chengyun.ingest.quarantine.QuarantineReplays;
import org.chengyun.ingest.receive.Receivers;
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
    private final Provider<Receivers> receivers;
    private final Provider<Pulls> pulls;
    private final Provider<JdbcWatermarks> watermarks;
    private final Provider<QuarantineReplays> replays;
    private final Provider<FeedReporter> reporter;

    Ingest(
            @ConfigProperty(name = "chengyun.roles") Set<String> roles,
            Provider<JdbcSiteRegistry> sites,
            Provider<Outbox> outbox,
            Provider<Tails> tails,
            Provider<Receivers> receivers,
            Provider<Pulls> pulls,
            Provider<JdbcWatermarks> watermarks,
            Provider<QuarantineReplays> replays,
            Provider<FeedReporter> reporter) {
        this.enabled = roles.contains("ingest");
        this.sites = sites;
        this.outbox = outbox;
        this.tails = tails;
        this.receivers = receivers;
        this.pulls = pulls;
        this.watermarks = watermarks;
        this.replays = replays;
        this.reporter = reporter;
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
        if (!enabled) {
            return Map.of();
        }
        Map<String, String> troubles = new TreeMap<>(tails.get().troubles());
        troubles.putAll(receivers.get().troubles());
        troubles.putAll(pulls.get().troubles());
        return troubles;
    }

    void start(@Observes StartupEvent event) {
        if (!enabled) {
            return;
        }
        sites.get().start();
        watermarks.get().start();
        outbox.get().start();
        tails.get().start();
        receivers.get().start();
        pulls.get().start();
        replays.get().start();
        reporter.get().start();
        LOG.infof(
                "ingest follows %d feeds of files, takes %d that are sent and fetches %d",
                tails.get().size(), receivers.get().size(), pulls.get().size());
    }

    void stop(@Observes ShutdownEvent event) {
        if (!enabled) {
            return;
        }
        replays.get().close();
        pulls.get().close();
        receivers.get().close();
        tails.get().close();
        reporter.get().close();
        sites.get().close();
        watermarks.get().close();
        outbox.get().close();
    }
}
