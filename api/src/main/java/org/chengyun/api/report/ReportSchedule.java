package org.chengyun.api.report;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/** Looks from time to time whether yesterday's briefs are due. */
@ApplicationScoped
class ReportSchedule {
    private final ReportService reports;
    private final ReportConfig config;

    ReportSchedule(ReportService reports, ReportConfig config) {
        this.reports = reports;
        this.config = config;
    }

    /** Stops the start over a language that no brief can be in, instead of failing every morning. */
    void check(@Observes StartupEvent start) {
        for (String tag : config.locales()) {
            if (!Brief.LOCALES.contains(Locale.forLanguageTag(tag))) {
                throw new IllegalArgumentException("chengyun.reports.locales names '%s'; use some of %s"
                        .formatted(
                                tag,
                                Brief.LOCALES.stream()
                                        .map(Locale::toLanguageTag)
                                        .toList()));
            }
        }
    }

    @Scheduled(
            identity = "daily-brief",
            cron = "{chengyun.reports.cron}",
            timeZone = "{chengyun.reports.zone}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void lookForDueReports() {
        if (config.roles().contains("web")) {
            reports.makeDue();
        }
    }
}
