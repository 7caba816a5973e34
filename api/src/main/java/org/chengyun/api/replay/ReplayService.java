package org.chengyun.api.replay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.span.Span;

/** Asks the engine for replays. Thread-safe. */
@ApplicationScoped
public class ReplayService {
    private final Metrics metrics;
    private final ReplayRepository replays;

    ReplayService(Metrics metrics, ReplayRepository replays) {
        this.metrics = metrics;
        this.replays = replays;
    }

    /**
     * Asks for a replay. The engine begins within seconds.
     *
     * @param by who asks
     * @throws ProblemException {@code metric-unknown}, or {@code replay-open} if the metric has one already
     */
    @Transactional
    public Replay ask(String id, boolean compare, Span span, String by) {
        DefinedMetric metric = metrics.require(id);
        Optional<ReplayRecord> open = replays.open(id);
        if (open.isPresent()) {
            throw new ProblemException(
                    ProblemCode.REPLAY_OPEN,
                    "Replay %d of %s is %s; wait for its end.".formatted(open.get().number, id, open.get().state));
        }
        var row = new ReplayRecord();
        row.metric = id;
        row.dataset = metric.dataset().id();
        row.purpose = compare ? "compare" : "switch";
        row.from = span.start().equals(Span.ALWAYS.start()) ? null : span.start();
        row.to = span.end().equals(Span.ALWAYS.end()) ? null : span.end();
        row.requestedBy = by;
        replays.persistAndFlush(row);
        return Replay.of(row);
    }

    /** @throws ProblemException {@code replay-unknown} */
    @Transactional
    public Replay require(long number) {
        return replays.findByIdOptional(number)
                .map(Replay::of)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.REPLAY_UNKNOWN, "There is no replay %d.".formatted(number)));
    }

    /** The newest first. */
    @Transactional
    public List<Replay> newest(int limit) {
        return replays.newest(limit).stream().map(Replay::of).toList();
    }
}
