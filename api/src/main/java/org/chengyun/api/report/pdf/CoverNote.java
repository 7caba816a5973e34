package org.chengyun.api.report.pdf;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.TrustSummary;

/** What must be read before the numbers: in red if any of them is incomplete, else one quiet line. */
final class CoverNote {
    private static final int MOST_NAMED = 8;
    private static final float PAD = 9;
    private static final float INNER = Paper.WIDTH - 2 * PAD - 4;
    private static final Style HEAD = Style.bold(10, Ink.RED);
    private static final Style TEXT = Style.regular(8.5f, Ink.TEXT);

    private record Line(String text, Style style) {}

    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;
    private final TrustSummary summary;

    CoverNote(Paper paper, Brief brief, BriefWords words) {
        this.paper = paper;
        this.brief = brief;
        this.words = words;
        this.summary = TrustSummary.of(brief);
    }

    void draw() {
        var lines = lines();
        float height = 2 * PAD - 3;
        for (var line : lines) {
            height += line.style.leading();
        }
        boolean red = summary.warns();
        paper.need(height);
        paper.canvas().area(Paper.LEFT, paper.y(), Paper.WIDTH, height, red ? Ink.RED_PALE : Ink.PALE);
        paper.canvas()
                .area(Paper.LEFT, paper.y(), 4, height, red ? Ink.RED : summary.settled() ? Ink.GREEN : Ink.AMBER);
        float y = paper.y() + PAD - 2;
        for (var line : lines) {
            paper.canvas().text(Paper.LEFT + PAD + 4, y + line.style.size(), line.text, line.style);
            y += line.style.leading();
        }
        paper.down(height + 6);
    }

    private List<Line> lines() {
        var lines = new ArrayList<Line>();
        String floor = words.percent(brief.coverageFloor());
        if (brief.metrics().isEmpty()) {
            add(lines, words.text("note.empty"), TEXT, 2);
            return lines;
        }
        if (summary.warns()) {
            add(lines, words.text("note.heading"), HEAD, 2);
            add(lines, words.text("note.text", floor), TEXT, 4);
            add(lines, incomplete(), TEXT.in(Ink.RED), 8);
        } else if (summary.anyKnown()) {
            add(lines, words.text("note.fine", floor), TEXT, 2);
        }
        addList(lines, "note.unknown", summary.unknown());
        addList(lines, "note.provisional", summary.provisional());
        addList(lines, "note.revised", summary.revised());
        return lines;
    }

    private String incomplete() {
        return words.list(named(summary.incomplete().stream()
                .map(item -> words.text("note.item", shortened(item.label()), words.percent(item.coverage())))
                .toList()));
    }

    private void addList(List<Line> lines, String key, List<String> labels) {
        if (!labels.isEmpty()) {
            var shortened = labels.stream().map(CoverNote::shortened).toList();
            add(lines, words.text(key, words.list(named(shortened))), TEXT, 5);
        }
    }

    private List<String> named(List<String> labels) {
        if (labels.size() <= MOST_NAMED) {
            return labels;
        }
        var named = new ArrayList<>(labels.subList(0, MOST_NAMED));
        named.add(words.text("note.more", words.count(labels.size() - MOST_NAMED)));
        return named;
    }

    private static String shortened(String label) {
        return label.codePointCount(0, label.length()) <= 48
                ? label
                : label.substring(0, label.offsetByCodePoints(0, 47)) + "…";
    }

    private void add(List<Line> lines, String text, Style style, int most) {
        paper.wrap(text, INNER, most, style).forEach(line -> lines.add(new Line(line, style)));
    }
}
