package org.chengyun.api.audit;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.access.Scope;
import org.chengyun.api.audit.AuditAnswer.OfDataset;
import org.chengyun.api.audit.AuditStore.Claim;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Proves that every event that the engine read is accounted for, once; or says where it is not. Open to every viewer: it
 * holds counts of the whole city only. Thread-safe; one audit at a time in a process.
 */
@ApplicationScoped
public class Audits {
    private static final String SCHEDULE = "schedule";
    private static final int LONGEST_REASON = 1_000;

    private final Snapshots snapshots;
    private final Catalogue catalogue;
    private final AuditStore store;
    private final AuditConfig config;
    private final ApiConfig city;
    private final Clock clock = Clock.systemUTC();
    private final Semaphore free = new Semaphore(1);

    Audits(Snapshots snapshots, Catalogue catalogue, AuditStore store, AuditConfig config, ApiConfig city) {
        this.snapshots = snapshots;
        this.catalogue = catalogue;
        this.store = store;
        this.config = config;
        this.city = city;
    }

    /**
     * Audits now and stores nothing.
     *
     * @param dataset null = all of them
     * @param span of commit times
     * @throws ProblemException {@code dataset-unknown}, {@code audit-running}
     */
    public AuditAnswer run(@Nullable String dataset, Span span) {
        List<Dataset> datasets = datasets(dataset);
        return alone(() -> {
            List<OfDataset> verdicts = datasets.stream()
                    .map(one -> new OfDataset(one.id(), audit(one, span)))
                    .toList();
            return new AuditAnswer(
                    span.start().equals(Span.ALWAYS.start()) ? null : span.start(),
                    span.end().equals(Span.ALWAYS.end()) ? null : span.end(),
                    verdicts.stream().allMatch(one -> one.verdict().conserved()),
                    verdicts);
        });
    }

    /**
     * Audits now and stores the verdicts, which the newest audits then begin with.
     *
     * @param dataset null = all of them
     * @param span of commit times
     * @param by account that asks for it
     * @throws ProblemException {@code dataset-unknown}, {@code audit-running}
     */
    public void runAndStore(@Nullable String dataset, Span span, String by) {
        List<Dataset> datasets = datasets(dataset);
        alone(() -> {
            for (Dataset one : datasets) {
                var claim = store.start(one.id(), null, span, by, clock.instant(), config.longest(), 1);
                judge(claim.orElseThrow(), one, span);
            }
            return true;
        });
    }

    /** Stored audits, the newest first. */
    public List<Audit> newest(@Nullable String dataset, int limit) {
        return store.list(dataset, limit);
    }

    /** Audits what was committed on the city's day before this one, unless that was done or somebody else is at it. */
    void auditYesterday() {
        Instant now = clock.instant();
        int died = store.failStartedBefore(now.minus(config.longest().multipliedBy(2)), config.attempts());
        if (died > 0) {
            Log.errorf("audits were left without a verdict and are marked failed: count=%d", died);
        }
        LocalDate day = LocalDate.ofInstant(now, city.zone()).minusDays(1);
        var span = new Span(
                day.atStartOfDay(city.zone()).toInstant(),
                day.plusDays(1).atStartOfDay(city.zone()).toInstant());
        for (Dataset dataset : catalogue.datasets()) {
            free.acquireUninterruptibly();
            try {
                var dead = config.longest().multipliedBy(2);
                store.start(dataset.id(), day, span, SCHEDULE, clock.instant(), dead, config.attempts())
                        .ifPresent(claim -> tryToJudge(claim, dataset, span));
            } finally {
                free.release();
            }
        }
    }

    private void tryToJudge(Claim claim, Dataset dataset, Span span) {
        try {
            judge(claim, dataset, span);
        } catch (RuntimeException e) {
            // stored as failed and tried again at the next look; the other datasets must not miss out
            Log.errorf(e, "the nightly audit failed: dataset=%s attempt=%d", dataset.id(), claim.attempt());
        }
    }

    private void judge(Claim claim, Dataset dataset, Span span) {
        try {
            Verdict verdict = audit(dataset, span);
            store.finish(claim, verdict, clock.instant());
            if (!verdict.conserved()) {
                Log.errorf(
                        "events are not accounted for; see the engine page: dataset=%s audit=%d faults=%d first=%s",
                        dataset.id(),
                        claim.id(),
                        verdict.faultCount(),
                        verdict.faults().getFirst().text().en());
            }
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            store.fail(claim, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
            throw e;
        }
    }

    private Verdict audit(Dataset dataset, Span span) {
        return snapshots.read(
                Scope.EVERYTHING, config.longest(), snapshot -> new AuditReader(snapshot, dataset).audit(span));
    }

    private interface Work<T> {
        T done();
    }

    private <T> T alone(Work<T> work) {
        if (!free.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.AUDIT_RUNNING, "An audit is under way; ask again when it is done, in a minute.");
        }
        try {
            return work.done();
        } finally {
            free.release();
        }
    }

    private List<Dataset> datasets(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return catalogue.datasets();
        }
        Optional<Dataset> one = catalogue.dataset(id);
        List<String> known = catalogue.datasets().stream().map(Dataset::id).toList();
        return List.of(one.orElseThrow(() -> new ProblemException(
                        ProblemCode.DATASET_UNKNOWN,
                        "There is no dataset '%s'; use one of %s.".formatted(id, String.join(", ", known)))
                .with("datasets", known)));
    }
}
