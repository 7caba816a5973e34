package org.chengyun.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ReportScheduleTest.EverySecond.class)
class ReportScheduleTest {
    /** A schedule that a test can wait for, in the zone that is the default. */
    public static class EverySecond extends ReportProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(super.getConfigOverrides());
            settings.put("chengyun.reports.cron", "* * * * * ?");
            return settings;
        }
    }

    @Inject
    ReportService reports;

    @Inject
    SampleSource source;

    @Test
    void shouldMakeYesterdaysBriefInEveryLanguageByItself() throws InterruptedException {
        // When
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (made().size() < 2 && Instant.now().isBefore(deadline)) {
            Thread.sleep(200);
        }
        Thread.sleep(2_500);
        // Then
        var yesterday = LocalDate.now(SampleBriefs.SHANGHAI).minusDays(1);
        assertThat(reports.list(null, null, 10)).hasSize(2).allSatisfy(report -> {
            assertThat(report.state()).isEqualTo(Report.State.MADE);
            assertThat(report.scheduled()).isTrue();
            assertThat(report.date()).isEqualTo(yesterday);
        });
        assertThat(source.reads).as("further looks found the briefs made").hasValue(2);
    }

    private List<Report> made() {
        return reports.list(null, null, 10).stream()
                .filter(report -> report.state() == Report.State.MADE)
                .toList();
    }
}
