package org.chengyun.dashboard.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.chengyun.dashboard.trust.Finality;
import org.jspecify.annotations.Nullable;

/**
 * A report that was made; its files are at {@code /api/v1/reports/{id}/pdf}, {@code xlsx} and {@code csv}.
 *
 * @param id safe in an address: letters, digits and {@code -}
 * @param day the city day that the report is about
 * @param cut the cut that its numbers were read at
 * @param coverageShare lowest coverage in the report, in [0, 1]; null if not known
 * @param madeBy account name, or null if the schedule made it
 */
public record ReportRun(
        String id,
        LocalDate day,
        Locale locale,
        Instant madeAt,
        @Nullable String madeBy,
        long cut,
        Finality finality,
        @Nullable Double coverageShare) {
    public ReportRun {
        if (!id.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException("report id cannot stand in an address: " + id);
        }
    }

    /** Address of one file of the run. */
    String href(String format) {
        return "/api/v1/reports/" + id + "/" + format;
    }
}
