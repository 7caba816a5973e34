package org.chengyun.dashboard.engine;

import com.vaadin.flow.i18n.I18NProvider;
import org.chengyun.dashboard.words.Notation;

/** Lengths of time for people: seconds below two minutes, then minutes, hours, days. */
final class Lengths {
    private static final double MINUTE_S = 60;
    private static final double HOUR_S = 3_600;
    private static final double DAY_S = 86_400;

    private final Notation notation;

    Lengths(Notation notation) {
        this.notation = notation;
    }

    String text(double seconds) {
        double size = Math.abs(seconds);
        if (size < 2 * MINUTE_S) {
            return say("engine.length.seconds", seconds);
        }
        if (size < 2 * HOUR_S) {
            return say("engine.length.minutes", seconds / MINUTE_S);
        }
        return size < 2 * DAY_S
                ? say("engine.length.hours", seconds / HOUR_S)
                : say("engine.length.days", seconds / DAY_S);
    }

    private String say(String key, double value) {
        return I18NProvider.translate(notation.locale(), key, notation.number(Math.round(value * 10) / 10.0));
    }
}
