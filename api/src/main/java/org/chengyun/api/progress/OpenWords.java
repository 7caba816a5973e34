package org.chengyun.api.progress;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Says a reason as a sentence of one language. Immutable.
 *
 * @param zone of the city: every time is written in it, with its date if that is not today's
 */
record OpenWords(Locale locale, ZoneId zone, Instant now, Duration allowedLateness) {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    String say(OpenReason reason, Instant end) {
        return switch (reason) {
            case OpenReason.NothingYet() -> say("nothing-yet");
            case OpenReason.NotReached(Instant newest) -> say("not-reached", time(end), time(newest));
            case OpenReason.WaitsForPartition(int partition, Instant newest, Instant since, Optional<Instant> from) ->
                from.isPresent()
                        ? say("waits", number(partition), time(since), time(newest), time(from.get()))
                        : say("waits.unread", number(partition), time(newest));
            case OpenReason.AllowsLateness(Instant until, Optional<Instant> since) ->
                since.isPresent()
                        ? say("lateness.silent", time(until), length(allowedLateness), time(since.get()))
                        : say("lateness", time(until), length(allowedLateness));
            case OpenReason.Due(Optional<Instant> lastCut) ->
                lastCut.isPresent() ? say("due", time(lastCut.get())) : say("due.first");
        };
    }

    private String say(String key, Object... values) {
        var bundle = ResourceBundle.getBundle("org.chengyun.api.progress.open", locale, NO_FALLBACK);
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    private String time(Instant instant) {
        var there = instant.atZone(zone);
        boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? CLOCK : MOMENT).format(there);
    }

    private String length(Duration duration) {
        boolean minutes = duration.toSeconds() >= 60 && duration.toSeconds() % 60 == 0;
        long number = minutes ? duration.toMinutes() : duration.toSeconds();
        return say(minutes ? "minutes" : "seconds", number(number));
    }

    /** As it is: partitions and lengths have no thousands to set apart. */
    private static String number(long number) {
        return Long.toString(number);
    }
}
