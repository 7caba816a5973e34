package org.chengyun.dashboard.frame;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** The dashboard's own icons, one file each under {@code icons/}; drawn in the colour of the text around them. */
public enum Icon {
    OVERVIEW,
    REPORTS,
    FEEDS,
    ENGINE,
    QUARANTINE,
    PORTAL,
    TRAFFIC,
    EVENTS,
    DATASET,
    TABLE,
    CHART,
    SUN,
    MOON,
    DOWNLOAD,
    SIGN_OUT;

    /** An icon for the eye only: whatever it stands in needs words of its own. */
    public Span create() {
        var span = new Span();
        span.addClassName("cy-icon");
        span.getStyle().set("--cy-icon", "url(/icons/" + file() + ".svg)");
        span.getElement().setAttribute("aria-hidden", "true");
        return span;
    }

    public static Icon ofDataset(String dataset) {
        return switch (dataset) {
            case "portal" -> PORTAL;
            case "traffic" -> TRAFFIC;
            case "events" -> EVENTS;
            default -> DATASET;
        };
    }

    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
