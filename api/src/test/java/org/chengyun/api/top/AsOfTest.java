package org.chengyun.api.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.chengyun.api.access.Scope;
import org.chengyun.api.database.History;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.api.database.TestMetrics;
import org.chengyun.api.snapshot.AsOf;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.Moments;
import org.chengyun.api.window.Position;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesWindow;
import org.chengyun.api.window.WindowReader;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered at each cut of a history is what is answered as of that cut when it is over. */
class AsOfTest {
    private static final int LENGTH = 3;
    private static final int CUTS = 40;

    private static Connection connection;

    @BeforeAll
    static void openDatabase() throws SQLException {
        connection = TestDatabase.create("as_of_test").connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        connection.close();
    }

    private record Row(Instant start, List<@Nullable String> dimensions, Moments moments, long late, int revision) {
        static Row of(SeriesWindow window) {
            return new Row(window.start(), window.dimensions(), window.moments(), window.late(), window.revision());
        }
    }

    private record Place(
            int rank,
            double score,
            @Nullable Integer before,
            @Nullable RankChange change,
            Row row) {}

    /** What was answered of one window size. */
    private record Answer(List<Row> rows, List<Place> places) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5})
    void shouldAnswerAsItDidThen(long seed) throws SQLException {
        // Given
        var random = new Random(seed);
        var history = new History(connection, random, metric(random));
        Map<Long, List<Answer>> answered = new LinkedHashMap<>();
        for (int i = 0; i < CUTS; i++) {
            history.commit();
            answered.put(history.cut(), closed(history));
        }
        // When, then
        assertThat(revisions()).as("revisions of one window").isGreaterThan(2);
        answered.forEach((cut, answer) -> {
            assertThat(asOf(history, new AsOf.Cut(cut), random))
                    .as("cut %d", cut)
                    .isEqualTo(answer);
            var between = new AsOf.Time(History.committedAt(cut).plusMillis(random.nextInt(1_000)));
            assertThat(asOf(history, between, random)).as("%s", between).isEqualTo(answer);
        });
        assertThat(asOf(history, new AsOf.Latest(), random)).isEqualTo(closed(history));
        assertThat(asOf(history, new AsOf.Cut(100), random))
                .allSatisfy(answer -> assertThat(answer.rows).isEmpty());
        connection.rollback();
    }

    private static int revisions() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select max(revision) from window_revision")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Metric metric(Random random) {
        boolean count = random.nextInt(3) == 0;
        List<WindowSpec> windows = TestMetrics.windows(List.of("1m", "10m/5m", "1h"));
        Stat rank = count ? Stat.COUNT : Stat.EXACT.get(random.nextInt(Stat.EXACT.size()));
        var top = new Metric.Top(LENGTH, rank, random.nextBoolean(), windows);
        return TestMetrics.metric(List.of("1m", "10m/5m", "1h"), count, List.of("road"), Optional.of(top));
    }

    /** What is answered now, less what is open. */
    private static List<Answer> closed(History history) {
        return history.metric().metric().windows().stream()
                .map(window -> {
                    Answer all = answer(history, new Snapshot(connection, Scope.EVERYTHING), window, Integer.MAX_VALUE);
                    return new Answer(
                            all.rows.stream()
                                    .filter(row -> isClosed(history, window, row.start))
                                    .toList(),
                            all.places.stream()
                                    .filter(place -> isClosed(history, window, place.row.start))
                                    .toList());
                })
                .toList();
    }

    private static boolean isClosed(History history, WindowSpec window, Instant start) {
        return history.watermark()
                .map(watermark -> window.endMs(start.toEpochMilli()) <= watermark.toEpochMilli())
                .orElse(false);
    }

    private static List<Answer> asOf(History history, AsOf moment, Random random) {
        Snapshot then = new Snapshot(connection, Scope.EVERYTHING).asOf(moment);
        return history.metric().metric().windows().stream()
                .map(window -> answer(history, then, window, random.nextInt(1, 200)))
                .toList();
    }

    private static Answer answer(History history, Snapshot snapshot, WindowSpec window, int pageRows) {
        var windows = new WindowReader(snapshot, history.metric(), SeriesFilter.all());
        List<Row> rows = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        List<SeriesWindow> page;
        do {
            page = windows.read(window, Span.ALWAYS, after, pageRows);
            page.forEach(row -> rows.add(Row.of(row)));
            after = page.isEmpty()
                    ? after
                    : Optional.of(
                            new Position(page.getLast().start(), page.getLast().dimensions()));
        } while (page.size() == pageRows);
        return new Answer(rows, places(history, snapshot, window, pageRows));
    }

    private static List<Place> places(History history, Snapshot snapshot, WindowSpec window, int pageRows) {
        var top = history.metric().metric().top().orElseThrow();
        var reader = new TopReader(snapshot, history.metric(), top, SeriesFilter.all());
        List<Place> places = new ArrayList<>();
        Optional<TopReader.Position> after = Optional.empty();
        List<RankedWindow> page;
        do {
            page = reader.read(window, Span.ALWAYS, after, pageRows);
            page.forEach(row -> places.add(
                    new Place(row.rank(), row.score(), row.previousRank(), row.change(), Row.of(row.window()))));
            after = page.isEmpty()
                    ? after
                    : Optional.of(new TopReader.Position(
                            page.getLast().window().start(), page.getLast().rank()));
        } while (page.size() == pageRows);
        return places;
    }
}
