package org.chengyun.api.report.pdf;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.LinkedHashSet;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefRenderer;
import org.chengyun.api.report.BriefWords;

/** The order of the parts of one document. */
final class BriefDocument {
    private static final float BANNER = 92;

    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;

    BriefDocument(Paper paper, Brief brief) {
        this.paper = paper;
        this.brief = brief;
        this.words = BriefWords.of(brief);
    }

    byte[] write() throws IOException {
        describe();
        banner();
        new CoverNote(paper, brief, words).draw();
        if (!brief.keyFigures().isEmpty()) {
            paper.heading(words.text("figures.heading"), 110);
            new Cards(paper, brief, words).draw();
        }
        datasets();
        values();
        new Definitions(paper, brief, words).draw();
        return paper.finish(this::margins);
    }

    private void banner() {
        var canvas = paper.canvas();
        float page = PDRectangle.A4.getWidth();
        canvas.area(0, 0, page, BANNER, Ink.NAVY);
        canvas.area(0, BANNER, page, 3, Ink.LINE);
        canvas.text(
                Paper.LEFT,
                26,
                shortened(brief.city(), Paper.WIDTH, Style.regular(10, Ink.MIST)),
                Style.regular(10, Ink.MIST));
        var title = Style.bold(22, Ink.WHITE);
        while (title.size() > 13 && paper.width(brief.title(), title) > Paper.WIDTH) {
            title = title.sized(title.size() - 1);
        }
        canvas.text(Paper.LEFT, 52, shortened(brief.title(), Paper.WIDTH, title), title);
        var sub = Style.regular(10, Ink.WHITE);
        canvas.text(
                Paper.LEFT,
                70,
                words.text("subtitle", words.period(brief), brief.zone().getId()),
                sub);
        canvas.text(Paper.LEFT, 84, madeFrom(), Style.regular(7.5f, Ink.MIST));
        paper.down(BANNER + 14 - paper.y());
    }

    private String madeFrom() {
        return words.text(
                "made.from",
                words.id(brief.cut().id()),
                words.moment(brief.cut().committedAt()));
    }

    /** Charts, top lists and spreads, grouped by dataset in order of appearance. */
    private void datasets() {
        var datasets = new LinkedHashSet<String>();
        brief.series().forEach(series -> datasets.add(series.metric().dataset()));
        brief.tops().forEach(top -> datasets.add(top.metric().dataset()));
        brief.spreads().forEach(spread -> datasets.add(spread.metric().dataset()));
        for (String dataset : datasets) {
            // Room for the chart that follows: a heading alone at the foot of a page is lost.
            paper.heading(dataset, LineChart.HEIGHT);
            brief.series().stream()
                    .filter(series -> series.metric().dataset().equals(dataset))
                    .forEach(series -> new LineChart(paper, brief, words, series).draw());
            brief.tops().stream()
                    .filter(top -> top.metric().dataset().equals(dataset))
                    .forEach(top -> new TopTable(paper, brief, words, top).draw());
            brief.spreads().stream()
                    .filter(spread -> spread.metric().dataset().equals(dataset))
                    .forEach(spread -> new SpreadTable(paper, brief, words, spread).draw());
        }
    }

    private void values() {
        if (brief.series().stream().anyMatch(series -> !series.points().isEmpty())) {
            paper.heading(words.text("values.heading"), 90);
            brief.series().forEach(series -> new ValuesTable(paper, brief, words, series).draw());
        }
    }

    private void margins(Canvas canvas, int page, int pages) {
        float foot = PDRectangle.A4.getHeight() - 30;
        canvas.area(Paper.LEFT, foot - 12, Paper.WIDTH, 0.5f, Ink.RULE);
        canvas.text(Paper.LEFT, foot, "Chengyun · " + madeFrom() + " · " + BriefRenderer.TEMPLATE, Style.NOTE);
        canvas.textRight(Paper.RIGHT, foot, words.text("page", words.count(page), words.count(pages)), Style.NOTE);
        if (page > 1) {
            String period = words.period(brief);
            float room = Paper.WIDTH - paper.width(period, Style.SMALL) - 20;
            canvas.text(
                    Paper.LEFT, 38, shortened(brief.city() + " · " + brief.title(), room, Style.SMALL), Style.SMALL);
            canvas.textRight(Paper.RIGHT, 38, period, Style.SMALL);
            canvas.area(Paper.LEFT, 45, Paper.WIDTH, 0.5f, Ink.RULE);
        }
    }

    private String shortened(String text, float width, Style style) {
        return paper.wrap(text, width, 1, style).getFirst();
    }

    /** Everything that a library would take from the clock is taken from the cut instead. */
    private void describe() {
        var document = paper.document();
        var information = document.getDocumentInformation();
        information.setTitle(brief.title() + " · " + brief.city() + " · " + words.period(brief));
        information.setAuthor("Chengyun");
        information.setCreator("Chengyun " + BriefRenderer.TEMPLATE);
        information.setCreationDate(
                GregorianCalendar.from(brief.cut().committedAt().atZone(ZoneOffset.UTC)));
        document.setDocumentId(brief.cut().id());
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(brief.locale().toLanguageTag());
        var preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        catalog.getCOSObject().setName(COSName.PAGE_MODE, "UseOutlines");
    }
}
