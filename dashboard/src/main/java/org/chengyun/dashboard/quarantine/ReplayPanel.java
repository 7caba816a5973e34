package org.chengyun.dashboard.quarantine;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.server.VaadinService;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.chengyun.api.quarantine.QuarantineReplay;
import org.chengyun.api.quarantine.ReplayWish;
import org.chengyun.dashboard.live.Push;
import org.chengyun.dashboard.words.Notation;

/** Tries to read a group again, or does, and tells what came of it. Not thread-safe: the session lock guards it. */
final class ReplayPanel extends Div {
    private static final Duration LOOK = Duration.ofMillis(300);

    private final QuarantineDesk desk;
    private final Notation notation;
    private final String account;
    private final QuarantineGroup group;
    private final Runnable onReplayed;
    private final Input format = new Input();
    private final NativeButton again = new NativeButton();
    private final NativeButton replay = new NativeButton();
    private final NativeButton cancel = new NativeButton();
    private long waiting;
    private final Paragraph message = new Paragraph();
    private final UnorderedList samples = new UnorderedList();

    ReplayPanel(QuarantineDesk desk, Notation notation, String account, QuarantineGroup group, Runnable onReplayed) {
        this.desk = desk;
        this.notation = notation;
        this.account = account;
        this.group = group;
        this.onReplayed = onReplayed;
        addClassName("cy-replay");
        again.setText(getTranslation("quarantine.again"));
        again.setId("try-again");
        again.addClassName("cy-button");
        again.addClickListener(click -> start(true));
        replay.setText(getTranslation("quarantine.replay"));
        replay.setId("replay");
        replay.addClassNames("cy-button", "primary");
        replay.addClickListener(click -> start(false));
        cancel.setText(getTranslation("quarantine.cancel"));
        cancel.setId("cancel");
        cancel.addClassName("cy-button");
        cancel.addClickListener(click -> cancel());
        cancel.setVisible(false);
        format.setId("format");
        format.setPlaceholder(getTranslation("quarantine.format.own"));
        var label = new NativeLabel(getTranslation("quarantine.format"));
        label.setFor(format);
        var buttons = new Div(again, replay, label, format, cancel);
        buttons.addClassName("buttons");
        message.addClassName("message");
        message.getElement().setAttribute("role", "status");
        samples.addClassName("samples");
        add(buttons, message, samples);
    }

    private void start(boolean dry) {
        UI ui = UI.getCurrent();
        String asked = format.getValue().isBlank() ? null : format.getValue().strip();
        var wish = new ReplayWish(group.dataset(), group.feed(), group.reason(), asked, dry);
        enable(false);
        samples.removeAll();
        message.setText(getTranslation("quarantine.asking"));
        VaadinService.getCurrent().getExecutor().execute(() -> follow(ui, wish));
    }

    private void enable(boolean enabled) {
        again.setEnabled(enabled);
        replay.setEnabled(enabled);
    }

    private void follow(UI ui, ReplayWish wish) {
        try {
            QuarantineReplay now = desk.ask(wish, account);
            while (now.endedAt() == null && !ui.isClosing()) {
                QuarantineReplay shown = now;
                Push.onPage(ui, () -> show(shown));
                Thread.sleep(LOOK);
                now = desk.replay(now.number());
            }
            QuarantineReplay ended = now;
            Push.onPage(ui, () -> finish(ended));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // the person who pressed the button must learn of it whatever it is
            Log.error("records in quarantine cannot be read again", e);
            Push.onPage(ui, () -> fail(String.valueOf(e.getMessage())));
        }
    }

    private void show(QuarantineReplay now) {
        message.setText(running(now));
        waiting = now.number();
        cancel.setVisible(now.state().equals("waiting"));
    }

    private void cancel() {
        cancel.setVisible(false);
        try {
            desk.cancel(waiting, account);
        } catch (RuntimeException e) {
            // mostly that it has begun meanwhile: then its own progress is shown next
            Log.infof("replay %d cannot be cancelled: %s", waiting, e.getMessage());
        }
    }

    private String running(QuarantineReplay now) {
        String said = now.state().equals("waiting")
                ? getTranslation("quarantine.waiting")
                : getTranslation("quarantine.running", notation.number(now.tried()));
        return now.detail().isEmpty() ? said : said + " " + now.detail();
    }

    private void fail(String why) {
        cancel.setVisible(false);
        enable(true);
        message.setText(getTranslation("quarantine.failed", why));
    }

    private void finish(QuarantineReplay ended) {
        if (ended.state().equals("failed")) {
            fail(ended.detail());
            return;
        }
        cancel.setVisible(false);
        enable(true);
        if (ended.state().equals("cancelled")) {
            message.setText(getTranslation("quarantine.cancelled"));
            return;
        }
        message.setText(result(ended));
        for (QuarantineReplay.Sample sample : ended.samples()) {
            var sign = new Span(sample.isReadable() ? "✓" : "✗");
            sign.addClassName(sample.isReadable() ? "good" : "bad");
            sign.getElement()
                    .setAttribute(
                            "aria-label",
                            getTranslation(sample.isReadable() ? "quarantine.sample.good" : "quarantine.sample.bad"));
            var number = new Span(String.valueOf(sample.number()));
            number.addClassName("number");
            samples.add(new ListItem(sign, number, new Span(sample.text())));
        }
        if (!ended.dry()) {
            onReplayed.run();
        }
    }

    private String result(QuarantineReplay ended) {
        String said = getTranslation(
                ended.dry() ? "quarantine.tried" : "quarantine.replayed",
                notation.number(ended.replayed()),
                notation.number(ended.tried()),
                notation.number(ended.observations()));
        return ended.kept() == 0 ? said : said + " " + getTranslation("quarantine.kept", reasons(ended.reasons()));
    }

    private String reasons(Map<String, Long> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(reason -> "%s %s".formatted(notation.number(reason.getValue()), reason.getKey()))
                .collect(Collectors.joining(getTranslation("list.comma")));
    }
}
