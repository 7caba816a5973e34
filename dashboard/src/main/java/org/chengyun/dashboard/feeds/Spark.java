package org.chengyun.dashboard.feeds;

import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records by the minute as bars, and a line where they usually are. One style each: little is sent every minute. */
final class Spark extends Div {
    private static final double ROOM_ABOVE = 1.1;

    private final Div bars = new Div();
    private final Div usual = new Div();
    private List<Long> shown = List.of();
    private @Nullable Double shownUsual;

    Spark() {
        addClassName("cy-spark");
        bars.addClassName("bars");
        usual.addClassName("usual");
        usual.setVisible(false);
        getElement().setAttribute("role", "img");
        add(bars, usual);
    }

    /**
     * Shows these.
     *
     * @param minutes the last one is the present and not over: it is left out
     * @param expected records per minute; null if nobody knows
     */
    void show(List<Long> minutes, @Nullable Double expected, String words) {
        getElement().setAttribute("aria-label", words);
        getElement().setAttribute("title", words);
        List<Long> whole = minutes.subList(0, Math.max(0, minutes.size() - 1));
        if (whole.equals(shown) && Objects.equals(expected, shownUsual)) {
            return;
        }
        shown = List.copyOf(whole);
        shownUsual = expected;
        double most = Math.max(Math.max(1, expected == null ? 0 : expected), (double)
                whole.stream().mapToLong(Long::longValue).max().orElse(0));
        double top = most * ROOM_ABOVE;
        bars.getStyle().set("clip-path", outline(whole, top));
        usual.setVisible(expected != null);
        if (expected != null) {
            usual.getStyle().set("bottom", percent(expected / top));
        }
    }

    /** Steps from the left to the right; a minute without records is nothing. */
    private static String outline(List<Long> minutes, double top) {
        var polygon = new StringBuilder("polygon(0% 100%");
        for (int i = 0; i < minutes.size(); i++) {
            String height = percent(1 - minutes.get(i) / top);
            polygon.append(", ")
                    .append(percent((double) i / minutes.size()))
                    .append(' ')
                    .append(height)
                    .append(", ")
                    .append(percent((i + 1.0) / minutes.size()))
                    .append(' ')
                    .append(height);
        }
        return polygon.append(", 100% 100%)").toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}
