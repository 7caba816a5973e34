package org.chengyun.api.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chengyun.api.report.ReportRunRepository.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports, lists them and hands them out. A report is stored whole, in all formats, or it is listed as failed with
 * its reason. Thread-safe.
 */
@ApplicationScoped
public class ReportService {
    /** The daily city brief. */
    public static final String DAILY_BRIEF = "daily-brief";

    private static final String SCHEDULE = "daily";
    private static final int LONGEST_REASON = 1_000;

    private final ReportRunRepository runs;
    private final BriefSource source;
    private final List<BriefRenderer> renderers;
    private final ObjectMapper json;
    private final ReportConfig config;
    private final Clock clock;

    @Inject
    ReportService(
            ReportRunRepository runs,
            BriefSource source,
            @All List<BriefRenderer> renderers,
            ObjectMapper json,
            ReportConfig config) {
        this(runs, source, renderers, json, config, Clock.systemUTC());
    }

    ReportService(
            ReportRunRepository runs,
            BriefSource source,
            List<BriefRenderer> renderers,
            ObjectMapper json,
            ReportConfig config,
            Clock clock) {
        this.runs = runs;
        this.source = source;
        this.renderers = List.copyOf(renderers);
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** The newest reports first; nulls do not filter. */
    public List<Report> list(@Nullable LocalDate day, @Nullable Locale locale, int limit) {
        String tag = locale == null ? null : locale.toLanguageTag();
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.findNewest(day, tag, limit).stream()
                        .map(Report::of)
                        .toList());
    }

    public Optional<Report> find(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.findByIdOptional(id).map(Report::of));
    }

    /** What a made report was made from, as JSON; empty if there is no such report or it is not made. */
    public Optional<String> manifest(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.findByIdOptional(id).map(run -> run.manifest));
    }

    /**
     * A file of a made report; empty if there is no such report or it is not made.
     *
     * @throws IllegalStateException if the stored bytes are not the ones that were made
     */
    public Optional<ReportFile> fetch(UUID id, BriefFormat format) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.findByIdOptional(id).flatMap(run -> file(run, format)));
    }

    /**
     * Makes the daily brief of a day, now.
     *
     * @param locale one of {@link Brief#LOCALES}
     * @param madeBy the account that asks for it
     * @throws ReportFailed if it cannot be made; it is then listed as failed
     */
    public Report make(LocalDate day, Locale locale, String madeBy) {
        Claim claim = QuarkusTransaction.requiringNew()
                .call(() -> runs.start(DAILY_BRIEF, day, locale.toLanguageTag(), madeBy, clock.instant()));
        return make(claim, day, locale);
    }

    /** Makes yesterday's briefs, unless that was done or somebody else is at it. */
    void makeDue() {
        Instant now = clock.instant();
        int died = QuarkusTransaction.requiringNew()
                .call(() -> runs.failStartedBefore(
                        now.minus(config.longestMaking()), "the process that made it ended before it was done"));
        if (died > 0) {
            Log.errorf("reports were left half made and are marked failed: count=%d", died);
        }
        LocalDate yesterday = LocalDate.ofInstant(now, config.zone()).minusDays(1);
        for (String tag : config.locales()) {
            QuarkusTransaction.requiringNew()
                    .call(() -> runs.claim(DAILY_BRIEF, yesterday, tag, SCHEDULE, config.attempts(), now))
                    .ifPresent(claim -> makeScheduled(claim, yesterday, Locale.forLanguageTag(tag)));
        }
    }

    private void makeScheduled(Claim claim, LocalDate day, Locale locale) {
        try {
            make(claim, day, locale);
        } catch (ReportFailed e) {
            // logged and stored already; the other languages must not miss out
            Log.debugf("scheduled report failed: id=%s attempt=%d", claim.id(), claim.attempt());
        }
    }

    /** Reads and draws outside of any transaction, so that a slow report holds no row. */
    private Report make(Claim claim, LocalDate day, Locale locale) {
        try {
            Brief brief = source.read(day, locale);
            var files = MadeFiles.render(brief, renderers);
            String manifest = json.writeValueAsString(ReportManifest.of(brief, files));
            boolean stored = QuarkusTransaction.requiringNew()
                    .call(() -> runs.finish(claim, files, brief.cut().id(), manifest, clock.instant()));
            if (!stored) {
                throw new IllegalStateException(
                        "it took longer than chengyun.reports.longest-making (%s)".formatted(config.longestMaking()));
            }
            Log.infof(
                    "report made: id=%s report=%s day=%s locale=%s cut=%d",
                    claim.id(),
                    DAILY_BRIEF,
                    day,
                    locale.toLanguageTag(),
                    brief.cut().id());
        } catch (RuntimeException | JsonProcessingException e) {
            // whatever went wrong, the run must say so instead of staying in the making
            throw failed(claim, day, locale, e);
        }
        return find(claim.id()).orElseThrow();
    }

    private ReportFailed failed(Claim claim, LocalDate day, Locale locale, Exception cause) {
        String reason = reason(cause);
        Log.errorf(
                cause,
                "report failed: id=%s report=%s day=%s locale=%s attempt=%d",
                claim.id(),
                DAILY_BRIEF,
                day,
                locale.toLanguageTag(),
                claim.attempt());
        QuarkusTransaction.requiringNew().run(() -> runs.fail(claim, reason));
        return new ReportFailed(claim.id(), reason, cause);
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        String reason = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    private Optional<ReportFile> file(ReportRun run, BriefFormat format) {
        String sum = run.sha256(format);
        if (sum == null) {
            return Optional.empty();
        }
        byte[] bytes = runs.bytes(run.id, format).orElseThrow();
        if (!MadeFiles.sha256(bytes).equals(sum)) {
            throw new IllegalStateException(
                    "the stored %s of report %s is damaged: its SHA-256 is not %s; make the report again"
                            .formatted(format, run.id, sum));
        }
        return Optional.of(new ReportFile(Report.of(run).fileName(format), format, sum, bytes));
    }
}
