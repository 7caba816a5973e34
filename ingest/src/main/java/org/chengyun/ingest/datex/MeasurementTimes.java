package org.chengyun.ingest.datex;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.chengyun.ingest.mapped.DecimalText;
import org.jspecify.annotations.Nullable;

/** When an interval of measurement began, and how long it was. Not thread-safe: remembers the last time. */
final class MeasurementTimes {
    private static final double LONGEST_S = 86_400.0 * 366;

    private final ZoneId zone;
    private String lastText = "";
    private @Nullable Long last;

    /** @param zone of times without an offset */
    MeasurementTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** Epoch milliseconds of an xs:dateTime, or null if it is none. */
    @Nullable
    Long parse(String text) {
        if (!text.equals(lastText)) {
            last = read(text);
            lastText = text;
        }
        return last;
    }

    private @Nullable Long read(String text) {
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant at = parsed instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : LocalDateTime.from(parsed).atZone(zone).toInstant();
            long year = at.atZone(zone).getYear();
            return year < 0 || year > 9999 ? null : (Long) at.toEpochMilli();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Length of the interval in seconds as the values say, or null. */
    @Nullable
    Double periodS(SiteMeasurements.Time time) {
        Double written = time.periodS() == null ? null : seconds(time.periodS());
        if (written != null || time.start() == null || time.end() == null) {
            return written;
        }
        Long start = parse(time.start());
        Long end = parse(time.end());
        return start == null || end == null || end <= start ? null : (Double) ((end - start) / 1000.0);
    }

    private static @Nullable Double seconds(String text) {
        double value = DecimalText.parse(text);
        return value > 0 && value <= LONGEST_S ? (Double) value : null;
    }

    /** What is to be read as the time of the values; null if the document says none. */
    static @Nullable String written(SiteMeasurements.Time time) {
        return time.start() == null ? time.value() : time.start();
    }

    /**
     * Begin of the interval. Where the document says that its time is the middle or the end, and how long the interval
     * was, the time is moved to the begin; where it says nothing of the kind, the time is taken as it is.
     */
    static long begin(SiteMeasurements.Time time, long writtenMs, @Nullable Double periodS) {
        if (time.start() != null || time.meaning() == null || periodS == null) {
            return writtenMs;
        }
        return switch (time.meaning()) {
            case "endTime" -> writtenMs - Math.round(periodS * 1000);
            case "middleTime" -> writtenMs - Math.round(periodS * 500);
            default -> writtenMs;
        };
    }
}
