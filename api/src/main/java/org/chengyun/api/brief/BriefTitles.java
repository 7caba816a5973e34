package org.chengyun.api.brief;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.chengyun.datasets.catalogue.Metric.Stat;

/** The words of the brief that belong to its content. */
final class BriefTitles {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private BriefTitles() {}

    private static String word(String key, Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle("org.chengyun.api.brief.titles", locale, NO_FALLBACK);
        return bundle.containsKey(key) ? bundle.getString(key) : key.substring(key.indexOf('.') + 1);
    }

    static String title(Locale locale) {
        return word("title", locale);
    }

    /** A text with its places {@code {0}}, {@code {1}} … filled. */
    static String text(String key, Locale locale, Object... arguments) {
        return new MessageFormat(word(key, locale), locale).format(arguments);
    }

    /** A dimension that a city added has no word here and stands for itself. */
    static String dimensions(List<String> names, Locale locale) {
        return names.stream().map(name -> word("dimension." + name, locale)).collect(Collectors.joining(" · "));
    }

    static String statistic(Stat stat, Locale locale) {
        return word("statistic." + stat.word(), locale);
    }
}
