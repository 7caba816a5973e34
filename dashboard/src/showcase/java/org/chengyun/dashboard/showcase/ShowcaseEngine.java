package org.chengyun.dashboard.showcase;

import com.vaadin.flow.shared.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.chengyun.api.audit.Audit;
import org.chengyun.api.audit.Fault;
import org.chengyun.api.audit.Verdict;
import org.chengyun.api.catalogue.MetricDefinition.Text;
import org.chengyun.api.engine.EngineAnswer;
import org.chengyun.api.progress.OpenBecause;
import org.chengyun.dashboard.engine.EngineStatus;
import org.jspecify.annotations.Nullable;

/** The engine of the made-up city: it commits when the overview does. Thread-safe: synchronised. */
@ApplicationScoped
public class ShowcaseEngine implements EngineStatus {
    private final Clock clock;
    private final ShowcaseOverview overview;
    private final List<Audit> audits = new ArrayList<>();
    private volatile long cut;
    private @Nullable RuntimeException outage;

    ShowcaseEngine(Clock clock, ShowcaseOverview overview) {
        this.clock = clock;
        this.overview = overview;
        overview.onCut(committed -> cut = committed);
        audits.add(audit(2, "traffic", new Verdict(86_400, 1L, 86_400L, 900, 890, 7, 0, 2, 0, 1, List.of(
                new Fault(Fault.Check.BALANCE, 1717, null, null, 900, 899)), null)));
        audits.add(audit(1, "portal", new Verdict(86_399, 1L, 86_400L, 43_200_000, 43_100_000, 98_000, 1_000, 1_000, 120, 0, List.of(), clock.instant().truncatedTo(ChronoUnit.DAYS))));
    }

    private Audit audit(long id, String dataset, Verdict verdict) {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
        return new Audit(
                id, dataset, day, null, null, "schedule", now, now,
                verdict.conserved() ? Audit.State.CONSERVED : Audit.State.VIOLATED, null, verdict);
    }

    @Override
    public synchronized EngineAnswer read() {
        if (outage != null) {
            throw outage;
        }
        Instant now = clock.instant();
        return new EngineAnswer(now, cut, List.of(dataset("traffic", "Traffic sensors", "交通检测器", now), dataset("portal", "Government portal", "政务门户", now)));
    }

    private EngineAnswer.OfDataset dataset(String id, String en, String zh, Instant now) {
        List<EngineAnswer.Partition> partitions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            partitions.add(new EngineAnswer.Partition(i, 1000L * i + cut, now.minusSeconds(i), (double) i, now.minusSeconds(i), i == 3));
        }
        List<EngineAnswer.Cut> cuts = new ArrayList<>();
        for (int i = 0; i < 10 && cut > i; i++) {
            cuts.add(new EngineAnswer.Cut(
                    cut - i, now.minusSeconds(i), i % 4 == 3 ? "close" : "batch", now.minusSeconds(120), 2500, 2490, 5, 3, 2, 1, 4, 21 + i));
        }
        var open = new OpenBecause(
                now.minusSeconds(60), OpenBecause.Code.WAITS_FOR_PARTITION, 3, now.minusSeconds(100), now.minusSeconds(3), now.plusSeconds(7),
                new Text("waiting for partition 3, silent since 10:02:00", "正在等待分区 3：自 10:02:00 起没有数据"));
        return new EngineAnswer.OfDataset(
                id, new Text(en, zh), now.minusSeconds(121), 121.0, now, 17L, 120, 10, 2494.5, open, partitions, cuts);
    }

    @Override
    public synchronized List<Audit> audits() {
        return audits.reversed();
    }

    @Override
    public synchronized void audit(String by) {
        if (outage != null) {
            throw outage;
        }
        Instant now = clock.instant();
        audits.add(new Audit(
                audits.size() + 1L, "traffic", null, null, null, by, now, now, Audit.State.CONSERVED, null,
                new Verdict(1234, 1L, 1234L, 5_000, 4_900, 80, 10, 10, 3, 0, List.of(), null)));
    }

    @Override
    public Registration onCut(LongConsumer listener) {
        return overview.onCut(listener);
    }

    /** From now on reading and auditing fail with {@code reason}; null ends it. */
    public synchronized void breakDown(@Nullable RuntimeException reason) {
        outage = reason;
    }
}
