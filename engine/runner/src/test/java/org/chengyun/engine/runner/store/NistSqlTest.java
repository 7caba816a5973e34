package org.chengyun.engine.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NIST's datasets through the SQL: merged a thousand times in random order, rolled up from a thousand slices, corrected by
 * late data. LRE, the logarithm of the relative error, is about the number of right digits.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NistSqlTest {
    private static final double LEAST_DIGITS = 8;
    private static final int PARTS = 1_000;
    private static final long DAY_MS = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final String DATASET = """
            id: nist
            label: { en: NIST, zh-CN: 标准 }
            event_time: at
            key: name
            partitions: 1
            allowed_lateness: 10s
            idle_after: 1s
            fields:
              at:    { type: time, required: true }
              name:  { type: text, required: true, dimension: true }
              value: { type: number, required: true }
            """;
    private static final String METRICS = """
            - id: nist.value
              label: { en: Value, zh-CN: 值 }
              meaning: { en: Value, zh-CN: 值 }
              value: value
              by: [name]
              windows: [1m, 1d]
            """;
    /** Takes two parts at random and puts their merger back, until one is left. */
    private static final String MERGE_AT_RANDOM = """
            do $$
            declare a record; b record;
            begin
              loop
                select * into a from part order by random() limit 1;
                select * into b from part where no <> a.no order by random() limit 1;
                exit when b is null;
                delete from part where no = b.no;
                update part
                   set n = a.n + b.n,
                       mean = merged_mean(a.n, a.mean, b.n, b.mean),
                       m2 = merged_m2(a.n, a.mean, a.m2, b.n, b.mean, b.m2)
                 where no = a.no;
              end loop;
            end
            $$
            """;

    private Database database;
    private Dataset dataset;
    private Catalogue catalogue;

    @BeforeAll
    void createDatabase(@TempDir Path folder) throws SQLException, IOException {
        database = TestDatabase.fresh();
        Path nist = Files.createDirectories(folder.resolve("nist"));
        Files.writeString(nist.resolve("dataset.yaml"), DATASET);
        Files.writeString(nist.resolve("metrics.yaml"), METRICS);
        catalogue = Catalogue.load(folder);
        dataset = catalogue.dataset("nist").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lew", "Lottery", "Mavro", "Michelso", "NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4"})
    void shouldKeepTheDigitsThroughAThousandMergersInRandomOrder(String name) throws Exception {
        NistSet set = NistSet.of(name);
        for (int seed = 1; seed <= 3; seed++) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("create temporary table part (no int, n bigint, mean float8, m2 float8)");
                dealSamples(connection, set, new Random(seed));
                statement.execute("select setseed(%s)".formatted(seed / 10.0));
                statement.execute(MERGE_AT_RANDOM);
                assertDigits(set, "merged at random, seed " + seed, statement, "select n, mean, m2 from part");
            }
        }
    }

    /** Deals the samples to a thousand parts; those that get any go into the table. */
    private static void dealSamples(Connection connection, NistSet set, Random random) throws SQLException {
        double[] mean = new double[PARTS];
        double[] m2 = new double[PARTS];
        long[] n = new long[PARTS];
        List<Double> shuffled = new ArrayList<>(set.samples());
        Collections.shuffle(shuffled, random);
        for (int i = 0; i < shuffled.size(); i++) {
            double sample = shuffled.get(i);
            int part = i % PARTS;
            double delta = sample - mean[part];
            n[part]++;
            mean[part] += delta / n[part];
            m2[part] += delta * (sample - mean[part]);
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into part values (?, ?, ?, ?)")) {
            for (int part = 0; part < PARTS; part++) {
                if (n[part] > 0) {
                    insert.setInt(1, part);
                    insert.setLong(2, n[part]);
                    insert.setDouble(3, mean[part]);
                    insert.setDouble(4, m2[part]);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lew", "Lottery", "Mavro", "Michelso", "NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4"})
    void shouldKeepTheDigitsThroughBatchesRollUpAndCorrections(String name) throws Exception {
        // Given
        NistSet set = NistSet.of(name);
        var random = new Random(name.hashCode());
        try (Connection connection = TestDatabase.fresh().connect()) {
            var metrics = CatalogueStore.synchronise(connection, catalogue, dataset);
            var fold = new DatasetFold(dataset, catalogue.metricsOf(dataset));
            var batches = new BatchStore(connection, "live", dataset, metrics, fold, new QuarantineTable(100));
            var closing = new CloseStore(connection, "live", dataset, metrics);
            new Offsets("live", dataset.topic()).start(connection, Map.of(0, 0L));
            connection.commit();

            // When most of it is rolled up from up to a thousand slices, and the rest comes late in thirty batches
            List<Double> samples = set.samples();
            int early = Math.max(1, samples.size() * 4 / 5);
            batches.commit(batch(fold, set, random, 0, early));
            closing.close(DAY_MS + 2 * 86_400_000L);
            int late = Math.max(1, (samples.size() - early + 29) / 30);
            for (int from = early; from < samples.size(); from += late) {
                batches.commit(batch(fold, set, random, from, Math.min(samples.size(), from + late)));
            }

            // Then
            try (Statement statement = connection.createStatement()) {
                assertDigits(
                        set,
                        "rolled up, corrected",
                        statement,
                        "select n, mean, m2 from window_stat where size_s = 86400");
            }
        }
    }

    private Batch batch(DatasetFold fold, NistSet set, Random random, int from, int to) {
        Deltas deltas = fold.newDeltas();
        var encoder = new ObservationEncoder(dataset.schema());
        for (double sample : set.samples().subList(from, to)) {
            long atMs = DAY_MS + random.nextInt(PARTS) * 60_000L;
            assertThat(fold.fold(
                            encoder.encode(new @Nullable Object[] {atMs, set.name(), sample}),
                            PartitionProgress.NONE,
                            Long.MAX_VALUE / 2,
                            deltas))
                    .isNull();
        }
        var range = Map.of(0, new OffsetRange(from, to, PartitionProgress.NONE));
        return new Batch(range, List.of(deltas), List.of(), Map.of(), Instant.EPOCH, 0);
    }

    private static void assertDigits(NistSet set, String how, Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            long n = row.getLong("n");
            double mean = lre(row.getDouble("mean"), set.mean());
            double sd = lre(Math.sqrt(row.getDouble("m2") / (n - 1)), set.sd());
            System.out.printf("NIST %-8s %-24s LRE mean %4.1f, standard deviation %4.1f%n", set.name(), how, mean, sd);
            assertThat(n).isEqualTo(set.samples().size());
            assertThat(mean).as("%s, %s: digits of the mean", set.name(), how).isGreaterThanOrEqualTo(LEAST_DIGITS);
            assertThat(sd)
                    .as("%s, %s: digits of the standard deviation", set.name(), how)
                    .isGreaterThanOrEqualTo(LEAST_DIGITS);
            assertThat(row.next()).as("one row").isFalse();
        }
    }

    private static double lre(double actual, double certified) {
        return Math.min(15, -Math.log10(Math.abs(actual - certified) / Math.abs(certified)));
    }
}
