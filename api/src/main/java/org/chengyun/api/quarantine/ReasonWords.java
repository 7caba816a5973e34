package org.chengyun.api.quarantine;

import java.util.Locale;
import java.util.ResourceBundle;
import org.chengyun.api.catalogue.MetricDefinition.Text;

/** What the reasons mean, and what to do about them. */
public final class ReasonWords {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final ResourceBundle EN = bundle(Locale.ENGLISH);
    private static final ResourceBundle ZH_CN = bundle(Locale.SIMPLIFIED_CHINESE);

    private ReasonWords() {}

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("org.chengyun.api.quarantine.reason", locale, NO_FALLBACK);
    }

    /** Whether there are words for the code in every language. */
    public static boolean knows(String reason) {
        return EN.containsKey(reason)
                && EN.containsKey(reason + ".do")
                && ZH_CN.containsKey(reason)
                && ZH_CN.containsKey(reason + ".do");
    }

    /** A sentence that says what the code means. */
    public static Text meaning(String reason) {
        return text(knows(reason) ? reason : "unknown");
    }

    /** A sentence that says what to do. */
    public static Text advice(String reason) {
        return text((knows(reason) ? reason : "unknown") + ".do");
    }

    private static Text text(String key) {
        return new Text(EN.getString(key), ZH_CN.getString(key));
    }
}
