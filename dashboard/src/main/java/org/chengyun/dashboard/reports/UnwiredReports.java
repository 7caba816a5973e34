package org.chengyun.dashboard.reports;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Stands where an application was assembled without reports: says so, on the page and in the log. */
@DefaultBean
@ApplicationScoped
class UnwiredReports implements Reports {
    @Override
    public List<ReportRun> list() {
        throw unwired();
    }

    @Override
    public ReportRun make(LocalDate day, Locale locale) {
        throw unwired();
    }

    private static IllegalStateException unwired() {
        return new IllegalStateException("this application was built without reports");
    }
}
