package org.chengyun.engine.core.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.condition.Condition;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.ObservationReader;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.decode.Row;
import org.chengyun.engine.core.dedupe.SeenReadings;
import org.chengyun.engine.core.dedupe.Sighting;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of one dataset into the deltas of all its metrics.
 *
 * <p>Not thread-safe: one thread folds with it; another one needs a {@link #sibling}. The {@link Deltas} it fills are handed
 * to the committing thread; while that thread works, the fold goes on with other ones.
 */
public final class DatasetFold {
    private static final byte[] NOTHING = new byte[0];

    private final Dataset dataset;
    private final List<Metric> metrics;
    private final Dictionary dictionary;
    private final ObservationReader reader;
    private final Conditions conditions;
    private final GroupFold[] groups;
    private final SessionFold[] sessions;
    /** Group of each metric, and its measure there; −1 of one without windows. */
    private final int[] groupOf;

    private final int[] measureOf;
    /** Place of each metric among {@link #sessions}; −1 of one without. */
    private final int[] sessionOf;
    /** Null if a repeated reading counts again. */
    private final @Nullable SeenReadings seen;

    private long fromMs = Long.MIN_VALUE;
    private long toMs = Long.MAX_VALUE;

    public DatasetFold(Dataset dataset, List<Metric> metrics) {
        this(dataset, metrics, new Dictionary(), null);
    }

    /** @param sibling whose series are shared */
    private DatasetFold(Dataset dataset, List<Metric> metrics, Dictionary dictionary, @Nullable DatasetFold sibling) {
        this.dataset = dataset;
        this.metrics = List.copyOf(metrics);
        this.dictionary = dictionary;
        this.reader = ObservationReader.of(dataset, coded(dataset, metrics), hashed(dataset, metrics), dictionary);
        this.conditions = new Conditions(dataset.schema(), dictionary);
        this.groupOf = new int[metrics.size()];
        this.measureOf = new int[metrics.size()];
        this.sessionOf = new int[metrics.size()];
        this.groups = group(dataset.schema(), sibling);
        this.sessions = sessions(dataset.schema(), sibling);
        this.seen = sibling == null
                ? SeenReadings.of(dataset).orElse(null)
                : sibling.seen().map(SeenReadings::sibling).orElse(null);
    }

    private SessionFold[] sessions(Schema schema, @Nullable DatasetFold sibling) {
        List<SessionFold> found = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            Metric metric = metrics.get(m);
            sessionOf[m] = metric.session().isPresent() ? found.size() : -1;
            if (metric.session().isPresent()) {
                found.add(
                        new SessionFold(metric, metric.session().get(), schema, sessionSeries(m, sibling), conditions));
            }
        }
        return found.toArray(SessionFold[]::new);
    }

    /** The series of its windows are those of its sessions. */
    private SeriesIndex sessionSeries(int m, @Nullable DatasetFold sibling) {
        if (groupOf[m] >= 0) {
            return groups[groupOf[m]].series();
        }
        return sibling == null ? newSeries(metrics.get(m)) : sibling.sessions[sessionOf[m]].series();
    }

    /** Another fold with the same texts and series, for another thread: what both fill can be {@linkplain Deltas#merge merged}. */
    public DatasetFold sibling() {
        var sibling = new DatasetFold(dataset, metrics, dictionary, this);
        sibling.only(fromMs, toMs);
        return sibling;
    }

    private GroupFold[] group(Schema schema, @Nullable DatasetFold sibling) {
        record Shape(List<String> by, long sliceMs) {}
        List<Shape> shapes = new ArrayList<>();
        List<GroupFold> found = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            Metric metric = metrics.get(m);
            if (!metric.hasWindows()) {
                groupOf[m] = -1;
                continue;
            }
            var shape = new Shape(metric.by(), metric.slice().sizeMs());
            if (!shapes.contains(shape)) {
                SeriesIndex series = sibling == null ? newSeries(metric) : sibling.groups[shapes.size()].series();
                shapes.add(shape);
                found.add(new GroupFold(shape.sliceMs, series, conditions));
            }
            groupOf[m] = shapes.indexOf(shape);
            measureOf[m] = found.get(groupOf[m]).measure(metric, schema);
        }
        return found.toArray(GroupFold[]::new);
    }

    private SeriesIndex newSeries(Metric metric) {
        return new SeriesIndex(
                metric.by().stream().mapToInt(dataset.schema()::indexOf).toArray(), dictionary);
    }

    /** From now on counts only observations with an event time in {@code [from, to)}; the others are filtered. */
    public void only(long from, long to) {
        fromMs = from;
        toMs = to;
    }

    /** What it knows repetitions by; empty if a repeated reading counts again. */
    public Optional<SeenReadings> seen() {
        return Optional.ofNullable(seen);
    }

    public List<Metric> metrics() {
        return metrics;
    }

    /** The series of metric number {@code metric} of {@link #metrics()}; metrics with the same dimensions share them. */
    public SeriesIndex series(int metric) {
        return groupOf[metric] < 0 ? sessions[sessionOf[metric]].series() : groups[groupOf[metric]].series();
    }

    /** Empty deltas for this fold. */
    public Deltas newDeltas() {
        SliceTable[] tables = new SliceTable[groups.length];
        for (int g = 0; g < groups.length; g++) {
            tables[g] = groups[g].newTable();
        }
        SessionDeltas[] runs = Stream.of(sessions).map(SessionFold::newDeltas).toArray(SessionDeltas[]::new);
        List<MetricDeltas> views = new ArrayList<>();
        Map<Integer, SessionDeltas> sessionsOf = new HashMap<>();
        for (int m = 0; m < metrics.size(); m++) {
            if (sessionOf[m] >= 0) {
                sessionsOf.put(m, runs[sessionOf[m]]);
            }
            views.add(
                    groupOf[m] < 0 ? runs[sessionOf[m]].moments() : new MetricDeltas(tables[groupOf[m]], measureOf[m]));
        }
        return new Deltas(tables, runs, List.copyOf(views), Map.copyOf(sessionsOf));
    }

    /** Number of distinct texts of the dimensions and conditions. */
    public int texts() {
        return dictionary.size();
    }

    /** Number of series; metrics with the same dimensions share them. */
    public long seriesCount() {
        long series = 0;
        for (GroupFold group : groups) {
            series += group.series().size();
        }
        for (int m = 0; m < sessionOf.length; m++) {
            series += groupOf[m] < 0 ? sessions[sessionOf[m]].series().size() : 0;
        }
        return series;
    }

    /** About how many bytes of heap texts and series take: what its memory grows with. */
    public long bytes() {
        long bytes = dictionary.bytes();
        for (GroupFold group : groups) {
            bytes += group.series().bytes();
        }
        for (int m = 0; m < sessionOf.length; m++) {
            bytes += groupOf[m] < 0 ? sessions[sessionOf[m]].series().bytes() : 0;
        }
        return bytes;
    }

    /** Folds a whole array, see {@link #fold(byte[], int, int, long, long, Deltas)}; no value is a malformed record. */
    public @Nullable Rejection fold(byte @Nullable [] value, long watermarkMs, long nowMs, Deltas deltas) {
        return value == null
                ? fold(NOTHING, 0, 0, watermarkMs, nowMs, deltas)
                : fold(value, 0, value.length, watermarkMs, nowMs, deltas);
    }

    /**
     * Folds one record.
     *
     * @param watermarkMs event time before it is late
     * @param nowMs the clock
     * @return null if the record was an observation (counted, filtered or a repetition), else why not
     */
    public @Nullable Rejection fold(byte[] bytes, int offset, int length, long watermarkMs, long nowMs, Deltas deltas) {
        deltas.eventsIn++;
        Rejection rejection = reader.read(bytes, offset, length, nowMs);
        if (rejection != null) {
            deltas.quarantined++;
            return rejection;
        }
        Row row = reader.row();
        if (seen != null && isRepeated(seen.see(row), deltas)) {
            return null;
        }
        if (row.eventTimeMs() < fromMs || row.eventTimeMs() >= toMs) {
            deltas.observed(row.eventTimeMs(), false, false);
            return null;
        }
        boolean late = row.eventTimeMs() < watermarkMs;
        boolean counted = false;
        conditions.test(row);
        for (int g = 0; g < groups.length; g++) {
            counted |= groups[g].fold(row, late, deltas.tables[g]);
        }
        for (int s = 0; s < sessions.length; s++) {
            counted |= sessions[s].fold(row, late, deltas.sessions[s]);
        }
        deltas.observed(row.eventTimeMs(), counted, late);
        return null;
    }

    private static boolean isRepeated(Sighting sighting, Deltas deltas) {
        switch (sighting) {
            case FIRST -> {}
            case REPEATED -> deltas.addDuplicate();
            case UNCHECKED -> deltas.addUnchecked();
        }
        return sighting == Sighting.REPEATED;
    }

    /** Event time of the record that {@link #fold} accepted last, epoch ms. */
    public long lastEventTimeMs() {
        return reader.row().eventTimeMs();
    }

    /** Fields that are only counted by their different values: the dictionary must not grow with them. */
    private static boolean[] hashed(Dataset dataset, List<Metric> metrics) {
        Schema schema = dataset.schema();
        boolean[] hashed = new boolean[schema.size()];
        for (Metric metric : metrics) {
            if (metric.sketches().contains(Sketch.DISTINCT)) {
                int value = schema.indexOf(metric.value().orElseThrow());
                hashed[value] = schema.field(value).type() == ValueType.TEXT;
            }
        }
        return hashed;
    }

    private static boolean[] coded(Dataset dataset, List<Metric> metrics) {
        Schema schema = dataset.schema();
        boolean[] needed = new boolean[schema.size()];
        for (Metric metric : metrics) {
            metric.by().forEach(field -> needed[schema.indexOf(field)] = true);
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
