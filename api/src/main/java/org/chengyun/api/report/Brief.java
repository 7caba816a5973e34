package org.chengyun.api.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a city brief says, in one language. Immutable; renderers need nothing else, so the same brief always
 * gives the same bytes. It holds no time of making on purpose: the cut says what it was made from.
 *
 * @param from first local day of the period
 * @param until first local day after the period
 * @param zone the city's zone, in which days and hours are shown
 * @param locale one of {@link #LOCALES}; labels in the brief are in that language
 * @param cut the commit that every number was read from
 * @param coverageFloor share below which a number is announced as incomplete on the cover, 0 to 1
 */
public record Brief(
        String title,
        String city,
        LocalDate from,
        LocalDate until,
        ZoneId zone,
        Locale locale,
        Cut cut,
        double coverageFloor,
        List<KeyFigure> keyFigures,
        List<Series> series,
        List<Top> tops,
        List<Spread> spreads) {
    /** The languages a brief can be in. */
    public static final List<Locale> LOCALES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);

    public Brief {
        if (title.isBlank() || city.isBlank()) {
            throw new IllegalArgumentException(
                    "a brief needs a title and a city, got '%s', '%s'".formatted(title, city));
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a brief's period must end after it starts, got [%s, %s)".formatted(from, until));
        }
        if (!LOCALES.contains(locale)) {
            throw new IllegalArgumentException("a brief is in one of %s, got %s".formatted(LOCALES, locale));
        }
        Shares.check("coverageFloor", coverageFloor);
        keyFigures = List.copyOf(keyFigures);
        series = List.copyOf(series);
        tops = List.copyOf(tops);
        spreads = List.copyOf(spreads);
    }

    /** The period as event time. */
    public Span span() {
        return new Span(
                from.atStartOfDay(zone).toInstant(), until.atStartOfDay(zone).toInstant());
    }

    /** Every metric in the brief, once, in order of appearance. */
    public List<Metric> metrics() {
        var all = new ArrayList<Metric>();
        keyFigures.forEach(figure -> all.add(figure.metric()));
        series.forEach(one -> all.add(one.metric()));
        tops.forEach(top -> all.add(top.metric()));
        spreads.forEach(spread -> all.add(spread.metric()));
        return all.stream().distinct().toList();
    }

    /** The trust of every number, series and ranking in the brief. */
    Stream<Trust> trusts() {
        return Stream.of(
                        keyFigures.stream().map(KeyFigure::trust),
                        series.stream().map(Series::trust),
                        tops.stream().map(Top::trust),
                        spreads.stream().map(Spread::trust))
                .flatMap(trusts -> trusts);
    }

    /** A commit of the engine. */
    public record Cut(long id, Instant committedAt) {}

    /**
     * A metric as its reader meets it, in the brief's language.
     *
     * @param definition metric id and version, {@code id@version}
     * @param dataset the dataset's label; numbers are grouped by it
     * @param unit as printed behind a value; empty for counts
     */
    public record Metric(String id, String definition, String label, String meaning, String dataset, String unit) {}

    /**
     * One number of the period.
     *
     * @param span the event time it really covers; it may differ from the brief's days
     */
    public record KeyFigure(
            Metric metric,
            Stats.Shown shown,
            Stats stats,
            Span span,
            @Nullable Comparison comparison,
            Trust trust) {
        /** Whether anything was observed. A missing feed must not look like a zero. */
        public boolean hasValue() {
            boolean nothingSeen = stats.n() == 0 && (trust.coverage() == null || trust.coverage() == 0);
            return !nothingSeen && stats.value(shown) != null;
        }
    }

    /** The same number on an earlier day, as a yardstick. */
    public record Comparison(LocalDate day, double value, Trust trust) {
        public Comparison {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the value of %s must be finite, got %s".formatted(day, value));
            }
        }
    }

    /**
     * A metric's successive windows.
     *
     * @param name what the chart is called
     * @param window length of a window
     * @param step from one window's start to the next; shorter than {@code window} for sliding ones
     * @param points ordered by start, strictly rising; a window without data is absent
     */
    public record Series(
            Metric metric,
            String name,
            Stats.Shown shown,
            Duration window,
            Duration step,
            List<Point> points,
            Trust trust) {
        public Series {
            if (!window.isPositive() || !step.isPositive()) {
                throw new IllegalArgumentException(
                        "window and step of '%s' must be positive, got %s and %s".formatted(name, window, step));
            }
            points = List.copyOf(points);
            for (int i = 1; i < points.size(); i++) {
                if (!points.get(i - 1).start().isBefore(points.get(i).start())) {
                    throw new IllegalArgumentException("the points of '%s' must rise in time, but %s follows %s"
                            .formatted(
                                    name,
                                    points.get(i).start(),
                                    points.get(i - 1).start()));
                }
            }
        }
    }

    /** One of several numbers under one trust: what it knows better than that. */
    public sealed interface Row {
        Finality finality();

        @Nullable
        Double coverage();

        long revision();

        long late();

        long cut();

        /** Its own trust, where {@code whole} is that of all rows together. */
        default Trust trust(Trust whole, Metric metric) {
            return new Trust(coverage(), finality(), cut(), whole.watermark(), metric.definition(), late(), revision());
        }
    }

    /** One window of a series. */
    public record Point(
            Instant start,
            Stats stats,
            Finality finality,
            @Nullable Double coverage,
            long revision,
            long late,
            long cut)
            implements Row {
        public Point {
            Shares.check("coverage of the window at " + start, coverage);
        }
    }

    /**
     * The highest of a metric's series.
     *
     * @param name what the table is called
     * @param keyLabel what a row is, such as "Road"
     * @param scoreLabel what the rows are ranked by, such as "Vehicles"
     * @param scoreUnit as printed behind a score; empty for counts
     * @param span the event time it really covers; it may differ from the brief's days
     * @param rows by rank
     */
    public record Top(
            Metric metric,
            String name,
            String keyLabel,
            String scoreLabel,
            String scoreUnit,
            Span span,
            List<TopRow> rows,
            Trust trust) {
        public Top {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One ranked series.
     *
     * @param key the dimension value as stored
     * @param label the same for people
     */
    public record TopRow(
            int rank,
            String key,
            String label,
            double score,
            Stats stats,
            Finality finality,
            @Nullable Double coverage,
            long revision,
            long late,
            long cut)
            implements Row {
        public TopRow {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("the score of '%s' must be finite, got %s".formatted(key, score));
            }
            Shares.check("coverage of '" + key + "'", coverage);
        }
    }

    /**
     * How a number spreads within a metric's series, or over its sessions.
     *
     * @param name what the table is called
     * @param summary the most important of it in a sentence or two; empty if there is nothing to say
     * @param keyLabel what a row is, such as "Road"
     * @param countLabel what is counted, such as "Sessions"
     * @param unit as printed behind a value; empty for counts
     * @param percentiles as they are called, rising: {@code p50}, {@code p99.9}
     * @param boundShare by how much of itself a percentile may be off at most; 0 = exact
     * @param span the event time it really covers
     * @param rows those with most of it first
     * @param leftOut how many more rows there would be
     */
    public record Spread(
            Metric metric,
            String name,
            String summary,
            String keyLabel,
            String countLabel,
            String unit,
            List<String> percentiles,
            double boundShare,
            Span span,
            List<SpreadRow> rows,
            long leftOut,
            Trust trust) {
        public Spread {
            Shares.check("error bound of '" + name + "'", boundShare);
            percentiles = List.copyOf(percentiles);
            rows = List.copyOf(rows);
            for (SpreadRow row : rows) {
                if (!row.percentiles.isEmpty() && row.percentiles.size() != percentiles.size()) {
                    throw new IllegalArgumentException("'%s' of '%s' has %d percentiles, not %s"
                            .formatted(row.key, name, row.percentiles.size(), percentiles));
                }
            }
        }
    }

    /**
     * One of them.
     *
     * @param key the dimension value as stored; empty for all together
     * @param label the same for people
     * @param n how many there were
     * @param percentiles in the order of the table's; empty if they are not told
     */
    public record SpreadRow(
            String key,
            String label,
            long n,
            @Nullable Double mean,
            List<Double> percentiles,
            @Nullable Double max,
            Finality finality,
            @Nullable Double coverage,
            long revision,
            long late,
            long cut)
            implements Row {
        public SpreadRow {
            percentiles = List.copyOf(percentiles);
            Shares.check("coverage of '" + key + "'", coverage);
        }
    }
}
