package org.chengyun.dashboard.engine;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.List;
import org.chengyun.api.engine.EngineAnswer.Cut;
import org.chengyun.api.engine.EngineAnswer.OfDataset;
import org.chengyun.api.engine.EngineAnswer.Partition;
import org.chengyun.dashboard.frame.Icon;
import org.chengyun.dashboard.live.TextTable;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Lengths;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** One dataset: how far it is, what it waits for, its partitions and newest cuts. Changed in place. */
final class DatasetCard extends Section {
    private static final String NOTHING = "–";

    private final Notation notation;
    private final Lengths lengths;
    private final Span label = new Span();
    private final Figure watermark = new Figure("engine.watermark");
    private final Figure lag = new Figure("engine.lag");
    private final Figure rate = new Figure("engine.rate");
    private final Paragraph open = new Paragraph();
    private final TextTable partitions =
            new TextTable("engine.partitions.", List.of("number", "newest", "behind", "active", "offset"), 1);
    private final TextTable cuts = new TextTable(
            "engine.cuts.",
            List.of(
                    "cut",
                    "at",
                    "kind",
                    "in",
                    "counted",
                    "filtered",
                    "duplicates",
                    "quarantined",
                    "late",
                    "fold",
                    "commit"),
            3);

    DatasetCard(Notation notation, String dataset) {
        this.notation = notation;
        this.lengths = new Lengths(notation);
        addClassName("cy-domain");
        getElement().setAttribute("dataset", dataset);
        var head = new H2(Icon.ofDataset(dataset).create(), label);
        var figures = new Div(watermark, lag, rate);
        figures.addClassName("cy-engine-figures");
        open.addClassName("open");
        var left = new Div(new H3(getTranslation("engine.partitions")), partitions);
        var right = new Div(new H3(getTranslation("engine.cuts")), cuts);
        var tables = new Div(left, right);
        tables.addClassName("tables");
        add(head, figures, open, tables);
    }

    void show(OfDataset dataset) {
        boolean chinese = Language.of(notation.locale()) == Language.ZH_CN;
        label.setText(chinese ? dataset.label().zhCn() : dataset.label().en());
        showFigures(dataset);
        var because = dataset.open();
        open.setVisible(because != null);
        if (because != null) {
            String reason = chinese ? because.text().zhCn() : because.text().en();
            open.setText(getTranslation("engine.open", notation.moment(because.end()), reason));
        }
        partitions.show(dataset.partitions().stream().map(this::row).toList());
        cuts.show(dataset.cuts().stream().map(this::row).toList());
    }

    private void showFigures(OfDataset dataset) {
        Instant reached = dataset.watermark();
        Double behindS = dataset.watermarkLagS();
        watermark.show(
                reached == null ? NOTHING : notation.moment(reached),
                behindS == null
                        ? getTranslation("engine.watermark.none")
                        : getTranslation("engine.watermark.behind", lengths.text(behindS)));
        Long records = dataset.lagRecords();
        lag.show(
                records == null ? NOTHING : notation.number(records),
                getTranslation(records == null ? "engine.lag.unknown" : "engine.lag.records"));
        rate.show(notation.number(dataset.eventsPerSecond()), getTranslation("engine.rate.minute"));
    }

    private TextTable.Row row(Partition partition) {
        return new TextTable.Row(
                partition.idle() ? "idle" : "",
                List.of(
                        Integer.toString(partition.partition()),
                        moment(partition.newestEventTime()),
                        partition.behindS() == null ? NOTHING : lengths.text(partition.behindS()),
                        active(partition),
                        notation.number(partition.nextOffset())));
    }

    private String active(Partition partition) {
        Instant at = partition.activeAt();
        if (at == null) {
            return getTranslation("engine.never");
        }
        return partition.idle() ? getTranslation("engine.idle", moment(at)) : moment(at);
    }

    private TextTable.Row row(Cut cut) {
        boolean close = cut.kind().equals("close");
        return new TextTable.Row(
                cut.kind(),
                List.of(
                        notation.number(cut.cut()),
                        notation.clock(cut.committedAt()),
                        getTranslation("engine.cut." + cut.kind()),
                        close ? "" : notation.number(cut.eventsIn()),
                        close ? "" : notation.number(cut.counted()),
                        close ? "" : notation.number(cut.filtered()),
                        close ? "" : notation.number(cut.duplicates()),
                        close ? "" : notation.number(cut.quarantined()),
                        close ? "" : notation.number(cut.late()),
                        close ? "" : notation.number((long) cut.foldMs()),
                        notation.number((long) cut.commitMs())));
    }

    private String moment(@Nullable Instant instant) {
        return instant == null ? NOTHING : notation.moment(instant);
    }

    /** A number with what it is above and what it means below. */
    private static final class Figure extends Div {
        private final Span value = new Span();
        private final Span detail = new Span();

        Figure(String key) {
            addClassName("figure");
            var name = new Span(getTranslation(key));
            name.addClassName("label");
            value.addClassName("value");
            detail.addClassName("detail");
            add(name, value, detail);
        }

        void show(String text, String below) {
            value.setText(text);
            detail.setText(below);
        }
    }
}
