package org.chengyun.dashboard.quarantine;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Consumer;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** The groups as a table; on a phone each row becomes a card. */
final class GroupTable extends Div {
    private static final List<String> COLUMNS = List.of("reason", "dataset", "feed", "records", "last", "look");

    private final Notation notation;
    private final Consumer<QuarantineGroup> onLook;
    private final NativeTableBody body = new NativeTableBody();
    private final Div empty = new Div();

    GroupTable(Notation notation, Consumer<QuarantineGroup> onLook) {
        this.notation = notation;
        this.onLook = onLook;
        addClassNames("cy-reports", "cy-groups");
        var heads = new NativeTableRow();
        COLUMNS.forEach(column -> heads.add(new NativeTableHeaderCell(getTranslation("quarantine.column." + column))));
        empty.setText(getTranslation("quarantine.none"));
        empty.addClassName("cy-empty");
        add(new NativeTable(new NativeTableHeader(heads), body), empty);
    }

    void show(List<QuarantineGroup> groups, @Nullable QuarantineGroup chosen) {
        body.removeAll();
        for (QuarantineGroup group : groups) {
            NativeTableRow row = row(group);
            row.setClassName("chosen", chosen != null && isSame(group, chosen));
            body.add(row);
        }
        empty.setVisible(groups.isEmpty());
    }

    static boolean isSame(QuarantineGroup one, QuarantineGroup other) {
        return one.dataset().equals(other.dataset())
                && one.feed().equals(other.feed())
                && one.stage().equals(other.stage())
                && one.reason().equals(other.reason());
    }

    private NativeTableRow row(QuarantineGroup group) {
        var row = new NativeTableRow();
        List<Component> cells = List.of(
                reason(group),
                new Span(group.dataset()),
                feed(group),
                new Span(notation.number(group.records())),
                new Span(notation.moment(group.last())),
                look(group));
        for (int i = 0; i < cells.size(); i++) {
            var cell = row.addDataCell();
            cell.add(cells.get(i));
            cell.addClassName(COLUMNS.get(i));
            cell.getElement().setAttribute("data-label", getTranslation("quarantine.column." + COLUMNS.get(i)));
        }
        return row;
    }

    private Div reason(QuarantineGroup group) {
        boolean chinese = Language.of(notation.locale()) == Language.ZH_CN;
        var code = new Span(group.reason());
        code.addClassName("code");
        return new Div(
                code,
                new Span(chinese ? group.meaning().zhCn() : group.meaning().en()));
    }

    /** Ids of loads are hashes: their begin tells them apart, the whole is there to be looked at. */
    private static Span feed(QuarantineGroup group) {
        var feed = new Span(group.feed());
        feed.addClassName("feed");
        feed.getElement().setAttribute("title", group.feed());
        return feed;
    }

    private NativeButton look(QuarantineGroup group) {
        var look = new NativeButton(getTranslation("quarantine.look"));
        look.addClassName("cy-button");
        look.setAriaLabel(getTranslation("quarantine.look.label", group.reason(), group.feed()));
        look.addClickListener(click -> onLook.accept(group));
        return look;
    }
}
