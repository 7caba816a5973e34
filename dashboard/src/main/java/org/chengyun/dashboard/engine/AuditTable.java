package org.chengyun.dashboard.engine;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chengyun.api.audit.Audit;
import org.chengyun.api.audit.Fault;
import org.chengyun.api.audit.Verdict;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.dashboard.trust.Kept;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** The audits as a table; below one that found faults or could not look at everything, each of that in a sentence. */
final class AuditTable extends Div {
    private static final List<String> COLUMNS = List.of("verdict", "dataset", "span", "cuts", "events", "by", "at");
    private static final int FAULTS_SHOWN = 5;

    private final Notation notation;
    private final NativeTableBody body = new NativeTableBody();
    private final Div empty = new Div();

    AuditTable(Notation notation) {
        this.notation = notation;
        addClassName("cy-reports");
        var heads = new NativeTableRow();
        COLUMNS.forEach(column -> heads.add(new NativeTableHeaderCell(getTranslation("audit.column." + column))));
        empty.setText(getTranslation("audit.none"));
        empty.addClassName("cy-empty");
        add(new NativeTable(new NativeTableHeader(heads), body), empty);
    }

    /** @param names of the datasets; one that is not known stands for itself */
    void show(List<Audit> audits, Map<String, String> names) {
        body.removeAll();
        for (Audit audit : audits) {
            body.add(row(audit, names.getOrDefault(audit.dataset(), audit.dataset())));
            Verdict verdict = audit.verdict();
            if (verdict != null && (!verdict.conserved() || verdict.keptFrom() != null)) {
                body.add(notes(verdict));
            }
        }
        empty.setVisible(audits.isEmpty());
    }

    private NativeTableRow row(Audit audit, String dataset) {
        Verdict verdict = audit.verdict();
        var row = new NativeTableRow();
        List<Component> cells = List.of(
                state(audit),
                new Span(dataset),
                new Span(span(audit)),
                new Span(verdict == null ? "–" : notation.number(verdict.cuts())),
                new Span(verdict == null ? "–" : notation.number(verdict.eventsIn())),
                new Span(audit.day() != null ? getTranslation("audit.schedule") : audit.askedBy()),
                new Span(notation.moment(audit.startedAt())));
        for (int i = 0; i < cells.size(); i++) {
            var cell = row.addDataCell();
            cell.add(cells.get(i));
            cell.getElement().setAttribute("data-label", getTranslation("audit.column." + COLUMNS.get(i)));
        }
        return row;
    }

    private Span state(Audit audit) {
        String word = audit.state().name().toLowerCase(Locale.ROOT);
        var dot = new Span();
        dot.addClassNames("dot", word);
        var state = new Span(dot, new Span(getTranslation("audit.state." + word)));
        state.addClassName("verdict");
        if (audit.reason() != null) {
            state.getElement().setAttribute("title", audit.reason());
        }
        return state;
    }

    private String span(Audit audit) {
        if (audit.day() != null) {
            return notation.day(audit.day());
        }
        if (audit.from() == null && audit.to() == null) {
            return getTranslation("audit.everything");
        }
        return moment(audit.from()) + " – " + moment(audit.to());
    }

    private String moment(@Nullable Instant instant) {
        return instant == null ? "…" : notation.moment(instant);
    }

    /** What was not looked at, then the faults. */
    private NativeTableRow notes(Verdict verdict) {
        var list = new UnorderedList();
        Instant keptFrom = verdict.keptFrom();
        if (keptFrom != null) {
            list.add(new ListItem(new Kept(keptFrom, "cuts").text(this, notation)));
        }
        int notes = list.getComponentCount();
        for (Fault fault : verdict.faults()
                .subList(0, Math.min(FAULTS_SHOWN, verdict.faults().size()))) {
            list.add(new ListItem(text(fault.text())));
        }
        long untold = verdict.faultCount() - (list.getComponentCount() - notes);
        if (untold > 0) {
            list.add(new ListItem(getTranslation("audit.more", notation.number(untold))));
        }
        var row = new NativeTableRow();
        row.addClassName(verdict.conserved() ? "notes" : "faults");
        var cell = row.addDataCell();
        cell.getElement().setAttribute("colspan", String.valueOf(COLUMNS.size()));
        cell.add(list);
        return row;
    }

    private String text(MetricDefinition.Text text) {
        return Language.of(notation.locale()) == Language.ZH_CN ? text.zhCn() : text.en();
    }
}
