package org.chengyun.ingest.quarantine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.format.DatasetFormats;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.CaseMemoryFull;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for replays of kept records that somebody asked for, and carries them out, one at a time. What a process left when
 * it died, the next one takes up. Thread-safe.
 */
public final class QuarantineReplays implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QuarantineReplays.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration LAST_STEP = Duration.ofSeconds(15);

    private final DataSource database;
    private final Catalogue catalogue;
    private final Configuration.Source configuration;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final Optional<EngineReading> engine;
    private final Thread thread;
    private volatile boolean stopped;

    /** @param engine how the engine would read an observation; without it, none is sent again */
    public QuarantineReplays(
            DataSource database,
            Catalogue catalogue,
            Configuration.Source configuration,
            Outbox outbox,
            IngestMeters meters,
            Optional<EngineReading> engine) {
        this.database = database;
        this.catalogue = catalogue;
        this.configuration = configuration;
        this.outbox = outbox;
        this.meters = meters;
        this.engine = engine;
        this.thread = Thread.ofPlatform().name("quarantine-replays").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try {
                Thread.sleep(look() ? Duration.ZERO : LOOK);
            } catch (InterruptedException e) {
                stopped = true;
            } catch (SQLException e) {
                LOG.debugf(e, "no replay can be looked for: the database does not answer");
                pause();
            } catch (RuntimeException e) {
                // a bug outside of any replay; there may be a good one next time
                LOG.error("replays of kept records cannot be looked for", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    /** True if there was something to do, and it came to an end. */
    private boolean look() throws SQLException {
        String[] datasets = catalogue.datasets().stream().map(Dataset::id).toArray(String[]::new);
        try (Connection connection = database.getConnection()) {
            Optional<ReplayTable.Claimed> claimed = ReplayTable.claim(connection, datasets);
            if (claimed.isEmpty()) {
                return false;
            }
            try {
                return carryOut(connection, claimed.get());
            } finally {
                ReplayTable.release(connection, claimed.get().replay());
            }
        }
    }

    private boolean carryOut(Connection connection, ReplayTable.Claimed claimed) throws SQLException {
        Replay replay = claimed.replay();
        try {
            ReplayTable.Claimed begun = begin(connection, claimed);
            if (begun == null) {
                LOG.infof("replay %d of kept records of %s was cancelled", replay.number(), replay.dataset());
                return true;
            }
            Dataset dataset = catalogue.dataset(replay.dataset()).orElseThrow();
            Configuration now = configuration.read();
            DatasetFormats formats = now.decoders().formats(dataset);
            if (replay.format() != null && formats.find(replay.format()).isEmpty()) {
                ReplayTable.end(connection, replay.number(), "failed", formatUnknown(replay, formats));
                return true;
            }
            var reading = new SecondReading(dataset, now, replay.format(), engine);
            connection.setAutoCommit(false);
            try {
                if (!new ReplayRun(connection, begun, dataset, reading, outbox, meters).run(() -> stopped)) {
                    return false;
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            ReplayTable.end(connection, replay.number(), "done", "");
            LOG.infof("replay %d of kept records of %s is done", replay.number(), replay.dataset());
            return true;
        } catch (KafkaAway | RegistryAway | CaseMemoryFull e) {
            LOG.debugf(e, "replay %d waits", replay.number());
            ReplayTable.note(connection, replay.number(), String.valueOf(e.getMessage()));
            return false;
        } catch (InvalidDefinitions e) {
            ReplayTable.end(connection, replay.number(), "failed", String.valueOf(e.getMessage()));
            return true;
        } catch (RuntimeException e) {
            // a bug: who asked must learn of it, and nothing else may wait for it
            LOG.errorf(e, "replay %d of kept records of %s failed", replay.number(), replay.dataset());
            ReplayTable.end(connection, replay.number(), "failed", e.toString());
            return true;
        }
    }

    private static String formatUnknown(Replay replay, DatasetFormats formats) {
        return "%s has no format '%s'; use one of %s"
                .formatted(replay.dataset(), replay.format(), String.join(", ", formats.names()));
    }

    /** Null if somebody took it back before it began. */
    private static ReplayTable.@Nullable Claimed begin(Connection connection, ReplayTable.Claimed claimed)
            throws SQLException {
        Replay replay = claimed.replay();
        if (claimed.isBegun()) {
            return claimed;
        }
        long newest = KeptTable.newest(connection);
        if (!ReplayTable.begin(connection, replay.number(), newest)) {
            return null;
        }
        LOG.infof("replay %d of kept records of %s begins", replay.number(), replay.dataset());
        return new ReplayTable.Claimed(
                new Replay(
                        replay.number(),
                        replay.dataset(),
                        replay.feed(),
                        replay.reason(),
                        replay.format(),
                        replay.isDry(),
                        newest),
                true,
                claimed.cursor(),
                claimed.account());
    }

    /** Ends the replay at hand after its step; it is taken up again at the next start. */
    @Override
    public void close() {
        stopped = true;
        try {
            if (thread.isAlive() && !thread.join(LAST_STEP)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
