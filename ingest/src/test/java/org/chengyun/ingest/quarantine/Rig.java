package org.chengyun.ingest.quarantine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.format.Formats;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Ingest with replays, without a web server, on definitions that a test may mend. */
final class Rig implements AutoCloseable {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    final Path definitions;
    final DataSource database;
    final Outbox outbox;
    final Loads loads;
    private final QuarantineReplays replays;
    private final String bootstrap;

    Rig(String bootstrap, String jdbcUrl, String user, String password, Path folder) throws InterruptedException {
        this.bootstrap = bootstrap;
        this.definitions = folder.resolve("datasets");
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        database = source;
        Catalogue catalogue = Catalogue.load(definitions);
        var meters = new IngestMeters(new SimpleMeterRegistry());
        outbox = new Outbox(bootstrap, catalogue);
        outbox.start();
        await(outbox);
        loads = new Loads(new Intake(decoders(catalogue)), outbox, (job, topic) -> Map.of(), meters);
        replays = new QuarantineReplays(
                database,
                catalogue,
                () -> {
                    Decoders now = decoders(catalogue);
                    return new Configuration(now, Feeds.read(folder.resolve("feeds.yaml"), now));
                },
                outbox,
                meters,
                Optional.of(Rig::inFuture));
    }

    /** An engine that takes what begins with the marker of an observation. */
    private static EngineReading.Verdict inFuture(Dataset dataset, byte[] observation) {
        return observation.length > 0 && observation[0] == (byte) 0xc3
                ? new EngineReading.Verdict.Good(new byte[] {'k'})
                : new EngineReading.Verdict.Bad("record-malformed", "no observation");
    }

    /** The datasets of the examples, and those that are shipped, in a folder of one's own. */
    static void copyDefinitions(Path folder) throws IOException {
        for (String dataset : List.of("examples/parking", "events")) {
            Path from = Definitions.FOLDER.resolve(dataset);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = folder.resolve("datasets")
                            .resolve(String.valueOf(from.getFileName()))
                            .resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }

    private Decoders decoders(Catalogue catalogue) {
        return new Decoders(catalogue, Formats.load(definitions, catalogue), SiteRegistry.EMPTY, Run.KEY, ZONE);
    }

    private static void await(Outbox outbox) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try {
                outbox.positions("");
                return;
            } catch (KafkaAway e) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError(outbox.trouble());
    }

    Rig startReplays() {
        replays.start();
        return this;
    }

    /** Mends a definition. */
    void mend(String file, String before, String after) {
        try {
            Path path = definitions.resolve(file);
            String text = Files.readString(path);
            if (!text.contains(before)) {
                throw new AssertionError("%s does not hold %s".formatted(file, before));
            }
            Files.writeString(path, text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the engine does with the topic of rejected records. */
    int bringToTable() throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> rejected = Broker.committedOn(bootstrap, Topics.QUARANTINE);
        int added = 0;
        try (Connection connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into quarantine (at, dataset, feed, stage, reason, detail, source, bytes, topic,
                                                partition, record_offset, read_as)
                        values (now(), ?, ?, 'ingest', ?, ?, ?, ?, ?, 0, ?, nullif(?, '')) on conflict do nothing
                        """)) {
            for (ConsumerRecord<byte[], byte[]> record : rejected) {
                insert.setString(1, Broker.header(record, "dataset"));
                insert.setString(2, Broker.header(record, "feed"));
                insert.setString(3, Broker.header(record, "reason"));
                insert.setString(4, Broker.header(record, "detail"));
                insert.setString(5, Broker.header(record, "source"));
                insert.setBytes(6, record.value());
                insert.setString(7, Topics.QUARANTINE);
                insert.setLong(8, record.offset());
                insert.setString(9, Broker.header(record, "read-as"));
                added += insert.executeUpdate();
            }
        }
        return added;
    }

    long ask(String dataset, @Nullable String feed, @Nullable String reason, @Nullable String format, boolean dry)
            throws SQLException {
        try (Connection connection = database.getConnection();
                var ask = connection.prepareStatement("""
                        insert into quarantine_replay (dataset, feed, reason, format, dry, requested_by)
                        values (?, ?, ?, ?, ?, 'test') returning replay_no
                        """)) {
            ask.setString(1, dataset);
            ask.setString(2, feed);
            ask.setString(3, reason);
            ask.setString(4, format);
            ask.setBoolean(5, dry);
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The end of a replay, as {@code state tried replayed observations kept reasons}. */
    String end(long replay) throws SQLException, InterruptedException {
        for (int i = 0; i < 1200; i++) {
            List<String> ended = texts("""
                    select concat_ws(' ', state, tried, replayed, observations, kept, reasons) from quarantine_replay
                     where ended_at is not null and replay_no = %d
                    """.formatted(replay));
            if (!ended.isEmpty()) {
                return ended.getFirst();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("replay %d does not end: %s"
                .formatted(replay, texts("select detail from quarantine_replay where replay_no = " + replay)));
    }

    List<String> texts(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(String.valueOf(row.getString(1)));
            }
            return texts;
        }
    }

    @Override
    public void close() {
        replays.close();
        outbox.close();
    }
}
