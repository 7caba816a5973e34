package org.chengyun.dashboard.words;

import com.vaadin.flow.i18n.I18NProvider;

/** Lengths of time for people: seconds below two minutes, then minutes, hours, days. Immutable. */
public final class Lengths {
    private static final double MINUTE_S = 60;
    private static final double HOUR_S = 3_600;
    private static final double DAY_S = 86_400;

    private final Notation notation;

    public Lengths(Notation notation) {
        this.notation = notation;
    }

    public String text(double seconds) {
        double size = Math.abs(seconds);
        if (size < 2 * MINUTE_S) {
            return say("length.seconds", seconds);
        }
        if (size < 2 * HOUR_S) {
            return say("length.minutes", seconds / MINUTE_S);
        }
        return size < 2 * DAY_S ? say("length.hours", seconds / HOUR_S) : say("length.days", seconds / DAY_S);
    }

    private String say(String key, double value) {
        return I18NProvider.translate(notation.locale(), key, notation.tenths(value));
    }
}
