package org.chengyun.engine.runner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order of events, the batches, the instances that commit them and the moments of closing: the sessions in
 * the tables are those of all events sorted.
 */
class SessionTableTest {
    private static final long BASE_MS = Instant.parse("2026-02-27T10:00:00Z").toEpochMilli();
    private static final int ROUNDS = 3;
    private static final int BATCHES = 8;
    private static final int INSTANCES = 3;

    @TempDir
    Path folder;

    private Catalogue catalogue;
    private Dataset dataset;
    private Database database;

    private record Event(
            long atMs,
            String road,
            @Nullable String area,
            @Nullable Double speed) {}

    private record Key(String metric, List<String> dimensions, long startMs, long lastMs) {}

    /** An engine on a connection of its own, with a partition of its own. */
    private final class Instance implements AutoCloseable {
        private final int partition;
        private final Connection connection;
        private final DatasetFold fold;
        private final BatchStore batches;
        private final CloseStore closing;
        private long offset;

        Instance(int partition, long offset) throws SQLException {
            this.partition = partition;
            this.offset = offset;
            connection = database.connect();
            EngineMetrics metrics = CatalogueStore.synchronise(connection, catalogue, dataset);
            fold = new DatasetFold(dataset, catalogue.metricsOf(dataset));
            batches = new BatchStore(connection, "live", dataset, metrics, fold, new QuarantineTable(100));
            closing = new CloseStore(connection, "live", dataset, metrics);
        }

        void commit(List<Event> events) throws Exception {
            commit(events, offset);
            offset += events.size();
        }

        void commit(List<Event> events, long from) throws Exception {
            long watermarkMs = closing.closedMs();
            Deltas deltas = fold.newDeltas();
            for (Event event : events) {
                assertThat(fold.fold(encode(event), watermarkMs, Long.MAX_VALUE / 2, deltas))
                        .isNull();
            }
            var range = Map.of(partition, new OffsetRange(from, from + events.size(), PartitionProgress.NONE));
            batches.commit(new Batch(range, List.of(deltas), List.of(), Map.of(), Instant.EPOCH, 0));
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        begin(TestCatalogue.onlySessions(folder));
    }

    private void begin(Catalogue of) throws Exception {
        catalogue = of;
        dataset = catalogue.dataset("probe").orElseThrow();
        database = TestDatabase.fresh();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            new Offsets("live", dataset.topic()).start(connection, Map.of(0, 0L, 1, 0L, 2, 0L));
            connection.commit();
        }
    }

    private byte[] encode(Event event) {
        return new ObservationEncoder(dataset.schema())
                .encode(new @Nullable Object[] {event.atMs, event.road, event.area, event.speed});
    }

