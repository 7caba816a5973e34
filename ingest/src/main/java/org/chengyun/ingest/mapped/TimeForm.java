package org.chengyun.ingest.mapped;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One way in which a feed writes time. Immutable. */
interface TimeForm {
    /**
     * The time, or null if the text is not of this form or the time does not exist.
     *
     * @param zone of a time without an offset. Where the clock is turned back the earlier of both is meant; a time in
     *     the hour that is skipped is taken as that much after its begin
     */
    @Nullable
    SourceTime parse(String text, ZoneId zone);

    /**
     * The form of that name: {@code iso}, {@code epoch-ms}, {@code epoch-s} or a pattern of java.time letters.
     *
     * @throws IllegalArgumentException if it is no pattern
     */
    static TimeForm of(String name) {
        return switch (name) {
            case "iso" -> new Pattern(isoFormatter());
            case "epoch-ms" -> (text, zone) -> epoch(text, 1, zone);
            case "epoch-s" -> (text, zone) -> epoch(text, 1000, zone);
            default ->
                new Pattern(new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(name.replace("yyyy", "uuuu"))
                        .toFormatter(Locale.ENGLISH)
                        .withResolverStyle(ResolverStyle.STRICT));
        };
    }

    /** ISO 8601 as it occurs: 'T' or a space, seconds and their fraction optional, offset optional. */
    private static DateTimeFormatter isoFormatter() {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .optionalStart()
                .appendLiteral('T')
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .optionalEnd()
                .optionalStart()
                .appendLiteral(' ')
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HH:mm", "Z")
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HHmm", "Z")
                .optionalEnd()
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static @Nullable SourceTime epoch(String text, long unitMs, ZoneId zone) {
        if (text.isEmpty() || text.length() > 15) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && !(i == 0 && c == '-' && text.length() > 1)) {
                return null;
            }
        }
        return at(Long.parseLong(text) * unitMs, zone);
    }

    private static SourceTime at(long epochMs, ZoneId zone) {
        int offsetSeconds =
                zone.getRules().getOffset(Instant.ofEpochMilli(epochMs)).getTotalSeconds();
        return new SourceTime(epochMs, epochMs + offsetSeconds * 1000L, true);
    }

    /** A formatter; a date alone means its midnight. */
    record Pattern(DateTimeFormatter formatter) implements TimeForm {
        @Override
        public @Nullable SourceTime parse(String text, ZoneId zone) {
            TemporalAccessor parsed;
            try {
                parsed = formatter.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            if (date == null || Math.abs(date.getYear()) > 9999) {
                return null;
            }
            LocalTime time = parsed.query(TemporalQueries.localTime());
            LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
            if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                ZoneOffset offset = ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS));
                return at(local.toInstant(offset).toEpochMilli(), zone);
            }
            long epochMs = local.atZone(zone).toInstant().toEpochMilli();
            return new SourceTime(epochMs, local.toInstant(ZoneOffset.UTC).toEpochMilli(), false);
        }
    }
}
