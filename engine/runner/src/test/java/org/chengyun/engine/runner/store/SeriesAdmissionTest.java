package org.chengyun.engine.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeriesAdmissionTest {
    private static final int METRIC = 7;
    private static final SeriesLimits LIMITS = new SeriesLimits(1_000, 100);

    private Connection connection;

    @BeforeEach
    void addMetric() throws Exception {
        connection = TestDatabase.fresh().connect();
        execute("insert into metric (metric_no, id, version, dataset, substance, active) overriding system value"
                + " values (%d, 'probe.visits', 1, 'probe', '', true)".formatted(METRIC));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The room, of which as much is taken as there is. */
    private int take(boolean perDay) throws SQLException {
        var admission = new SeriesAdmission(METRIC, LIMITS, perDay);
        int room = admission.room(connection);
        admission.took(connection, room);
        return room;
    }

    @Test
    void shouldAdmitNoMoreThanTheLimitForEver() throws Exception {
        assertThat(take(false)).isEqualTo(100);
        assertThat(take(false)).isZero();

        execute("update series_admission set minute = minute - interval '1 day'");
        assertThat(take(false)).isZero();
    }

    @Test
    void shouldAdmitAsManyAgainTheNextDay() throws Exception {
        assertThat(take(true)).isEqualTo(100);
        assertThat(take(true)).isZero();

        execute("update series_admission set minute = minute - interval '1 day'");
        assertThat(take(true)).isEqualTo(100);
        assertThat(take(true)).isZero();
    }

    @Test
    void shouldSayWhatTheLimitIsMeantFor() throws Exception {
        for (boolean perDay : new boolean[] {false, true}) {
            var admission = new SeriesAdmission(METRIC, new SeriesLimits(1_000, 0), perDay);
            assertThat(admission.room(connection)).isZero();
            assertThat(admission.limit())
                    .isEqualTo(
                            "more than 0 series%s (chengyun.engine.max-series)".formatted(perDay ? " in a day" : ""));
        }
    }
}
