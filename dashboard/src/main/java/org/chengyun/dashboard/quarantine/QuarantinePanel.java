package org.chengyun.dashboard.quarantine;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.quarkus.logging.Log;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.chengyun.api.quarantine.QuarantineService.Reader;
import org.chengyun.dashboard.access.Viewer;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** The content of the quarantine page. Not thread-safe: the session lock guards it. */
final class QuarantinePanel extends Div {
    private final QuarantineDesk desk;
    private final Notation notation;
    private final Reader reader;
    private final Paragraph message = new Paragraph();
    private final Anchor all = new Anchor("quarantine", "");
    private final GroupTable table;
    private final OpenReplays open;
    private final Div detail = new Div();
    private Filter filter = Filter.NONE;
    private @Nullable GroupPanel opened;

    QuarantinePanel(QuarantineDesk desk, Notation notation, Viewer viewer) {
        this.desk = desk;
        this.notation = notation;
        this.reader = new Reader(viewer.name(), viewer.roles().contains("admin"));
        this.table = new GroupTable(notation, this::open);
        this.open = new OpenReplays(desk, notation, reader.account());
        addClassName("cy-quarantine");
        message.addClassName("message");
        all.setText(getTranslation("quarantine.all"));
        all.addClassName("cy-button");
        var head = new Div(new Paragraph(getTranslation("quarantine.intro")), all);
        head.addClassName("cy-page-head");
        add(head, message, open, table, detail);
    }

    /** Shows what the address asks for, and opens it if it is one group. */
    void show(Filter wanted) {
        filter = wanted;
        opened = null;
        detail.removeAll();
        all.setVisible(!wanted.isNone());
        List<QuarantineGroup> groups = list();
        if (!wanted.isNone() && !groups.isEmpty()) {
            open(groups.getFirst());
        }
    }

    private List<QuarantineGroup> list() {
        try {
            List<QuarantineGroup> groups =
                    desk.groups().stream().filter(filter::takes).toList();
            table.show(groups, opened == null ? null : opened.group());
            open.read();
            message.setText("");
            return groups;
        } catch (RuntimeException e) {
            // whatever it is, the page must say so
            Log.error("the quarantine cannot be read", e);
            message.setText(getTranslation("quarantine.unreadable"));
            return List.of();
        }
    }

    private void open(QuarantineGroup group) {
        var panel = new GroupPanel(desk, notation, reader, group, this::replayed);
        opened = panel;
        detail.removeAll();
        detail.add(panel);
        panel.read();
        list();
    }

    /** The group that was replayed stays on the page with what came of it, also if it holds nothing any more. */
    private void replayed() {
        list();
        Optional.ofNullable(opened).ifPresent(GroupPanel::read);
    }
}
