package org.chengyun.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.chengyun.api.rest.CityDatabase;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AuditScheduleTest.EverySecond.class)
@QuarkusTestResource(value = CityDatabase.class, restrictToAnnotatedClass = true)
class AuditScheduleTest {
    private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

    /** A schedule that a test can wait for. */
    public static class EverySecond implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("chengyun.audit.cron", "* * * * * ?", "chengyun.audit.attempts", "2");
        }
    }

    @Inject
    Audits audits;

    @Inject
    DataSource database;

    @Test
    void shouldAuditYesterdayOnceForEachDatasetAndTryAgainWhatFailed() throws Exception {
        var yesterday = LocalDate.now(CITY).minusDays(1);
        await(3);
        assertThat(nightly()).extracting(Audit::dataset).containsExactlyInAnyOrder("events", "portal", "traffic");
        assertThat(nightly()).allSatisfy(audit -> {
            assertThat(audit.day()).isEqualTo(yesterday);
            assertThat(audit.state()).isEqualTo(Audit.State.CONSERVED);
            assertThat(audit.askedBy()).isEqualTo("schedule");
            assertThat(audit.from()).isEqualTo(yesterday.atStartOfDay(CITY).toInstant());
        });

        // When a day's audit has failed, and once more than is tried
        execute("""
                update conservation_audit set state = 'failed', reason = 'test', finished_at = null, cuts = null,
                  events_in = null, counted = null, filtered = null, duplicates = null, quarantined = null, late = null, fault_count = null,
                  faults = null, attempt = case dataset when 'portal' then 2 else 1 end
                 where dataset in ('portal', 'traffic')""");
        Instant failedAt = Instant.now();
        await(2);
        Thread.sleep(1_500);

        // Then
        assertThat(nightly()).hasSize(3);
        assertThat(of("traffic").state()).isEqualTo(Audit.State.CONSERVED);
        assertThat(of("traffic").startedAt()).isAfter(failedAt.minusMillis(1));
        assertThat(of("portal").state()).isEqualTo(Audit.State.FAILED);
        assertThat(of("portal").reason()).isEqualTo("test");
    }

    private Audit of(String dataset) {
        return audits.newest(dataset, 1).getFirst();
    }

    private List<Audit> nightly() {
        return audits.newest(null, 50).stream()
                .filter(audit -> audit.day() != null)
                .toList();
    }

    private void await(int conserved) throws InterruptedException {
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (nightly().stream()
                                .filter(audit -> audit.state() == Audit.State.CONSERVED)
                                .count()
                        < conserved
                && Instant.now().isBefore(deadline)) {
            Thread.sleep(100);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
