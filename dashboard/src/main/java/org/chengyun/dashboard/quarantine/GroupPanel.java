package org.chengyun.dashboard.quarantine;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.quarkus.logging.Log;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.chengyun.api.quarantine.QuarantineService.Reader;
import org.chengyun.api.quarantine.RecordsQuery;
import org.chengyun.api.quarantine.RejectedRecords;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** One group: what its reason means, what to do, its records. Not thread-safe: the session lock guards it. */
final class GroupPanel extends Section {
    private static final int PAGE = 10;

    private final QuarantineDesk desk;
    private final Reader reader;
    private final QuarantineGroup group;
    private final RecordList records;
    private final Paragraph trouble = new Paragraph();
    private final NativeButton more = new NativeButton();
    private @Nullable Long next;

    GroupPanel(QuarantineDesk desk, Notation notation, Reader reader, QuarantineGroup group, Runnable onReplayed) {
        this.desk = desk;
        this.reader = reader;
        this.group = group;
        this.records = new RecordList(notation);
        addClassName("cy-group");
        boolean chinese = Language.of(notation.locale()) == Language.ZH_CN;
        var meaning =
                new Paragraph(chinese ? group.meaning().zhCn() : group.meaning().en());
        var advice = new Paragraph(getTranslation(
                "quarantine.advice",
                chinese ? group.advice().zhCn() : group.advice().en()));
        advice.addClassName("advice");
        trouble.addClassName("message");
        more.setText(getTranslation("quarantine.more"));
        more.addClassName("cy-button");
        more.addClickListener(click -> readMore());
        add(
                new H2(getTranslation("quarantine.group", group.reason(), group.feed())),
                meaning,
                advice,
                new ReplayPanel(desk, notation, reader.account(), group, onReplayed),
                records,
                trouble,
                more);
    }

    QuarantineGroup group() {
        return group;
    }

    /** Shows its newest records. */
    void read() {
        records.removeAll();
        next = null;
        readMore();
    }

    private void readMore() {
        try {
            RejectedRecords page =
                    desk.records(new RecordsQuery(group.dataset(), group.feed(), group.reason(), next, PAGE), reader);
            next = page.next();
            records.append(page.records());
            more.setVisible(next != null);
            trouble.setText("");
        } catch (RuntimeException e) {
            // whatever it is, the rest of the page still serves its reader
            Log.error("records in quarantine cannot be read", e);
            trouble.setText(getTranslation("quarantine.unreadable"));
        }
    }
}
