package org.chengyun.engine.core.fold;

import java.util.List;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.condition.Condition;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.ObservationReader;
import org.chengyun.engine.core.decode.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of one dataset into the deltas of all its metrics.
 *
 * <p>Not thread-safe: the poll thread owns it. The {@link Deltas} it fills are handed to the committing thread; while
 * that thread works, the fold goes on with another one.
 */
public final class DatasetFold {
    private final List<Metric> metrics;
    private final Dictionary dictionary = new Dictionary();
    private final ObservationReader reader;
    private final MetricFold[] folds;

    public DatasetFold(Dataset dataset, List<Metric> metrics) {
        this.metrics = List.copyOf(metrics);
        this.reader = new ObservationReader(dataset, needed(dataset, metrics), dictionary);
        this.folds = metrics.stream()
                .map(metric -> new MetricFold(metric, dataset.schema(), dictionary))
                .toArray(MetricFold[]::new);
    }

    public List<Metric> metrics() {
        return metrics;
    }

    /** The series of metric number {@code metric} of {@link #metrics()}. */
    public SeriesIndex series(int metric) {
        return folds[metric].series();
    }

    /** Empty deltas for this fold. */
    public Deltas newDeltas() {
        return new Deltas(folds.length);
    }

    /** How many distinct texts and series it holds: what its memory grows with. */
    public long footprint() {
        long series = 0;
        for (MetricFold fold : folds) {
            series += fold.series().size();
        }
        return series + dictionary.size();
    }

    /**
     * Folds one record.
     *
     * @param watermarkMs event time before it is late
     * @param nowMs the clock
     * @return null if the record was an observation (counted or filtered), else why not
     */
    public @Nullable Rejection fold(byte @Nullable [] value, long watermarkMs, long nowMs, Deltas deltas) {
        deltas.eventsIn++;
        Rejection rejection = reader.read(value, nowMs);
        if (rejection != null) {
            deltas.quarantined++;
            return rejection;
        }
        long eventTimeMs = reader.row().eventTimeMs();
        boolean late = eventTimeMs < watermarkMs;
        boolean counted = false;
        for (int m = 0; m < folds.length; m++) {
            counted |= folds[m].fold(reader.row(), late, deltas.tables[m]);
        }
        deltas.observed(eventTimeMs, counted, late);
        return null;
    }

    /** Event time of the record that {@link #fold} accepted last, epoch ms. */
    public long lastEventTimeMs() {
        return reader.row().eventTimeMs();
    }

    private static boolean[] needed(Dataset dataset, List<Metric> metrics) {
        Schema schema = dataset.schema();
        boolean[] needed = new boolean[schema.size()];
        for (Metric metric : metrics) {
            metric.by().forEach(field -> needed[schema.indexOf(field)] = true);
            metric.value().ifPresent(field -> needed[schema.indexOf(field)] = true);
            metric.where().ifPresent(condition -> mark(condition, schema, needed));
        }
        return needed;
    }

    private static void mark(Condition condition, Schema schema, boolean[] needed) {
        switch (condition) {
            case Condition.And and -> {
                mark(and.left(), schema, needed);
                mark(and.right(), schema, needed);
            }
            case Condition.Or or -> {
                mark(or.left(), schema, needed);
                mark(or.right(), schema, needed);
            }
            case Condition.Not not -> mark(not.inner(), schema, needed);
            case Condition.IsNull isNull -> needed[schema.indexOf(isNull.field())] = true;
            case Condition.Compare compare -> needed[schema.indexOf(compare.field())] = true;
            case Condition.In in -> needed[schema.indexOf(in.field())] = true;
        }
    }
}
