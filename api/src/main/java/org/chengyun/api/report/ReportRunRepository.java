package org.chengyun.api.report;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every query on reports. Callers bring the transaction. */
@ApplicationScoped
class ReportRunRepository implements PanacheRepositoryBase<ReportRun, UUID> {
    /**
     * A right to make one report; it ends when somebody else starts a later attempt.
     *
     * @param attempt 1 for the first
     */
    record Claim(UUID id, int attempt) {}

    /** Newest first; nulls do not filter. */
    List<ReportRun> findNewest(@Nullable LocalDate day, @Nullable String locale, int limit) {
        var where = new StringBuilder("1 = 1");
        var values = new HashMap<String, Object>();
        if (day != null) {
            where.append(" and periodDate = :day");
            values.put("day", day);
        }
        if (locale != null) {
            where.append(" and locale = :locale");
            values.put("locale", locale);
        }
        var newest = Sort.descending("periodDate", "startedAt").and("id");
        return find(where.toString(), newest, values).page(Page.ofSize(limit)).list();
    }

    /** Starts a report that a person asked for. */
    Claim start(String report, LocalDate day, String locale, String madeBy, Instant now) {
        var id = UUID.randomUUID();
        getEntityManager()
                .createNativeQuery("""
                        insert into report_run (id, report, period_date, locale, made_by, started_at, state)
                        values (:id, :report, :day, :locale, :madeBy, :now, 'making')
                        """)
                .setParameter("id", id)
                .setParameter("report", report)
                .setParameter("day", day)
                .setParameter("locale", locale)
                .setParameter("madeBy", madeBy)
                .setParameter("now", now)
                .executeUpdate();
        return new Claim(id, 1);
    }

    /**
     * Starts a scheduled report unless it is made or being made, or has failed too often. Of several callers at once, in
     * whatever processes, one gets the claim.
     */
    Optional<Claim> claim(String report, LocalDate day, String locale, String schedule, int attempts, Instant now) {
        List<?> rows = getEntityManager()
                .createNativeQuery("""
                        insert into report_run as run
                          (id, report, period_date, locale, schedule, made_by, started_at, state)
                        values (:id, :report, :day, :locale, :schedule, 'schedule', :now, 'making')
                        on conflict (report, period_date, locale, schedule) where schedule is not null do update
                          set state = 'making', reason = null, attempt = run.attempt + 1, started_at = excluded.started_at
                          where run.state = 'failed' and run.attempt < :attempts
                        returning id, attempt
                        """, Object[].class)
                .setParameter("id", UUID.randomUUID())
                .setParameter("report", report)
                .setParameter("day", day)
                .setParameter("locale", locale)
                .setParameter("schedule", schedule)
                .setParameter("now", now)
                .setParameter("attempts", attempts)
                .getResultList();
        return rows.stream().findFirst().map(row -> {
            var columns = (Object[]) row;
            return new Claim((UUID) columns[0], ((Number) columns[1]).intValue());
        });
    }

    /** Stores the whole report at once; false if the claim has ended and nothing was stored. */
    boolean finish(Claim claim, MadeFiles files, long cut, String manifest, Instant now) {
        return getEntityManager()
                        .createNativeQuery("""
                                update report_run
                                   set state = 'made', made_at = :now, cut = :cut, manifest = cast(:manifest as jsonb),
                                       pdf = :pdf, pdf_sha256 = :pdfSum, xlsx = :xlsx, xlsx_sha256 = :xlsxSum,
                                       csv = :csv, csv_sha256 = :csvSum
                                 where id = :id and state = 'making' and attempt = :attempt
                                """)
                        .setParameter("now", now)
                        .setParameter("cut", cut)
                        .setParameter("manifest", manifest)
                        .setParameter("pdf", files.bytes(BriefFormat.PDF))
                        .setParameter("pdfSum", files.sha256(BriefFormat.PDF))
                        .setParameter("xlsx", files.bytes(BriefFormat.XLSX))
                        .setParameter("xlsxSum", files.sha256(BriefFormat.XLSX))
                        .setParameter("csv", files.bytes(BriefFormat.CSV))
                        .setParameter("csvSum", files.sha256(BriefFormat.CSV))
                        .setParameter("id", claim.id())
                        .setParameter("attempt", claim.attempt())
                        .executeUpdate()
                == 1;
    }

    void fail(Claim claim, String reason) {
        getEntityManager()
                .createNativeQuery("""
                        update report_run set state = 'failed', reason = :reason
                         where id = :id and state = 'making' and attempt = :attempt
                        """)
                .setParameter("reason", reason)
                .setParameter("id", claim.id())
                .setParameter("attempt", claim.attempt())
                .executeUpdate();
    }

    /** Fails what has been in the making since before {@code start}: its process died. Returns how many there were. */
    int failStartedBefore(Instant start, String reason) {
        return getEntityManager()
                .createNativeQuery("update report_run set state = 'failed', reason = :reason "
                        + "where state = 'making' and started_at < :start")
                .setParameter("reason", reason)
                .setParameter("start", start)
                .executeUpdate();
    }

    /** The bytes of a made report. */
    Optional<byte[]> bytes(UUID id, BriefFormat format) {
        String column = format.extension();
        List<?> rows = getEntityManager()
                .createNativeQuery(
                        "select " + column + " from report_run where id = :id and state = 'made'", byte[].class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream().findFirst().map(byte[].class::cast);
    }
}
