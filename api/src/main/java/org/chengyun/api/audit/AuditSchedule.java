package org.chengyun.api.audit;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.ProcessRole;

/** Looks from time to time whether yesterday was audited. */
@ApplicationScoped
class AuditSchedule {
    private final Audits audits;
    private final ApiConfig config;

    AuditSchedule(Audits audits, ApiConfig config) {
        this.audits = audits;
        this.config = config;
    }

    @Scheduled(
            identity = "nightly-audit",
            cron = "{chengyun.audit.cron}",
            timeZone = "{chengyun.api.zone}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void lookForYesterday() {
        if (config.roles().contains(ProcessRole.WEB)) {
            audits.auditYesterday();
        }
    }
}
