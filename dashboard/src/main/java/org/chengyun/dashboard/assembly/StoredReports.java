package org.chengyun.dashboard.assembly;

import io.quarkus.arc.DefaultBean;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chengyun.api.report.Report;
import org.chengyun.api.report.ReportService;
import org.chengyun.dashboard.reports.ReportRun;
import org.chengyun.dashboard.reports.Reports;
import org.chengyun.dashboard.trust.Finality;

/** The reports page from the api's services. Thread-safe; called on threads that know the user. */
@DefaultBean
@ApplicationScoped
class StoredReports implements Reports {
    private static final int SHOWN = 200;

    private final ReportService reports;
    private final SecurityIdentity identity;

    StoredReports(ReportService reports, SecurityIdentity identity) {
        this.reports = reports;
        this.identity = identity;
    }

    @Override
    public List<ReportRun> list() {
        return reports.list(null, null, SHOWN).stream()
                .map(StoredReports::run)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public ReportRun make(LocalDate day, Locale locale) {
        Report made = reports.make(day, locale, identity.getPrincipal().getName());
        return run(made).orElseThrow();
    }

    /** Only what was made has files to show. */
    private static Optional<ReportRun> run(Report report) {
        if (report.state() != Report.State.MADE || report.madeAt() == null || report.cut() == null) {
            return Optional.empty();
        }
        return Optional.of(new ReportRun(
                report.id().toString(),
                report.date(),
                Locale.forLanguageTag(report.locale()),
                report.madeAt(),
                report.scheduled() ? null : report.madeBy(),
                report.cut(),
                report.finality() == null
                        ? Finality.PROVISIONAL
                        : Finality.valueOf(report.finality().name()),
                report.lowestCoverage()));
    }
}
