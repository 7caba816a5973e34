package org.chengyun.dashboard.reports;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import org.chengyun.dashboard.frame.Icon;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Notation;

/** The runs as a table; on a phone each row becomes a card. */
final class ReportTable extends Div {
    private static final List<String> COLUMNS = List.of("day", "language", "made", "by", "trust", "files");
    private static final List<String> FORMATS = List.of("pdf", "xlsx", "csv");

    private final Notation notation;
    private final NativeTableBody body = new NativeTableBody();
    private final Div empty = new Div();

    ReportTable(Notation notation) {
        this.notation = notation;
        addClassName("cy-reports");
        var heads = new NativeTableRow();
        COLUMNS.forEach(column -> heads.add(new NativeTableHeaderCell(getTranslation("reports.column." + column))));
        empty.setText(getTranslation("reports.none"));
        empty.addClassName("cy-empty");
        add(new NativeTable(new NativeTableHeader(heads), body), empty);
    }

    void show(List<ReportRun> runs) {
        body.removeAll();
        runs.forEach(run -> body.add(row(run)));
        empty.setVisible(runs.isEmpty());
    }

    private NativeTableRow row(ReportRun run) {
        var row = new NativeTableRow();
        List<Component> cells = List.of(
                new Span(notation.day(run.day())),
                new Span(Language.of(run.locale()).shortName()),
                new Span(notation.moment(run.madeAt())),
                new Span(run.madeBy() == null ? getTranslation("reports.schedule") : run.madeBy()),
                trust(run),
                files(run));
        for (int i = 0; i < cells.size(); i++) {
            var cell = row.addDataCell();
            cell.add(cells.get(i));
            cell.getElement().setAttribute("data-label", getTranslation("reports.column." + COLUMNS.get(i)));
        }
        return row;
    }

    private Span trust(ReportRun run) {
        Double share = run.coverageShare();
        String covered = share == null ? getTranslation("trust.coverage.none") : notation.percent(share);
        return new Span(String.join(
                " · ",
                covered,
                getTranslation("chart." + run.finality().word()),
                getTranslation("trust.cut", notation.number(run.cut()))));
    }

    private Div files(ReportRun run) {
        var files = new Div();
        files.addClassName("files");
        for (String format : FORMATS) {
            var link = new Anchor(run.href(format), "");
            link.add(Icon.DOWNLOAD.create(), new Span(format.toUpperCase(Locale.ROOT)));
            link.setTarget(AnchorTarget.DEFAULT);
            // the router must not take an address of the API for a view
            link.setRouterIgnore(true);
            link.getElement().setAttribute("download", true);
            link.setAriaLabel(
                    getTranslation("reports.download", format.toUpperCase(Locale.ROOT), notation.day(run.day())));
            files.add(link);
        }
        return files;
    }
}
