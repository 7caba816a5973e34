package org.chengyun.engine.runner;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.engine.core.flow.FlowLimits;
import org.chengyun.engine.core.time.ClosePolicy;
import org.chengyun.engine.runner.loop.DatasetEngine;
import org.chengyun.engine.runner.loop.EngineState;
import org.chengyun.engine.runner.loop.KnownBytes;
import org.chengyun.engine.runner.loop.LoopSettings;
import org.chengyun.engine.runner.loop.MemoryPlan;
import org.chengyun.engine.runner.quarantine.QuarantineWriter;
import org.chengyun.engine.runner.replay.ReplayLoop;
import org.chengyun.engine.runner.report.StateReporter;
import org.chengyun.engine.runner.retention.RetentionLoop;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.SeriesLimits;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts and stops the loops of all datasets with the application, if it has the role {@code engine}. */
@ApplicationScoped
public class Engine {
    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(20);

    private final Set<String> roles;
    private final LoopSettings settings;
    private final Catalogue catalogue;
    private final Database database;
    private final KnownBytes known;
    private final EngineMeters meters;
    private final List<DatasetEngine> engines = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable StateReporter reporter;
    private final QuarantineWriter quarantine;
    private final ReplayLoop replays;
    private final RetentionLoop retention;

    Engine(
            EngineConfig config,
            Catalogue catalogue,
            Database database,
            EngineMeters meters,
            @ConfigProperty(name = "chengyun.roles") Set<String> roles,
            @ConfigProperty(name = "chengyun.kafka") String bootstrapServers) {
        this.roles = roles;
        var memory = MemoryPlan.of(
                Runtime.getRuntime().maxMemory(),
                Math.max(1, catalogue.datasets().size()));
        this.known = new KnownBytes(memory.knownBytes());
        this.settings = new LoopSettings(
                "live",
                config.instance().orElse(""),
                bootstrapServers,
                new FlowLimits(
                        config.delayTarget().toMillis(),
                        config.commitInterval().toMillis(),
                        config.batchMaxRows(),
                        memory.batchBytes()),
                ClosePolicy.settledAfter(config.settledAfter().toMillis()),
                new SeriesLimits(config.maxNewSeries(), config.maxSeries()),
                memory.fetchBytes(),
                config.lanes().orElse(LoopSettings.USUAL_LANES),
                config.quarantineMaxRows());
        this.catalogue = catalogue;
        this.database = database;
        this.meters = meters;
        this.replays = new ReplayLoop(settings, catalogue, database, InstantSource.system());
        this.retention =
                new RetentionLoop(settings.job(), catalogue, database, InstantSource.system(), config.retentionEvery());
        this.quarantine = new QuarantineWriter(settings, database, InstantSource.system());
    }

    /** True if this process runs the engine. */
    public boolean isEnabled() {
        return roles.contains("engine");
    }

    /** How the loops are doing, in the order of the catalogue; empty if the engine does not run here. */
    public List<EngineState> states() {
        return engines.stream().map(DatasetEngine::state).toList();
    }

    /** Why rejected records wait, empty if they do not. */
    public String quarantineTrouble() {
        return quarantine.trouble();
    }

    void start(@Observes StartupEvent event) {
        if (!isEnabled()) {
            return;
        }
        for (var dataset : catalogue.datasets()) {
            var engine = new DatasetEngine(settings, catalogue, dataset, database, InstantSource.system(), known);
            engines.add(engine);
            meters.watch(engine.state());
            threads.add(
                    Thread.ofPlatform().name("engine-" + dataset.id()).daemon().start(engine));
        }
        reporter = new StateReporter(settings, states(), database, InstantSource.system());
        threads.add(Thread.ofPlatform().name("engine-report").daemon().start(reporter));
        threads.add(Thread.ofPlatform().name("engine-quarantine").daemon().start(quarantine));
        threads.add(Thread.ofPlatform().name("engine-replay").daemon().start(replays));
        meters.watch(retention.state(), catalogue.datasets());
        threads.add(Thread.ofPlatform().name("engine-retention").daemon().start(retention));
        LOG.infof(
                "engine runs %d datasets, %d metrics",
                engines.size(), catalogue.metrics().size());
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        engines.forEach(DatasetEngine::stop);
        if (reporter != null) {
            reporter.stop();
        }
        quarantine.stop();
        replays.stop();
        retention.stop();
        for (Thread thread : threads) {
            if (!thread.join(LAST_COMMIT)) {
                // Harmless: what it did not commit is read again at the next start.
                LOG.warnf("%s did not end in %s and is left behind", thread.getName(), LAST_COMMIT);
            }
        }
    }
}
