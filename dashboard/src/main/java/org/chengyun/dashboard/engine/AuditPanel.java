package org.chengyun.dashboard.engine;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.server.VaadinService;
import io.quarkus.logging.Log;
import java.util.Map;
import org.chengyun.dashboard.access.Viewer;
import org.chengyun.dashboard.live.Push;
import org.chengyun.dashboard.words.Notation;

/** The audits, and for operators a button that makes one now. Not thread-safe: the session lock guards it. */
final class AuditPanel extends Section {
    private final EngineStatus engine;
    private final String account;
    private final NativeButton run = new NativeButton();
    private final Paragraph message = new Paragraph();
    private final AuditTable table;
    private Map<String, String> names = Map.of();

    AuditPanel(EngineStatus engine, Notation notation, Viewer viewer) {
        this.engine = engine;
        this.account = viewer.name();
        this.table = new AuditTable(notation);
        addClassName("cy-audits");
        run.setText(getTranslation("audit.run"));
        run.setId("run-audit");
        run.addClassNames("cy-button", "primary");
        message.addClassName("message");
        message.getElement().setAttribute("role", "status");
        var head = new Div(new Paragraph(getTranslation("audit.intro")));
        head.addClassName("cy-page-head");
        if (viewer.roles().contains("operator")) {
            run.addClickListener(click -> run());
            head.add(run);
        }
        add(new H2(getTranslation("audit.title")), head, message, table);
    }

    /** What the datasets are called. */
    void name(Map<String, String> labels) {
        if (!labels.equals(names)) {
            names = labels;
            list();
        }
    }

    void list() {
        try {
            table.show(engine.audits(), names);
        } catch (RuntimeException e) {
            // whatever it is, the rest of the page still serves its reader
            Log.error("audits cannot be listed", e);
            message.setText(getTranslation("audit.unreadable"));
        }
    }

    private void run() {
        UI ui = UI.getCurrent();
        run.setEnabled(false);
        message.setText(getTranslation("audit.running"));
        VaadinService.getCurrent().getExecutor().execute(() -> run(ui));
    }

    private void run(UI ui) {
        try {
            engine.audit(account);
            Push.onPage(ui, () -> finish(""));
        } catch (RuntimeException e) {
            // the person who pressed the button must learn of it whatever it is
            Log.error("the audit cannot be made", e);
            Push.onPage(ui, () -> finish(getTranslation("audit.failed", String.valueOf(e.getMessage()))));
        }
    }

    private void finish(String said) {
        run.setEnabled(true);
        message.setText(said);
        list();
    }
}
