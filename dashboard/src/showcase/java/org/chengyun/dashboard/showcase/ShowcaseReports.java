package org.chengyun.dashboard.showcase;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chengyun.dashboard.reports.ReportRun;
import org.chengyun.dashboard.reports.Reports;
import org.chengyun.dashboard.trust.Finality;
import org.jspecify.annotations.Nullable;

/** Report runs of the made-up city. Thread-safe: synchronised. */
@ApplicationScoped
public class ShowcaseReports implements Reports {
    private final Clock clock;
    private final List<ReportRun> runs = new ArrayList<>();
    private @Nullable RuntimeException outage;

    ShowcaseReports(Clock clock) {
        this.clock = clock;
        var today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        for (int day = 1; day <= 24; day++) {
            runs.add(new ReportRun(
                    "brief-" + today.minusDays(day),
                    today.minusDays(day),
                    day % 5 == 0 ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE,
                    clock.instant().minusSeconds(86_400L * (day - 1)),
                    day % 7 == 3 ? "operator" : null,
                    1200 - 40L * day,
                    day == 4 ? Finality.REVISED : Finality.FINAL,
                    day == 6 ? null : 0.96 + day * 0.001));
        }
    }

    @Override
    public synchronized List<ReportRun> list() {
        return List.copyOf(runs);
    }

    @Override
    public synchronized ReportRun make(LocalDate day, Locale locale) {
        if (outage != null) {
            throw outage;
        }
        var run = new ReportRun(
                "brief-" + day + "-" + runs.size(), day, locale, clock.instant(), "viewer", 1234, Finality.PROVISIONAL, 0.97);
        runs.addFirst(run);
        return run;
    }

    /** From now on making fails with {@code reason}; null ends it. */
    public synchronized void breakDown(@Nullable RuntimeException reason) {
        outage = reason;
    }
}
