package org.chengyun.launcher.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/** A time as people write it on a command line. Pure. */
public final class TimeArgument {
    private TimeArgument() {}

    /**
     * An ISO instant or time with offset; or a local date-time or date (its first moment) in {@code zone}. A blank between
     * date and time is as good as a T.
     *
     * @throws IllegalArgumentException that names the forms
     */
    public static Instant parse(String text, ZoneId zone) {
        String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        List<Function<String, Instant>> forms = List.of(
                Instant::parse,
                value -> OffsetDateTime.parse(value).toInstant(),
                value -> LocalDateTime.parse(value).atZone(zone).toInstant(),
                value -> LocalDate.parse(value).atStartOfDay(zone).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(iso);
            } catch (DateTimeException another) {
                // The next form may fit.
            }
        }
        throw new IllegalArgumentException(("'%s' is no time: write 2026-11-21T08:00:00Z, 2026-11-21T08:00:00+08:00, "
                        + "2026-11-21T08:00 or 2026-11-21 (the last two in --zone, else UTC)")
                .formatted(text));
    }
}
