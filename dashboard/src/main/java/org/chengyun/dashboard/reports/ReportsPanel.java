package org.chengyun.dashboard.reports;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.VaadinService;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.chengyun.dashboard.words.Notation;

/** The content of the reports page. Not thread-safe: the session lock guards it. */
final class ReportsPanel extends Div {
    private static final int PAGE = 20;

    private final Reports reports;
    private final Notation notation;
    private final Clock clock;
    private final NativeButton make = new NativeButton();
    private final Paragraph message = new Paragraph();
    private final ReportTable table;
    private final NativeButton more = new NativeButton();
    private List<ReportRun> runs = List.of();
    private int shown = PAGE;

    ReportsPanel(Reports reports, Notation notation, Clock clock) {
        this.reports = reports;
        this.notation = notation;
        this.clock = clock;
        table = new ReportTable(notation);
        make.setText(getTranslation("reports.make"));
        make.setId("make-report");
        make.addClassNames("cy-button", "primary");
        make.addClickListener(click -> make());
        message.addClassName("message");
        message.getElement().setAttribute("role", "status");
        more.setText(getTranslation("reports.more"));
        more.addClassName("cy-button");
        more.addClickListener(click -> showMore());
        var head = new Div(new Paragraph(getTranslation("reports.intro")), make);
        head.addClassName("cy-page-head");
        add(head, message, table, more);
    }

    void list() {
        try {
            runs = reports.list();
        } catch (RuntimeException e) {
            // whatever it is, the rest of the page still serves its reader
            Log.error("report runs cannot be listed", e);
            message.setText(getTranslation("reports.unreadable"));
        }
        show();
    }

    private void show() {
        table.show(runs.subList(0, Math.min(shown, runs.size())));
        more.setVisible(runs.size() > shown);
    }

    private void showMore() {
        shown += PAGE;
        show();
    }

    private void make() {
        UI ui = UI.getCurrent();
        LocalDate today = clock.instant().atZone(notation.zone()).toLocalDate();
        make.setEnabled(false);
        message.setText(getTranslation("reports.making", notation.day(today)));
        VaadinService.getCurrent().getExecutor().execute(() -> make(ui, today));
    }

    private void make(UI ui, LocalDate day) {
        try {
            reports.make(day, notation.locale());
            onPage(ui, () -> finish(getTranslation("reports.made", notation.day(day))));
        } catch (RuntimeException e) {
            // the person who pressed the button must learn of it whatever it is
            Log.error("report cannot be made", e);
            onPage(ui, () -> finish(getTranslation("reports.failed", String.valueOf(e.getMessage()))));
        }
    }

    private static void onPage(UI ui, Command change) {
        try {
            // what goes wrong in there is reported by the session's error handler
            var unused = ui.access(change);
        } catch (UIDetachedException e) {
            Log.debug("page closed while its report was made");
        }
    }

    private void finish(String said) {
        make.setEnabled(true);
        list();
        message.setText(said);
    }
}
