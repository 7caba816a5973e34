package org.chengyun.api.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A report that was made, is being made, or could not be made; without its bytes, which lists need not load. */
@Entity
@Immutable
@Table(name = "report_run")
class ReportRun {
    @Id
    UUID id;

    String report;

    @Column(name = "period_date")
    LocalDate periodDate;

    String locale;

    @Nullable
    String schedule;

    @Column(name = "made_by")
    String madeBy;

    int attempt;

    @Column(name = "started_at")
    Instant startedAt;

    String state;

    @Nullable
    String reason;

    @Nullable
    @Column(name = "made_at")
    Instant madeAt;

    @Nullable
    Long cut;

    @Nullable
    @Column(name = "pdf_sha256")
    String pdfSha256;

    @Nullable
    @Column(name = "xlsx_sha256")
    String xlsxSha256;

    @Nullable
    @Column(name = "csv_sha256")
    String csvSha256;

    @Nullable
    @JdbcTypeCode(SqlTypes.JSON)
    String manifest;

    @Nullable
    String sha256(BriefFormat format) {
        return switch (format) {
            case PDF -> pdfSha256;
            case XLSX -> xlsxSha256;
            case CSV -> csvSha256;
        };
    }
}
