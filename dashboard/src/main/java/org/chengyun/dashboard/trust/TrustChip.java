package org.chengyun.dashboard.trust;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** "97 % · provisional · cut 1,234 · 3 s ago"; a click tells all of it in words. */
public final class TrustChip extends NativeButton {
    private static final double SOUND_COVERAGE_SHARE = 0.95;

    private final Notation notation;
    private final Span dot = part("dot");
    private final Span coverage = part("coverage");
    private final Span finality = part("finality");
    private final Span cut = part("cut");
    private @Nullable Popover popover;
    private @Nullable Subject subject;

    private record Subject(String label, String meaning, Trust trust) {}

    public TrustChip(Notation notation) {
        this.notation = notation;
        addClassName("cy-chip");
        var age = new Span(new Age());
        age.addClassName("age");
        add(dot, coverage, finality, cut, age);
        getElement().setAttribute("aria-haspopup", "dialog");
        addClickListener(click -> open());
    }

    /** Shows {@code trust} of the number called {@code label}, which means {@code meaning}. */
    public void show(Trust trust, String label, String meaning) {
        Double share = trust.coverageShare();
        String covered = share == null ? getTranslation("trust.coverage.none") : notation.percent(share);
        String word = getTranslation("chart." + trust.finality().word());
        coverage.setText(covered);
        finality.setText(word);
        cut.setText(getTranslation("trust.cut", notation.number(trust.cut())));
        dot.setClassName("dot " + tone(share) + " " + trust.finality().word());
        setAriaLabel(getTranslation("trust.chip.label", label, covered, word, notation.number(trust.cut())));
        subject = new Subject(label, meaning, trust);
        if (popover != null && popover.isOpened()) {
            fill(popover, subject);
        }
    }

    private static String tone(@Nullable Double coverageShare) {
        return coverageShare == null ? "unknown" : coverageShare >= SOUND_COVERAGE_SHARE ? "sound" : "thin";
    }

    // made at the first click: a page has a dozen chips and a reader opens few
    private void open() {
        if (subject == null) {
            return;
        }
        if (popover == null) {
            popover = new Popover();
            popover.setTarget(this);
            popover.setOpenOnClick(false);
            popover.setPosition(PopoverPosition.BOTTOM_START);
            popover.addClassName("cy-popover");
            popover.setRole("dialog");
        }
        fill(popover, subject);
        popover.setAriaLabel(getTranslation("trust.title", subject.label()));
        popover.setOpened(!popover.isOpened());
    }

    private void fill(Popover into, Subject about) {
        into.removeAll();
        into.add(new TrustDetails(notation, about.label(), about.meaning(), about.trust()));
    }

    private static Span part(String name) {
        var span = new Span();
        span.addClassName(name);
        return span;
    }
}
