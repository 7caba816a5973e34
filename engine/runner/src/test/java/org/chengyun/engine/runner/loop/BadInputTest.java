package org.chengyun.engine.runner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything bad that a topic can bring, through the loop into the tables: named, counted, kept, and nothing stops for it. */
class BadInputTest {
    private static final Map<String, String> LARGE = Map.of("max.message.bytes", Integer.toString(32 << 20));
    private static final int TEN_MB = 10 << 20;

    @TempDir
    Path folder;

    private final List<Thread> threads = new ArrayList<>();
    private final List<DatasetEngine> engines = new ArrayList<>();
    private final Random random = new Random(7);
    private final Map<String, Long> expected = new TreeMap<>();
    private long good;
    private Catalogue catalogue;
    private Dataset dataset;

    @BeforeEach
    void readCatalogue() {
        catalogue = TestCatalogue.probe(folder);
        dataset = catalogue.dataset("probe").orElseThrow();
    }

    @AfterEach
    void stopEngines() throws InterruptedException {
        engines.forEach(DatasetEngine::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private DatasetEngine startEngine(LocalStack stack, Database database, InstantSource clock) {
        var settings = new LoopSettings(
                "bad-" + ProcessHandle.current().pid() + "-" + folder.getFileName(),
                "",
                stack.kafkaBootstrap(),
                Duration.ofMillis(100),
                50_000,
                100_000);
        var engine = new DatasetEngine(settings, catalogue, dataset, database, clock);
        engines.add(engine);
        threads.add(Thread.ofPlatform().name("engine-under-test").start(engine));
        return engine;
    }

    @Test
    void shouldNameCountAndKeepWhateverIsBad() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        try (var feed = new FloodFeed(stack.kafkaBootstrap(), dataset, LARGE)) {
            // Given
            sendGood(feed, 500);
            DatasetEngine engine = startEngine(stack, database, InstantSource.system());
            tables.awaitEventsIn(1);
            // When
            for (int round = 0; round < 2; round++) {
                sendBad(feed);
                sendGood(feed, 500);
            }
            feed.flush();
            tables.awaitEventsIn(feed.sent());
            // Then
            assertThat(reasons(database)).isEqualTo(expected);
            assertThat(tables.number("select sum(counted) from cut")).isEqualTo(good);
            assertThat(
                            tables.number(
                                    "select count(*) from cut where events_in <> counted + filtered + duplicates + quarantined"))
                    .isZero();
            assertThat(tables.number("select max(octet_length(bytes)) from quarantine"))
                    .isEqualTo(BatchSink.KEPT_BYTES);
            assertThat(tables.number("""
                    select count(*) from quarantine
                     where octet_length(bytes) = 262144 and detail like '%%of its %s bytes the first 262,144 are kept'
                    """.formatted("10,485,760"))).isEqualTo(2);
            assertThat(engine.state().phase().condition()).isEqualTo(EngineState.Condition.RUNNING);
            assertThat(engine.state().rejected(Rejection.VALUE_NOT_FINITE)).isEqualTo(6);
        }
    }

    private void sendGood(FloodFeed feed, int count) {
        for (int i = 0; i < count; i++) {
            feed.send(feed.observation("R" + i % 20, ProbeFeed.BASE_MS + i * 100L, i % 90));
            good++;
        }
    }

    private void sendBad(FloodFeed feed) {
        long atMs = ProbeFeed.BASE_MS;
        bad(feed, Rejection.VALUE_NOT_FINITE, ofSpeed(feed.observation("R1", atMs, 50), Double.NaN));
        bad(feed, Rejection.VALUE_NOT_FINITE, ofSpeed(feed.observation("R1", atMs, 50), Double.POSITIVE_INFINITY));
        bad(feed, Rejection.VALUE_NOT_FINITE, ofSpeed(feed.observation("R1", atMs, 50), Double.NEGATIVE_INFINITY));
        bad(feed, Rejection.OUT_OF_RANGE, feed.observation("R1", atMs, -1001));
        bad(feed, Rejection.OUT_OF_RANGE, feed.observation("R1", atMs, 2e9));
        bad(feed, Rejection.OUT_OF_RANGE, feed.observation("R1", atMs, 1e-200));
        bad(feed, Rejection.TIME_IN_FUTURE, feed.observation("R1", System.currentTimeMillis() + 86_400_000, 50));
        bad(feed, Rejection.TIME_IN_FUTURE, feed.observation("R1", Long.MAX_VALUE, 50));
        bad(feed, Rejection.TIME_IMPLAUSIBLE, feed.observation("R1", -1, 50));
        bad(feed, Rejection.TIME_IMPLAUSIBLE, feed.observation("R1", Long.MIN_VALUE, 50));
        bad(feed, Rejection.TEXT_MALFORMED, feed.observation("R\0", atMs, 50));
        bad(feed, Rejection.SCHEMA_UNKNOWN, ofAnotherSchema(feed.observation("R1", atMs, 50)));
        bad(feed, Rejection.RECORD_MALFORMED, null);
        bad(feed, Rejection.RECORD_MALFORMED, new byte[0]);
        // Larger than an answer of Kafka may be; incompressible, and so compressible that it becomes 200 times as
        // large.
        bad(feed, Rejection.RECORD_MALFORMED, noise(TEN_MB));
        bad(feed, Rejection.RECORD_MALFORMED, new byte[TEN_MB * 2]);
        for (int i = 0; i < 30; i++) {
            bad(feed, Rejection.RECORD_MALFORMED, noise(1 << 20));
        }
        // Good, though strange: a name of ten million letters, a day of 1970, zero.
        feed.send(feed.observation("R".repeat(TEN_MB), atMs, 50));
        feed.send(feed.observation("R1", 86_400_000, 50));
        feed.send(feed.observation("R1", atMs, -0.0));
        good += 3;
    }

    private void bad(FloodFeed feed, Rejection reason, byte @Nullable [] value) {
        feed.send(value);
        expected.merge(reason.code(), 1L, Long::sum);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** The speed stands last, as eight bytes. The encoder would not write these. */
    private static byte[] ofSpeed(byte[] record, double speed) {
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putDouble(record.length - Double.BYTES, speed);
        return record;
    }

    /** Bytes 2 to 9 are the fingerprint. */
    private static byte[] ofAnotherSchema(byte[] record) {
        record[5] ^= 0x55;
        return record;
    }

    private static Map<String, Long> reasons(Database database) throws SQLException {
        Map<String, Long> reasons = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select reason, count(*) from quarantine group by reason")) {
            while (row.next()) {
                reasons.put(row.getString(1), row.getLong(2));
            }
        }
        return reasons;
    }

    @Test
    void shouldCountOnWhileTheClockJumps() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        var offMs = new AtomicLong();
        InstantSource clock = () -> Instant.now().plusMillis(offMs.get());
        try (var feed = new FloodFeed(stack.kafkaBootstrap(), dataset, Map.of())) {
            // Given
            DatasetEngine engine = startEngine(stack, database, clock);
            sendOfNow(feed);
            tables.awaitEventsIn(feed.sent());
            // When
            long furthest = 0;
            for (long hours : new long[] {-3, 0, 5, -2, 48, 0}) {
                furthest = Math.max(furthest, hours);
                offMs.set(Duration.ofHours(hours).toMillis());
                sendOfNow(feed);
                tables.awaitEventsIn(feed.sent());
                assertThat(engine.state().warning(Instant.now()).contains("jumped back"))
                        .isEqualTo(hours < furthest);
            }
            // Then
            assertThat(tables.number("select sum(counted) from cut")).isEqualTo(feed.sent());
            assertThat(tables.number("select count(*) from quarantine")).isZero();
            assertThat(tables.number("""
                    select sum(n) from window_stat join metric using (metric_no) where id = 'probe.count' and size_s = 60
                    """)).isEqualTo(feed.sent());
            // And windows go on being closed
            long watermarkMs = engine.state().watermarkMs();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        sendOfNow(feed);
                        return engine.state().watermarkMs() / 60_000 > watermarkMs / 60_000;
                    });
        }
    }

    private static void sendOfNow(FloodFeed feed) {
        for (int i = 0; i < 300; i++) {
            feed.send(feed.observation("R" + i % 20, System.currentTimeMillis(), i % 90));
        }
        feed.flush();
    }
}
