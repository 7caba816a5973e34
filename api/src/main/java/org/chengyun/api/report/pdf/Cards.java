package org.chengyun.api.report.pdf;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.Stats;
import org.chengyun.api.report.TrustSummary;
import org.chengyun.api.trust.Trust;

/** Draws the key figures as cards, three in a row, and their footnotes below. */
final class Cards {
    private static final int PER_ROW = 3;
    private static final float GAP = 10;
    private static final float WIDTH = (Paper.WIDTH - (PER_ROW - 1) * GAP) / PER_ROW;
    private static final float PAD = 9;
    private static final float INNER = WIDTH - 2 * PAD;
    private static final Style LABEL = Style.bold(8.5f, Ink.TEXT);
    private static final Style VALUE = Style.bold(19, Ink.NAVY);

    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;

    Cards(Paper paper, Brief brief, BriefWords words) {
        this.paper = paper;
        this.brief = brief;
        this.words = words;
    }

    void draw() {
        var figures = brief.keyFigures();
        for (int first = 0; first < figures.size(); first += PER_ROW) {
            row(figures.subList(first, Math.min(first + PER_ROW, figures.size())), first + 1);
        }
        notes();
    }

    /** Cards beside each other are as high as the fullest of them, and their values stand on one line. */
    private void row(List<Brief.KeyFigure> figures, int firstNote) {
        var labels = figures.stream()
                .map(figure -> paper.wrap(figure.metric().label(), INNER, 2, LABEL))
                .toList();
        var details = figures.stream().map(this::details).toList();
        float valueAt = PAD + 11 + most(labels) * LABEL.leading() + 22;
        float height = valueAt + 6 + most(details) * Style.NOTE.leading() + 20;
        paper.need(height);
        for (int i = 0; i < figures.size(); i++) {
            float x = Paper.LEFT + i * (WIDTH + GAP);
            var figure = figures.get(i);
            board(x, height, incomplete(figure.trust()));
            String dataset =
                    paper.wrap(figure.metric().dataset(), INNER, 1, Style.NOTE).getFirst();
            paper.canvas().text(x + PAD, paper.y() + PAD + 7, dataset, Style.NOTE);
            lines(x + PAD, paper.y() + PAD + 11, labels.get(i), LABEL);
            value(x + PAD, paper.y() + valueAt, figure);
            lines(x + PAD, paper.y() + valueAt + 6, details.get(i), Style.NOTE);
            chip(x + PAD, paper.y() + height - 8, figure.trust(), firstNote + i);
        }
        paper.down(height + GAP);
    }

    private static int most(List<List<String>> texts) {
        return texts.stream().mapToInt(List::size).max().orElse(0);
    }

    private void board(float x, float height, boolean incomplete) {
        paper.canvas().area(x, paper.y(), WIDTH, height, incomplete ? Ink.RED_PALE : Ink.PALE);
        paper.canvas().area(x, paper.y(), 2.5f, height, incomplete ? Ink.RED : Ink.LINE);
    }

    private void lines(float x, float top, List<String> lines, Style style) {
        float y = top;
        for (String line : lines) {
            paper.canvas().text(x, y + style.size(), line, style);
            y += style.leading();
        }
    }

    /** The value as large as the card allows; a number is never cut off. */
    private void value(float x, float y, Brief.KeyFigure figure) {
        if (!figure.hasValue()) {
            paper.canvas().text(x, y, words.text("figures.none"), VALUE.in(Ink.QUIET));
            return;
        }
        Double value = figure.stats().value(figure.shown());
        String number = value == null ? "" : words.value(figure.shown(), value);
        String unit = figure.metric().unit();
        var style = VALUE;
        var unitStyle = Style.regular(9, Ink.QUIET);
        float unitWidth = unit.isEmpty() ? 0 : paper.width(unit, unitStyle) + 4;
        while (style.size() > 8 && paper.width(number, style) + Math.min(unitWidth, INNER / 3) > INNER) {
            style = style.sized(style.size() - 0.5f);
        }
        paper.canvas().text(x, y, number, style);
        float used = paper.width(number, style) + 4;
        if (!unit.isEmpty()) {
            String fitting = paper.wrap(unit, INNER - used, 1, unitStyle).getFirst();
            paper.canvas().text(x + used, y, fitting, unitStyle);
        }
    }

    private List<String> details(Brief.KeyFigure figure) {
        var lines = new ArrayList<String>();
        if (figure.hasValue()) {
            Double sd = figure.stats().sd();
            String n = words.count(figure.stats().n());
            if (figure.shown() == Stats.Shown.MEAN && sd != null) {
                lines.addAll(paper.wrap(words.text("figures.spread", words.measure(sd), n), INNER, 1, Style.NOTE));
            } else if (figure.shown() != Stats.Shown.COUNT) {
                lines.addAll(paper.wrap(words.text("figures.observations", n), INNER, 1, Style.NOTE));
            }
            String comparison = comparison(figure);
            if (!comparison.isEmpty()) {
                lines.addAll(paper.wrap(comparison, INNER, 2, Style.NOTE));
            }
        }
        return lines;
    }

    /** A change is only named where both numbers are complete enough to be compared. */
    private String comparison(Brief.KeyFigure figure) {
        var earlier = figure.comparison();
        Double value = figure.stats().value(figure.shown());
        if (earlier == null || value == null) {
            return "";
        }
        String day = words.shortDay(earlier.day());
        String then = words.value(figure.shown(), earlier.value());
        if (incomplete(figure.trust()) || incomplete(earlier.trust())) {
            return words.text("figures.change.unsure", day, then);
        }
        if (earlier.value() == 0) {
            return words.text("figures.earlier", day, then);
        }
        double change = (value - earlier.value()) / Math.abs(earlier.value());
        return words.text("figures.change", words.change(change), day, then);
    }

    private void chip(float x, float y, Trust trust, int note) {
        var ink = ink(trust);
        paper.canvas().dot(x + 2.5f, y - 2.5f, 2.2f, ink, ink);
        String number = "[" + note + "]";
        float room = INNER - 9 - paper.width(number, Style.NOTE) - 4;
        String chip = paper.wrap(words.chip(trust), room, 1, Style.NOTE).getFirst();
        paper.canvas().text(x + 9, y, chip, Style.NOTE.in(incomplete(trust) ? Ink.RED : Ink.TEXT));
        paper.canvas().textRight(x + INNER, y, number, Style.NOTE);
    }

    private Ink ink(Trust trust) {
        if (incomplete(trust)) {
            return Ink.RED;
        }
        if (trust.coverage() == null) {
            return Ink.GAP;
        }
        return switch (trust.finality()) {
            case FINAL -> Ink.GREEN;
            case PROVISIONAL -> Ink.AMBER;
            case REVISED -> Ink.LINE;
        };
    }

    private void notes() {
        var figures = brief.keyFigures();
        if (figures.isEmpty()) {
            return;
        }
        paper.need(30);
        paper.paragraph(words.text("figures.notes"), Style.bold(7.5f, Ink.QUIET));
        for (int i = 0; i < figures.size(); i++) {
            var figure = figures.get(i);
            String covers =
                    figure.span().equals(brief.span()) ? "" : " " + words.text("top.span", words.span(figure.span()));
            Footnote.numbered(
                    paper,
                    i + 1,
                    words.text("note.item", figure.metric().label(), words.footnote(figure.trust())) + covers);
        }
        paper.down(6);
    }

    private boolean incomplete(Trust trust) {
        return TrustSummary.isIncomplete(trust.coverage(), brief.coverageFloor());
    }
}
