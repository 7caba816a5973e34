package org.chengyun.api.audit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Says a fault as a sentence. */
final class FaultWords {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private FaultWords() {}

    static String say(Fault fault, Locale locale) {
        var bundle = ResourceBundle.getBundle("org.chengyun.api.audit.fault", locale, NO_FALLBACK);
        String pattern = bundle.getString(fault.check().name().toLowerCase(Locale.ROOT));
        // As they are: offsets and cuts are looked up by them, in the tables and in Kafka's tools.
        return new MessageFormat(pattern, locale).format(new Object[] {
            Long.toString(fault.cut()),
            String.valueOf(fault.partition()),
            String.valueOf(fault.offset()),
            Long.toString(fault.expected()),
            Long.toString(fault.found())
        });
    }
}
