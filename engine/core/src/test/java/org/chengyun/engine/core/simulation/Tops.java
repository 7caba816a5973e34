package org.chengyun.engine.core.simulation;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;

/** The table {@code top_n}. */
final class Tops {
    final Map<Key, List<Ranked>> lists = new HashMap<>();
    private final Windows windows;

    record Key(int metric, int sizeSeconds, long startMs) {}

    record Ranked(String series, double score) {}

    Tops(Windows windows) {
        this.windows = windows;
    }

    /** Ranks the windows that end in {@code (fromMs, toMs]}. */
    void rankClosed(long fromMs, long toMs) {
        for (int m = 0; m < Probe.METRICS.size(); m++) {
            int metric = m;
            Probe.METRICS
                    .get(m)
                    .top()
                    .ifPresent(top -> top.windows()
                            .forEach(window -> windows.of(metric, window.sizeKey())
                                    .subMap(fromMs == NONE ? NONE : fromMs - window.usualMs(), toMs)
                                    .forEach((start, rows) -> {
                                        long endMs = window.endMs(start);
                                        if (endMs > fromMs && endMs <= toMs) {
                                            rank(new Key(metric, window.sizeKey(), start));
                                        }
                                    })));
        }
    }

    /** Ranks a window, again if it was; nothing if it has no ranking. */
    void rank(Key key) {
        Metric metric = Probe.METRICS.get(key.metric);
        if (metric.top().isEmpty()) {
            return;
        }
        Metric.Top top = metric.top().get();
        if (top.windows().stream().map(WindowSpec::sizeKey).noneMatch(size -> size == key.sizeSeconds)) {
            return;
        }
        Comparator<Ranked> order =
                Comparator.comparingDouble(ranked -> top.descending() ? -ranked.score : ranked.score);
        lists.put(
                key,
                windows.of(key.metric, key.sizeSeconds).getOrDefault(key.startMs, Map.of()).entrySet().stream()
                        .map(row -> ranked(
                                row.getKey(), score(top.rank(), row.getValue().stat())))
                        .sorted(order.thenComparing(Ranked::series))
                        .limit(top.n())
                        .toList());
    }

    private static Ranked ranked(String series, OptionalDouble score) {
        return new Ranked(series, score.orElseThrow());
    }

    private static OptionalDouble score(Metric.Stat rank, Stat stat) {
        return switch (rank) {
            case COUNT -> OptionalDouble.of((double) stat.n());
            case SUM -> OptionalDouble.of(stat.sum());
            case MEAN -> OptionalDouble.of(stat.mean());
            case MIN -> OptionalDouble.of(stat.min());
            case MAX -> OptionalDouble.of(stat.max());
            case VARIANCE -> stat.n() > 1 ? OptionalDouble.of(stat.m2() / (stat.n() - 1)) : OptionalDouble.empty();
            case STDDEV, DISTINCT -> throw new IllegalArgumentException("no ranking by " + rank);
        };
    }
}
