package org.chengyun.api.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.session.SummaryReader.Classes;
import org.chengyun.api.session.SummaryReader.Part;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.TrustSum;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Sessions of a metric together, within what the snapshot's reader may see. Thread-safe. */
@ApplicationScoped
public class Summaries {
    /** Where the classes of lengths begin, in seconds. */
    private static final double[] LENGTHS = {0, 10, 60, 300, 900, 1_800, 3_600, 14_400};
    /** Where the classes of observations begin. */
    private static final double[] SIZES = {1, 2, 3, 5, 10, 20, 50, 100};
    /** Of fewer people than that only the number is told. */
    private static final long FEWEST_PEOPLE = 5;

    private final Metrics metrics;

    Summaries(Metrics metrics) {
        this.metrics = metrics;
    }

    /** What is known now; sessions that may still grow are counted as they are. */
    public SessionSummary read(Snapshot snapshot, SummaryQuery query) {
        DefinedMetric metric = metrics.require(query.metric());
        // refuses a metric without sessions
        metric.session();
        query.check(metric);
        Span starts = query.starts();
        List<Instant> windows = starts(query.window(), starts);
        var filter = SeriesFilter.of(metric.metric(), query.by().values(), snapshot.scope());
        var reader = new SummaryReader(snapshot, metric, filter, starts);
        boolean none = metric.number().isEmpty() || windows.isEmpty();
        List<Part> parts = none ? List.of() : reader.parts(windows);
        NotKept notKept = NotKept.of(snapshot, metric.dataset(), Kind.SESSIONS, starts);
        return new Made(snapshot.state(metric.dataset()), metric, query, windows, parts, notKept)
                .summary(none ? null : reader.classes(LENGTHS, SIZES), none ? 0 : reader.overLimit());
    }

    /** The first may begin before the span. */
    private static List<Instant> starts(WindowSpec window, Span span) {
        List<Instant> starts = new ArrayList<>();
        if (!span.isEmpty()) {
            for (long startMs = window.lastStartMs(span.start().toEpochMilli());
                    startMs < span.end().toEpochMilli();
                    startMs = window.nextStartMs(startMs)) {
                starts.add(Instant.ofEpochMilli(startMs));
            }
        }
        return starts;
    }

    /** An answer in the making. */
    private record Made(
            DatasetState state,
            DefinedMetric metric,
            SummaryQuery query,
            List<Instant> windows,
            List<Part> parts,
            @Nullable NotKept notKept) {
        SessionSummary summary(@Nullable Classes classes, long overLimit) {
            // What may have been removed is not known to be nothing.
            Finality ofNone =
                    notKept == null ? Finality.of(state.isClosed(query.starts().end()), 0) : Finality.PROVISIONAL;
            var trust = new TrustSum(metric, state, ofNone);
            List<SessionWindow> told = parts.stream()
                    .filter(part -> part.place() >= 0)
                    .map(this::window)
                    .toList();
            told.forEach(
                    window -> trust.add(window.finality(), null, window.late(), Math.toIntExact(window.revision())));
            List<Part> groups = parts.stream()
                    .filter(part -> part.group() != null && !metric.openBy().isEmpty())
                    .toList();
            SessionGroup total = parts.stream()
                    .filter(part -> part.place() < 0 && part.group() == null)
                    .findFirst()
                    .map(part -> group(part, Map.of()))
                    .orElseGet(() -> new SessionGroup(Map.of(), 0, 0, 0, null, null));
            return new SessionSummary(
                    metric.metric().id(),
                    metric.definition(),
                    metric.metric().sessionName().orElseThrow(),
                    metric.openBy(),
                    trust.trust(),
                    total,
                    groups.stream()
                            .limit(query.groups())
                            .map(part -> group(part, named(part)))
                            .toList(),
                    groups.size(),
                    told,
                    classes == null || total.seconds() == null ? List.of() : classes(LENGTHS, classes.lengths()),
                    classes == null || total.seconds() == null ? List.of() : classes(SIZES, classes.sizes()),
                    overLimit,
                    notKept);
        }

        private Map<String, @Nullable String> named(Part part) {
            Map<String, @Nullable String> named = new LinkedHashMap<>();
            List<@Nullable String> values = part.group();
            for (int i = 0; values != null && i < values.size(); i++) {
                named.put(metric.openBy().get(i), values.get(i));
            }
            return Collections.unmodifiableMap(named);
        }

        private SessionWindow window(Part part) {
            Instant start = windows.get(part.place());
            Instant end = Instant.ofEpochMilli(query.window().endMs(start.toEpochMilli()));
            boolean closed = part.open() == 0 && state.isClosed(end);
            Finality finality = closed ? Finality.of(true, Math.toIntExact(part.revision())) : Finality.PROVISIONAL;
            return new SessionWindow(start, end, group(part, Map.of()), finality, part.revision(), part.late());
        }

        private SessionGroup group(Part part, Map<String, @Nullable String> by) {
            boolean hidden = metric.isOfPeople() && part.sessions() < FEWEST_PEOPLE;
            return new SessionGroup(
                    by,
                    part.sessions(),
                    part.open(),
                    part.observations(),
                    hidden ? null : part.seconds(),
                    hidden ? null : part.each());
        }
    }

    private static List<SessionClass> classes(double[] from, List<Long> sessions) {
        List<SessionClass> classes = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            Double to = i + 1 < from.length ? Double.valueOf(from[i + 1]) : null;
            classes.add(new SessionClass(from[i], to, sessions.get(i)));
        }
        return classes;
    }
}
