package org.chengyun.api.report.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.Stats;
import org.chengyun.api.report.pdf.Canvas.Spot;
import org.chengyun.api.report.pdf.SeriesPlot.Cover;
import org.chengyun.api.trust.Finality;

/** Draws one series as a line with its spread, its gaps and the coverage of every window. */
final class LineChart {
    private static final float PLOT = 100;
    private static final float STRIP = 4;
    /** Caption, plot, axis, legend, summary and a footnote of three lines. */
    static final float HEIGHT = 32 + PLOT + 32 + 14 + 12 + 32;

    private static final Style AXIS = Style.regular(7, Ink.QUIET);

    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;
    private final SeriesPlot plot;
    private final float left;
    private final float right = Paper.RIGHT;
    private float top;

    LineChart(Paper paper, Brief brief, BriefWords words, Brief.Series series) {
        this.paper = paper;
        this.brief = brief;
        this.words = words;
        this.plot = SeriesPlot.of(series, brief.span());
        float widest = 0;
        for (var mark : plot.ticks().marks()) {
            widest = Math.max(widest, paper.width(words.tick(mark), AXIS));
        }
        this.left = Paper.LEFT + widest + 6;
    }

    void draw() {
        paper.need(HEIGHT);
        caption();
        if (plot.series().points().isEmpty()) {
            paper.paragraph(words.text("chart.empty"), Style.BODY);
        } else {
            top = paper.y();
            gaps();
            paper.canvas().clipped(left, top, right - left, PLOT, this::band);
            valueAxis();
            lines();
            coverageStrip();
            timeAxis();
            paper.down(PLOT + STRIP + 20);
            legend();
            summary();
        }
        Footnote.draw(paper, words.footnote(plot.series().trust()));
        paper.down(12);
    }

    private void caption() {
        var series = plot.series();
        paper.title(series.name());
        String what = words.withUnit(series.metric().label(), unitInBrackets());
        String window = words.length(series.window());
        String caption = series.window().equals(series.step())
                ? words.text("chart.caption", what, window)
                : words.text("chart.caption.sliding", what, window, words.length(series.step()));
        for (String line : paper.wrap(caption, Paper.WIDTH, 2, Style.SMALL)) {
            paper.canvas().text(Paper.LEFT, paper.y() + Style.SMALL.size(), line, Style.SMALL);
            paper.down(Style.SMALL.leading());
        }
        paper.down(8);
    }

    private String unitInBrackets() {
        String unit = plot.series().metric().unit();
        return unit.isEmpty() ? "" : "(" + unit + ")";
    }

    private void gaps() {
        for (var gap : plot.gaps()) {
            float from = x(plot.share(gap.start()));
            float to = x(plot.share(gap.end()));
            paper.canvas().area(from, top, to - from, PLOT, Ink.PALE);
            paper.canvas().hatch(from, top, to - from, PLOT, Ink.RULE);
        }
    }

    private void band() {
        if (plot.series().shown() != Stats.Shown.MEAN) {
            return;
        }
        for (var run : plot.runs()) {
            var upper = new ArrayList<Spot>();
            var lower = new ArrayList<Spot>();
            for (var point : run) {
                Double mean = point.stats().mean();
                Double sd = point.stats().sd();
                if (mean == null || sd == null) {
                    area(upper, lower);
                } else {
                    float x = x(plot.position(point));
                    upper.add(new Spot(x, y(mean + sd)));
                    lower.addFirst(new Spot(x, y(mean - sd)));
                }
            }
            area(upper, lower);
        }
    }

    /** Fills what was collected and starts anew. A lone window gets a narrow column. */
    private void area(List<Spot> upper, List<Spot> lower) {
        if (upper.size() == 1) {
            var up = upper.getFirst();
            paper.canvas().area(up.x() - 1.5f, up.y(), 3, lower.getFirst().y() - up.y(), Ink.BAND);
        } else if (!upper.isEmpty()) {
            upper.addAll(lower);
            paper.canvas().polygon(Ink.BAND, upper);
        }
        upper.clear();
        lower.clear();
    }

    private void valueAxis() {
        for (var mark : plot.ticks().marks()) {
            float y = y(mark.doubleValue());
            boolean zero = mark.signum() == 0;
            paper.canvas()
                    .line(
                            zero ? 0.8f : 0.4f,
                            zero ? Ink.GAP : Ink.RULE,
                            List.of(new Spot(left, y), new Spot(right, y)));
            paper.canvas().textRight(left - 4, y + 2.5f, words.tick(mark), AXIS);
        }
    }

