package org.chengyun.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.chengyun.api.access.Scope;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.reading.Readings;
import org.chengyun.api.span.Span;
import org.chengyun.api.top.TopAnswer;
import org.chengyun.api.top.TopRow;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.WindowRow;
import org.junit.jupiter.api.Test;

/** What views and reports read, without a request. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
class ReadingsTest {
    @Inject
    Readings readings;

    @Inject
    DataSource dataSource;

    private <T> T read(Function<Reading, T> question) {
        return readings.read(Scope.EVERYTHING, question);
    }

    @Test
    void shouldReadTheLastWindowsWithTheOpenOne() {
        SeriesAnswer answer = read(reading -> reading.last("traffic.speed", "1h", 3, By.EVERYTHING));

        assertThat(answer.windows())
                .extracting(WindowRow::start)
                .containsExactly(CityFixture.EIGHT, CityFixture.EIGHT.plus(Duration.ofHours(1)));
        assertThat(answer.trust().finality()).isEqualTo(Finality.PROVISIONAL);
    }

    @Test
    void shouldReadTheLastClosedWindows() {
        SeriesAnswer answer = read(reading -> reading.lastClosed("traffic.speed.road", "1m", 2, By.of("road", "r1")));

        assertThat(answer.windows())
                .extracting(WindowRow::start)
                .containsExactly(
                        CityFixture.EIGHT.plus(Duration.ofMinutes(68)), CityFixture.EIGHT.plus(Duration.ofMinutes(69)));
        assertThat(answer.trust().finality()).isEqualTo(Finality.FINAL);
        assertThat(answer.trust().coverage()).isEqualTo(1.0);
    }

    @Test
    void shouldReadASpanAsOneWindow() {
        var span = new Span(
                CityFixture.EIGHT.plus(Duration.ofMinutes(30)), CityFixture.EIGHT.plus(Duration.ofMinutes(74)));
        SeriesAnswer answer = read(reading -> reading.span("traffic.speed.road", span, By.EVERYTHING));

        assertThat(answer.windows()).extracting(WindowRow::n).containsExactly(88L, 44L);
        assertThat(answer.windows().getLast().end()).isEqualTo(span.end());
        assertThat(answer.trust().coverage()).isCloseTo(1, within(0.01));
    }

    @Test
    void shouldReadTheLatestRanking() {
        TopAnswer answer = read(reading -> reading.latestTop("traffic.speed.road", "1h"));

        assertThat(answer.windows())
                .extracting(row -> row.window().by().get("road"))
                .containsExactly("r1", "r2", "r3");
        assertThat(answer.windows()).extracting(TopRow::rank).containsExactly(1, 2, 3);
        assertThat(answer.windows().getFirst().window().start()).isEqualTo(CityFixture.EIGHT);
    }

    @Test
    void shouldHaveNothingOfAMetricThatTheEngineDoesNotKnowYet() {
        SeriesAnswer answer = read(reading -> reading.last("events.closed.agency", "1h", 3, By.EVERYTHING));

        assertThat(answer.windows()).isEmpty();
        assertThat(answer.definition()).isEqualTo("events.closed.agency@0");
    }

    @Test
    void shouldExpectOfAYoungDatasetWhatTheDaysBeforeBrought() {
        SeriesAnswer answer = read(reading -> reading.last("events.opened", "1h", 1, By.EVERYTHING));

        assertThat(answer.windows()).hasSize(1);
        assertThat(answer.windows().getFirst().n()).isEqualTo(6);
        assertThat(answer.windows().getFirst().coverage()).isCloseTo(6 / 15.0, within(1e-12));
    }

    @Test
    void shouldRefuseUnknownMetrics() {
        assertThatThrownBy(() -> read(reading -> reading.metric("no.such")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no.such");
    }

    @Test
    void shouldReadEverythingAtOneCut() throws SQLException {
        // When
        List<SeriesAnswer> during = read(reading -> {
            SeriesAnswer before = portal(reading);
            add(
                    "update window_stat set n = n + 1 where metric_no = (select metric_no from metric where id = 'portal.requests')"
                            + " and start >= '2026-11-02T08:44:00Z'");
            add("insert into cut (job, dataset, kind) select 'live', 'portal', 'batch' from generate_series(1, 20)");
            return List.of(before, portal(reading));
        });
        SeriesAnswer after = read(ReadingsTest::portal);
        // Then
        assertThat(during.get(1)).isEqualTo(during.get(0));
        assertThat(after.trust().cut()).isGreaterThan(during.get(0).trust().cut());
        assertThat(after.windows().getLast().n())
                .isEqualTo(during.get(0).windows().getLast().n() + 1);
        add(
                "update window_stat set n = n - 1 where metric_no = (select metric_no from metric where id = 'portal.requests')"
                        + " and start >= '2026-11-02T08:44:00Z'");
        add("delete from cut where dataset = 'portal' and kind = 'batch'");
    }

    private static SeriesAnswer portal(Reading reading) {
        return reading.last("portal.requests", "1m", 3, By.EVERYTHING);
    }

    /** On another thread, so outside the transaction of the reading. */
    private void add(String sql) {
        var thread = Thread.ofPlatform().start(() -> {
            try (var connection = dataSource.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
