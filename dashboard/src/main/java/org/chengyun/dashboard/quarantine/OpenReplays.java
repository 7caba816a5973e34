package org.chengyun.dashboard.quarantine;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.quarkus.logging.Log;
import java.time.Instant;
import java.util.List;
import org.chengyun.api.quarantine.QuarantineReplay;
import org.chengyun.dashboard.words.Notation;

/** Replays that have not ended, by whomever; those that still wait can be taken back. Not thread-safe: the session lock guards it. */
final class OpenReplays extends Div {
    private final QuarantineDesk desk;
    private final Notation notation;
    private final String account;
    private final UnorderedList list = new UnorderedList();
    private final Paragraph message = new Paragraph();

    OpenReplays(QuarantineDesk desk, Notation notation, String account) {
        this.desk = desk;
        this.notation = notation;
        this.account = account;
        addClassName("cy-open-replays");
        message.addClassName("message");
        message.getElement().setAttribute("role", "status");
        add(list, message);
        setVisible(false);
    }

    void read() {
        List<QuarantineReplay> open = desk.open();
        list.removeAll();
        open.forEach(replay -> list.add(item(replay)));
        message.setText("");
        setVisible(!open.isEmpty());
    }

    private ListItem item(QuarantineReplay replay) {
        boolean waits = replay.state().equals("waiting");
        Instant since = replay.requestedAt();
        var item = new ListItem(new Span(getTranslation(
                waits ? "quarantine.open.waiting" : "quarantine.open.running",
                String.valueOf(replay.number()),
                replay.dataset(),
                replay.requestedBy(),
                since == null ? "" : notation.moment(since))));
        if (waits) {
            var cancel = new NativeButton(getTranslation("quarantine.cancel"));
            cancel.addClassName("cy-button");
            cancel.setAriaLabel(getTranslation("quarantine.cancel.label", String.valueOf(replay.number())));
            cancel.addClickListener(click -> cancel(replay));
            item.add(cancel);
        }
        return item;
    }

    private void cancel(QuarantineReplay replay) {
        try {
            desk.cancel(replay.number(), account);
            read();
        } catch (RuntimeException e) {
            // mostly that it has begun meanwhile; the person who pressed the button must learn of it whatever it is
            Log.infof("replay %d cannot be cancelled: %s", replay.number(), e.getMessage());
            read();
            message.setText(getTranslation("quarantine.failed", String.valueOf(e.getMessage())));
            setVisible(true);
        }
    }
}