    private void lines() {
        for (var run : plot.runs()) {
            for (int i = 0; i + 1 < run.size(); ) {
                boolean provisional = provisional(run.get(i)) || provisional(run.get(i + 1));
                int end = i + 1;
                while (end + 1 < run.size()
                        && (provisional(run.get(end)) || provisional(run.get(end + 1))) == provisional) {
                    end++;
                }
                var spots = run.subList(i, end + 1).stream().map(this::spot).toList();
                if (provisional) {
                    paper.canvas().dashed(1.2f, Ink.LINE, spots);
                } else {
                    paper.canvas().line(1.4f, Ink.LINE, spots);
                }
                i = end;
            }
            for (var point : run) {
                var spot = spot(point);
                if (point.finality() == Finality.REVISED) {
                    paper.canvas().dot(spot.x(), spot.y(), 1.9f, Ink.WHITE, Ink.LINE);
                } else if (run.size() == 1) {
                    paper.canvas().dot(spot.x(), spot.y(), 1.7f, Ink.LINE, Ink.LINE);
                }
            }
        }
    }

    private static boolean provisional(Brief.Point point) {
        return point.finality() == Finality.PROVISIONAL;
    }

    /** Neighbours of one kind are drawn as one, so that a year of minutes stays a small document. */
    private void coverageStrip() {
        var points = plot.series().points();
        float y = top + PLOT + 3;
        paper.canvas().frame(left, y, right - left, STRIP, 0.3f, Ink.RULE);
        for (int i = 0; i < points.size(); ) {
            Cover cover = SeriesPlot.cover(points.get(i).coverage(), brief.coverageFloor());
            int end = i;
            while (end + 1 < points.size()
                    && SeriesPlot.cover(points.get(end + 1).coverage(), brief.coverageFloor()) == cover
                    && plot.slot(points.get(end))
                            .end()
                            .equals(plot.slot(points.get(end + 1)).start())) {
                end++;
            }
            float from = x(plot.share(plot.slot(points.get(i)).start()));
            float to = x(plot.share(plot.slot(points.get(end)).end()));
            paper.canvas().area(from, y, to - from, STRIP, ink(cover));
            i = end + 1;
        }
    }

    private static Ink ink(Cover cover) {
        return switch (cover) {
            case ENOUGH -> Ink.COVERED;
            case TOO_LITTLE -> Ink.RED;
            case UNKNOWN -> Ink.RULE;
        };
    }

    private void timeAxis() {
        float y = top + PLOT + STRIP + 3;
        boolean day = Hours.needDay(plot.axis());
        float free = Paper.LEFT - 10;
        for (var mark : Hours.marks(plot.axis(), brief.zone(), day ? 9 : 13)) {
            float x = x(plot.share(mark));
            String label =
                    day ? words.axisDay(mark) : words.axisTime(mark, plot.axis().end());
            float wide = paper.width(label, AXIS);
            paper.canvas().line(0.5f, Ink.GAP, List.of(new Spot(x, y), new Spot(x, y + 3)));
            float at = Math.min(x - wide / 2, Paper.RIGHT - wide);
            if (at > free) {
                paper.canvas().text(at, y + 11, label, AXIS);
                free = at + wide + 4;
            }
        }
    }

    private void legend() {
        var legend = new Legend(paper, left);
        legend.line(words.text("chart.legend.value"), false);
        if (plot.hasBand()) {
            legend.box(words.text("chart.legend.band"), Ink.BAND);
        }
        if (plot.any(Finality.PROVISIONAL)) {
            legend.line(words.text("chart.legend.provisional"), true);
        }
        if (plot.any(Finality.REVISED)) {
            legend.ring(words.text("chart.legend.revised"));
        }
        if (!plot.absent().isEmpty()) {
            legend.hatched(words.text("chart.legend.gap"));
        }
        legend.box(words.text("chart.legend.coverage"), Ink.COVERED);
        if (covers(Cover.TOO_LITTLE)) {
            legend.box(words.text("chart.legend.incomplete", words.percent(brief.coverageFloor())), Ink.RED);
        }
        if (covers(Cover.UNKNOWN)) {
            legend.box(words.coverage(null), Ink.RULE);
        }
        legend.end();
    }

    private boolean covers(Cover kind) {
        return plot.series().points().stream()
                .anyMatch(point -> SeriesPlot.cover(point.coverage(), brief.coverageFloor()) == kind);
    }

    private void summary() {
        var parts = new ArrayList<String>();
        parts.add(new Extremes(plot.series()).inWords(words, Hours.needDay(plot.axis())));
        if (!plot.absent().isEmpty()) {
            parts.add(words.text("chart.gaps", words.count(plot.absent().size()), words.count(plot.expected())));
        }
        if (!plot.ticks().startsAtZero()) {
            parts.add(words.text("chart.axis.cut"));
        }
        if (plot.bandCut()) {
            parts.add(words.text("chart.band.cut"));
        }
        paper.paragraph(String.join(" ", parts).strip(), Style.SMALL.in(Ink.TEXT));
    }

    private Spot spot(Brief.Point point) {
        Double value = point.stats().value(plot.series().shown());
        return new Spot(x(plot.position(point)), y(Objects.requireNonNull(value, "runs hold values only")));
    }

    private float x(double share) {
        return (float) (left + share * (right - left));
    }

    private float y(double value) {
        // far outside of the axis is as good as just outside, and a page has no room for infinity
        return (float) (top + PLOT - Math.clamp(plot.level(value), -2.0, 3.0) * PLOT);
    }
}