    private static Event event(long atMs, String road) {
        return new Event(atMs, road, null, 60.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHoldTheSessionsOfAllEventsSorted(long seed) throws Exception {
        begin(TestCatalogue.withSessions(folder));
        List<Event> events = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(INSTANCES)) {
            // When: in each round every partition is with another instance
            for (int round = 0; round < ROUNDS; round++) {
                List<Future<List<Event>>> done = new ArrayList<>();
                for (int i = 0; i < INSTANCES; i++) {
                    int partition = (i + round) % INSTANCES;
                    int batch = round * BATCHES;
                    var random = new Random((seed * 10 + round) * 10 + partition);
                    done.add(threads.submit(() -> run(partition, batch, random)));
                }
                for (Future<List<Event>> one : done) {
                    events.addAll(one.get());
                }
            }
        }

        // Then
        Map<Key, Moments> expected = sorted("probe.runs", 60_000, events, Event::road, event -> true);
        expected.putAll(sorted("probe.fast.runs", 120_000, events, Event::area, e -> e.speed != null && e.speed >= 50));
        expected.putAll(sorted("probe.short.runs", 1_000, events, Event::road, e -> e.speed != null));
        expected.putAll(sorted("probe.both", 1_000, events, Event::road, e -> e.speed != null));
        Map<Key, Moments> found = sessions();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((key, moments) -> assertSame(key, moments, expected.get(key)));
        assertRevisionsAddUp();
        assertThat(texts("""
                select metric_no || ' ' || start from window_stat w
                 where revision <> (select count(*) from window_revision r
                    where (r.series_no, r.size_s, r.start) = (w.series_no, w.size_s, w.start))
                    or revision > 0 and n <> (select max(new_n) from window_revision r
                    where (r.series_no, r.size_s, r.start) = (w.series_no, w.size_s, w.start))
                """)).as("windows whose revisions do not lead to them").isEmpty();
        assertThat(texts("select 1 from window_revision")).isNotEmpty();
        assertThat(texts("""
                select rank || ' of ' || start || ': ' || ranked || ' but ' || t from (
                  select w.start, w.series_no, w.n::float8 as score,
                         row_number() over (partition by w.start order by w.n desc, s.dimensions) as rank
                    from window_stat w join series s using (series_no) join metric m on m.metric_no = w.metric_no
                   where m.id = 'probe.both' and w.size_s = 300) as ranked
                  full join (select start, rank, series_no, score from top_n join metric using (metric_no)
                              where id = 'probe.both') as t using (start, rank)
                 where coalesce(rank, 0) <= 3 and (ranked.series_no, ranked.score) is distinct from (t.series_no, t.score)
                """)).as("ranks that are not those of the windows").isEmpty();
        assertThat(texts("select 1 from top_n")).isNotEmpty();
    }

    private List<Event> run(int partition, int firstBatch, Random random) throws Exception {
        List<Event> sent = new ArrayList<>();
        var instance = new Instance(partition, offset(partition));
        try {
            for (int batch = firstBatch; batch < firstBatch + BATCHES; batch++) {
                List<Event> events = new ArrayList<>();
                for (int e = random.nextInt(1, 12); e > 0; e--) {
                    events.add(random(random, batch));
                }
                instance.commit(events);
                sent.addAll(events);
                if (random.nextInt(3) == 0) {
                    instance.closing.close(BASE_MS + batch * 300_000L);
                }
                if (random.nextInt(6) == 0) {
                    instance = restarted(instance, events);
                }
            }
        } finally {
            instance.close();
        }
        return sent;
    }

    /** Its successor first tries what was committed already, as one does that never heard the answer. */
    private Instance restarted(Instance dead, List<Event> committed) throws Exception {
        dead.close();
        var instance = new Instance(dead.partition, offset(dead.partition));
        assertThatThrownBy(() -> instance.commit(committed, dead.offset - committed.size()))
                .isInstanceOf(Fenced.class);
        return instance;
    }

    private long offset(int partition) throws SQLException {
        return Long.parseLong(texts("select next_offset from engine_offset where partition = " + partition)
                .getFirst());
    }

    private static Event random(Random random, int batch) {
        // Mostly around the batch's own time; now and then late, between sessions that are final.
        long atMs = random.nextInt(4) == 0
                ? random.nextLong(1 + batch * 300_000L)
                : batch * 300_000L + random.nextInt(300_000);
        return new Event(
                BASE_MS + atMs,
                "R" + random.nextInt(3),
                random.nextInt(5) == 0 ? null : "A" + random.nextInt(2),
                random.nextInt(6) == 0 ? null : random.nextInt(800) / 8.0);
    }

    @Test
    void shouldTellWhatALateEventMadeOfFinalSessions() throws Exception {
        try (var instance = new Instance(0, 0)) {
            // Given
            instance.commit(List.of(event(BASE_MS, "R"), event(BASE_MS + 30_000, "R"), event(BASE_MS + 100_000, "R")));
            instance.closing.close(BASE_MS + 160_000);

            // When: less than the gap of 60 s from both
            instance.commit(List.of(event(BASE_MS + 80_000, "R")));
            instance.commit(List.of(event(BASE_MS + 140_000, "R")));
        }

        // Then
        assertThat(texts("select extract(epoch from last - start)::int || ' ' || n || ' ' || late || ' ' || revision"
                        + " from session_window join metric using (metric_no) where id = 'probe.runs'"))
                .containsExactly("140 5 2 2");
        assertThat(texts("""
                select r.revision || ' ' || r.events || ' ' || r.n || ' ' || jsonb_path_query_array(r.old, '$[*].n')
                  from session_revision r join metric using (metric_no) where id = 'probe.runs' order by r.revision
                """)).containsExactly("1 1 4 [2, 1]", "2 1 5 [4]");
    }

    @Test
    void shouldHoldSessionsBesideWindowsOfAMetric() throws Exception {
        begin(TestCatalogue.withSessions(folder));
        try (var instance = new Instance(0, 0)) {
            // Given
            instance.commit(List.of(event(BASE_MS, "R"), event(BASE_MS + 1_998, "R"), event(BASE_MS + 60_000, "S")));
            instance.closing.close(BASE_MS + 600_000);

            // When
            instance.commit(List.of(event(BASE_MS + 90_000, "R"), event(BASE_MS + 999, "R")));
        }

        // Then
        assertThat(texts("""
                select s.dimensions[1] || ' ' || w.n || ' ' || w.sum || ' ' || w.revision
                  from session_window w join series s using (series_no) join metric m on m.metric_no = w.metric_no
                 where m.id = 'probe.both' order by 1
                """)).containsExactly("R 1 60 1", "R 3 180 1", "S 1 60 0");
        assertThat(texts("""
                select s.dimensions[1] || ' ' || extract(minute from w.start) || ' ' || w.n || ' ' || w.revision
                  from window_stat w join series s using (series_no) join metric m on m.metric_no = w.metric_no
                 where m.id = 'probe.both' and w.size_s = 60 order by 1
                """)).containsExactly("R 0 3 1", "R 1 1 1", "S 1 1 0");
    }

    @Test
    void shouldNotCountABatchTwice() throws Exception {
        try (var instance = new Instance(0, 0)) {
            instance.commit(List.of(event(BASE_MS, "R")));

            assertThatThrownBy(() -> instance.commit(List.of(event(BASE_MS, "R")), 0))
                    .isInstanceOf(Fenced.class);
            instance.commit(List.of(event(BASE_MS + 59_999, "R")));
        }
        assertThat(texts("select n from session_window join metric using (metric_no) where id = 'probe.runs'"))
                .containsExactly("2");
    }

    @Test
    void shouldDropSessionsWithTheirMetric() throws Exception {
        try (var instance = new Instance(0, 0)) {
            instance.closing.close(BASE_MS + 1_000_000);
            instance.commit(List.of(event(BASE_MS, "R")));
            assertThat(texts("select revision from session_revision")).containsOnly("1");

            for (var number : CatalogueStore.synchronise(instance.connection, catalogue, dataset)
                    .numbers()) {
                CatalogueStore.drop(instance.connection, number);
            }
            instance.connection.commit();
        }
        assertThat(texts("select n from session_window")).isEmpty();
        assertThat(texts("select n from session_revision")).isEmpty();
    }

    private static Map<Key, Moments> sorted(
            String metric,
            long gapMs,
            List<Event> events,
            Function<Event, @Nullable String> by,
            Predicate<Event> counts) {
        Map<List<String>, List<Event>> series = new HashMap<>();
        boolean isCount = metric.equals("probe.runs");
        for (Event event : events) {
            if (counts.test(event)) {
                List<String> dimensions = List.of(String.valueOf(by.apply(event)));
                series.computeIfAbsent(dimensions, d -> new ArrayList<>()).add(event);
            }
        }
        Map<Key, Moments> sessions = new HashMap<>();
        series.forEach((dimensions, all) -> {
            all.sort(Comparator.comparingLong(Event::atMs));
            for (int from = 0; from < all.size(); ) {
                int to = from + 1;
                while (to < all.size() && all.get(to).atMs - all.get(to - 1).atMs < gapMs) {
                    to++;
                }
                Moments moments = Moments.EMPTY;
                for (Event event : all.subList(from, to)) {
                    moments = moments.add(event.speed == null ? 0 : event.speed);
                }
                sessions.put(
                        new Key(metric, dimensions, all.get(from).atMs, all.get(to - 1).atMs),
                        isCount ? Moments.ofCount(moments.n()) : moments);
                from = to;
            }
        });
        return sessions;
    }

    private Map<Key, Moments> sessions() throws SQLException {
        Map<Key, Moments> sessions = new HashMap<>();
        String sql = """
                select m.id, s.dimensions, w.start, w.last, w.n, w.sum, w.mean, w.m2, w.min, w.max
                  from session_window w join series s using (series_no) join metric m on m.metric_no = s.metric_no
                """;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                var key = new Key(
                        row.getString(1),
                        Arrays.stream((String[]) row.getArray(2).getArray())
                                .map(String::valueOf)
                                .toList(),
                        row.getTimestamp(3).getTime(),
                        row.getTimestamp(4).getTime());
                long n = row.getLong(5);
                double sum = row.getDouble(6);
                sessions.put(
                        key,
                        row.wasNull()
                                ? Moments.ofCount(n)
                                : new Moments(
                                        n,
                                        sum,
                                        row.getDouble(7),
                                        row.getDouble(8),
                                        row.getDouble(9),
                                        row.getDouble(10)));
            }
        }
        return sessions;
    }

    private static void assertSame(Key key, Moments found, @Nullable Moments expected) {
        assertThat(expected).as("%s", key).isNotNull();
        assertThat(found.n()).as("n of %s", key).isEqualTo(expected.n());
        // Eighths add up without rounding.
        assertThat(found.sum()).as("sum of %s", key).isEqualTo(expected.sum());
        assertThat(found.min()).as("min of %s", key).isEqualTo(expected.min());
        assertThat(found.max()).as("max of %s", key).isEqualTo(expected.max());
        assertThat(Math.abs(found.mean() - expected.mean()))
                .as("mean of %s", key)
                .isLessThan(1e-9);
        assertThat(Math.abs(found.m2() - expected.m2())).as("m2 of %s", key).isLessThan(1e-6);
    }

    private void assertRevisionsAddUp() throws SQLException {
        assertThat(texts("select 1 from session_revision where jsonb_array_length(old) > 1"))
                .as("revisions that joined sessions")
                .isNotEmpty();
        assertThat(texts("""
                select * from session_revision r
                 where n <> events + coalesce((select sum((o ->> 'n')::bigint) from jsonb_array_elements(old) o), 0)
                    or revision <> 1 + coalesce((select max((o ->> 'revision')::int) from jsonb_array_elements(old) o), 0)
                """)).isEmpty();
        assertThat(texts("""
                select * from session_window w
                 where revision <> coalesce((select max(r.revision) from session_revision r
                    where r.series_no = w.series_no and r.start >= w.start and r.last <= w.last), 0)
                """)).isEmpty();
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
