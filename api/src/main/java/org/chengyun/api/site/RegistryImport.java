package org.chengyun.api.site;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.ProcessRole;

/**
 * Keeps the registry as the files in {@code <home>/city} say: {@code sites.csv} and {@code areas.geojson}, at start and
 * whenever one changes. A file that is absent changes nothing. Thread-safe.
 */
@ApplicationScoped
class RegistryImport {
    private final ApiConfig config;
    private final RegistryWriter writer;
    private final SiteRates rates;
    private final Map<Path, Version> done = new HashMap<>();

    RegistryImport(ApiConfig config, RegistryWriter writer, SiteRates rates) {
        this.config = config;
        this.writer = writer;
        this.rates = rates;
    }

    private record Version(FileTime changed, long bytes) {}

    private interface Import {
        void run(Path file) throws IOException, SQLException;
    }

    void atStart(@Observes StartupEvent event) {
        importChanged();
    }

    /** Again after a failure, too: a file counts as done only once it is in the database. */
    @Scheduled(
            every = "{chengyun.api.registry-check-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void importChanged() {
        if (config.roles().contains(ProcessRole.WEB) || config.roles().contains(ProcessRole.INGEST)) {
            importChanged(config.home().resolve("city/sites.csv"), this::importSites);
            importChanged(config.home().resolve("city/areas.geojson"), this::importAreas);
        }
    }

    private void importChanged(Path file, Import step) {
        try {
            if (!Files.isRegularFile(file)) {
                return;
            }
            var version = new Version(Files.getLastModifiedTime(file), Files.size(file));
            if (!version.equals(done.get(file))) {
                step.run(file);
                done.put(file, version);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            // Top of the schedule: a database that is away must not end it.
            Log.warnf("registry not imported, trying again: file=%s error=%s", file, e);
        }
    }

    private void importSites(Path file) throws IOException, SQLException {
        var read = SiteLines.read(Files.readAllLines(file));
        read.rejected().stream()
                .limit(10)
                .forEach(r -> Log.warnf(
                        "site rejected: file=%s line=%d reason=%s detail=%s", file, r.line(), r.reason(), r.detail()));
        writer.writeSites(read.sites());
        rates.forget();
        Log.infof(
                "registry of sites imported: file=%s sites=%d rejected=%d",
                file, read.sites().size(), read.rejected().size());
    }

    private void importAreas(Path file) throws IOException, SQLException {
        var read = AreaFeatures.read(Files.readString(file));
        read.rejected().stream()
                .limit(10)
                .forEach(r -> Log.warnf(
                        "area rejected: file=%s feature=%d reason=%s detail=%s",
                        file, r.feature(), r.reason(), r.detail()));
        writer.writeAreas(read.areas());
        Log.infof(
                "areas imported: file=%s areas=%d rejected=%d",
                file, read.areas().size(), read.rejected().size());
    }
}
