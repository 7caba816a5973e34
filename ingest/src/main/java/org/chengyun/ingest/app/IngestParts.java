package org.chengyun.ingest.app;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.format.Formats;
import org.chengyun.ingest.health.FeedReporter;
import org.chengyun.ingest.health.FeedStates;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.progress.JdbcEngineProgress;
import org.chengyun.ingest.progress.JdbcWatermarks;
import org.chengyun.ingest.pull.Pulls;
import org.chengyun.ingest.push.Pushes;
import org.chengyun.ingest.quarantine.Configuration;
import org.chengyun.ingest.quarantine.EngineReading;
import org.chengyun.ingest.quarantine.QuarantineReplays;
import org.chengyun.ingest.receive.Receivers;
import org.chengyun.ingest.site.JdbcSiteRegistry;
import org.chengyun.ingest.site.SiteTables;
import org.chengyun.ingest.tail.Tails;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts of ingest together. They exist once asked for; only Ingest starts them. */
@Singleton
class IngestParts {
    private final Set<String> roles;

    IngestParts(@ConfigProperty(name = "chengyun.roles") Set<String> roles) {
        this.roles = roles;
    }

    private void requireRole() {
        if (!roles.contains("ingest")) {
            throw IngestProblem.roleAbsent();
        }
    }

    @Produces
    @Singleton
    Formats formats(Catalogue catalogue, @ConfigProperty(name = "chengyun.datasets") Path definitions) {
        return Formats.load(definitions, catalogue);
    }

    @Produces
    @Singleton
    JdbcSiteRegistry sites(AgroalDataSource database, Formats formats, IngestConfig config) {
        return new JdbcSiteRegistry(database, config.siteRefresh(), new SiteTables(formats.sites()));
    }

    @Produces
    @Singleton
    Intake intake(
            Catalogue catalogue,
            Formats formats,
            JdbcSiteRegistry sites,
            IngestConfig config,
            @ConfigProperty(name = "chengyun.zone") ZoneId cityZone) {
        requireRole();
        return new Intake(new Decoders(catalogue, formats, sites, key(config), cityZone));
    }

    @Produces
    @Singleton
    QuarantineReplays quarantineReplays(
            Catalogue catalogue,
            @ConfigProperty(name = "chengyun.datasets") Path definitions,
            JdbcSiteRegistry sites,
            IngestConfig config,
            @ConfigProperty(name = "chengyun.zone") ZoneId cityZone,
            AgroalDataSource database,
            Outbox outbox,
            IngestMeters meters,
            Instance<EngineReading> engine) {
        requireRole();
        Configuration.Source current = () -> {
            Formats formats = Formats.load(definitions, catalogue);
            var decoders = new Decoders(catalogue, formats, sites, key(config), cityZone);
            return new Configuration(decoders, Feeds.read(config.feeds(), decoders));
        };
        Optional<EngineReading> reading = engine.isResolvable() ? Optional.of(engine.get()) : Optional.empty();
        return new QuarantineReplays(database, catalogue, current, outbox, meters, reading);
    }

    private static byte[] key(IngestConfig config) {
        String hex = config.pseudonymKey()
                .orElseThrow(() -> new IllegalStateException(
                        "CHENGYUN_PSEUDONYM_KEY is not set; give 32 or more hexadecimal digits and keep them secret"));
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("CHENGYUN_PSEUDONYM_KEY must be hexadecimal digits, an even number", e);
        }
    }

    @Produces
    @Singleton
    Outbox outbox(
            Catalogue catalogue,
            IngestMeters meters,
            @ConfigProperty(name = "chengyun.kafka") String bootstrapServers) {
        var outbox = new Outbox(bootstrapServers, catalogue);
        meters.watchCases(outbox, Outbox::caseMemoryBytes);
        return outbox;
    }

    @Produces
    @Singleton
    IngestMeters meters(MeterRegistry registry) {
        return new IngestMeters(registry);
    }

    @Produces
    @Singleton
    Loads loads(Intake intake, Outbox outbox, AgroalDataSource database, IngestMeters meters) {
        requireRole();
        return new Loads(intake, outbox, new JdbcEngineProgress(database), meters);
    }

    @Produces
    @Singleton
    Pushes pushes(Intake intake, Outbox outbox, IngestMeters meters, JdbcWatermarks watermarks) {
        requireRole();
        return new Pushes(intake, outbox, meters, InstantSource.system(), watermarks);
    }

    @Produces
    @Singleton
    JdbcWatermarks watermarks(AgroalDataSource database) {
        return new JdbcWatermarks(database);
    }

    @Produces
    @Singleton
    Feeds feeds(IngestConfig config, Intake intake) {
        return Feeds.read(config.feeds(), intake.decoders());
    }

    @Produces
    @Singleton
    Tails tails(Feeds feeds, Intake intake, Outbox outbox, IngestMeters meters) {
        return new Tails(feeds, intake, outbox, meters);
    }

    @Produces
    @Singleton
    Pulls pulls(IngestConfig config, Feeds feeds, Intake intake, Outbox outbox, IngestMeters meters) {
        return new Pulls(
                feeds, config.spool(), intake.decoders(), outbox, meters, InstantSource.system(), new SecureRandom());
    }

    @Produces
    @Singleton
    Receivers receivers(
            IngestConfig config, Feeds feeds, Intake intake, Loads loads, Outbox outbox, IngestMeters meters) {
        return new Receivers(feeds, config.instance().orElse(""), intake, loads, outbox, meters);
    }

    @Produces
    @Singleton
    FeedReporter feedReporter(
            AgroalDataSource database, IngestConfig config, Feeds feeds, IngestMeters meters, Provider<Ingest> ingest) {
        var states = new FeedStates(
                feeds,
                meters.tallies(),
                () -> ingest.get().feedTroubles(),
                () -> ingest.get().kafkaTrouble());
        return new FeedReporter(database, states, config.instance().orElse(""), InstantSource.system());
    }
}
