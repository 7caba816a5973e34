package org.chengyun.api.report;

import java.time.LocalDate;
import java.util.Locale;

/** Where a brief's numbers come from. */
public interface BriefSource {
    /**
     * The brief of one local day of the city, all of it read at one cut.
     *
     * @param locale one of {@link Brief#LOCALES}
     * @throws RuntimeException if any number cannot be read: a brief is whole or it is not made
     */
    Brief read(LocalDate day, Locale locale);
}
