package org.chengyun.api.feed;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chengyun.api.catalogue.MetricDefinition;

/**
 * Says a diagnosis as sentences of one language. Immutable.
 *
 * @param zone of the city: every time is written in it, with its date if that is not today's
 */
record FeedWords(Locale locale, ZoneId zone, Instant now) {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int NAMED = 5;

    /** The same in every language. */
    static MetricDefinition.Text inAll(ZoneId zone, Instant now, Function<FeedWords, String> sentence) {
        return new MetricDefinition.Text(
                sentence.apply(new FeedWords(Locale.ENGLISH, zone, now)),
                sentence.apply(new FeedWords(Locale.SIMPLIFIED_CHINESE, zone, now)));
    }

    /** What is. */
    String text(Diagnosis diagnosis, FeedFacts facts) {
        return switch (diagnosis) {
            case Diagnosis.Away(Instant since) -> say("away", time(since));
            case Diagnosis.Failing(String trouble, Instant since) -> say("failing", time(since), trouble);
            case Diagnosis.Waiting(Instant since, Diagnosis.WaitsFor what) ->
                say("waiting." + what.name().toLowerCase(Locale.ROOT), time(since));
            case Diagnosis.Silent(Instant since, Optional<Duration> gap, Optional<Instant> reached) ->
                silent(since, gap)
                        + reached.map(at -> say("silent.reached", time(at))).orElse("");
            case Diagnosis.Quarantining some -> quarantining(some);
            case Diagnosis.Behind(Duration by) -> say("behind", length(by));
            case Diagnosis.Slow(double perMinute, double expected) -> say("slow", rate(perMinute), rate(expected));
            case Diagnosis.Well(double perMinute, int over) -> well(facts, perMinute, over);
        };
    }

    private String silent(Instant since, Optional<Duration> gap) {
        String lasting = length(Duration.between(since, now));
        return gap.isPresent()
                ? say("silent", time(since), lasting, length(gap.get()))
                : say("silent.young", time(since), lasting);
    }

    private String quarantining(Diagnosis.Quarantining some) {
        String key = some.byEngine() ? "quarantining.engine" : "quarantining";
        return say(key, number(some.rejected()), number(some.records()));
    }

    private String well(FeedFacts facts, double perMinute, int over) {
        return facts.isLive()
                ? say("ok", rate(perMinute), length(Duration.ofMinutes(over)))
                : say("ok.sent", facts.recordAt().map(this::time).orElse("–"));
    }

    /** What to do; empty if nothing. */
    String advice(Diagnosis diagnosis, FeedFacts facts) {
        return switch (diagnosis) {
            case Diagnosis.Away away -> say("away.advice");
            case Diagnosis.Failing failing -> say("failing.advice");
            case Diagnosis.Waiting(Instant since, Diagnosis.WaitsFor what) ->
                say("waiting." + what.name().toLowerCase(Locale.ROOT) + ".advice");
            case Diagnosis.Silent silent ->
                say(
                        silent.reachedAt().isPresent()
                                ? "silent.reached.advice"
                                : "silent." + facts.transport() + ".advice");
            case Diagnosis.Quarantining some ->
                say(some.byEngine() ? "quarantining.engine.advice" : "quarantining.advice");
            case Diagnosis.Behind behind -> say("behind.advice");
            case Diagnosis.Slow slow -> say("slow.advice");
            case Diagnosis.Well well -> "";
        };
    }

    /** Which of a dataset's sensors are silent. */
    String text(Blame blame, int flat) {
        if (blame.everything()) {
            return say("sensors.all", number(blame.sensors()));
        }
        if (blame.silent() == 0 && flat == 0) {
            return say("sensors.none", number(blame.sensors()));
        }
        var parts = new ArrayList<String>();
        if (!blame.silentControllers().isEmpty()) {
            parts.add(say(
                    "sensors.controllers",
                    number(blame.silentControllers().size()),
                    number(blame.controllers()),
                    named(
                            blame.silentControllers(),
                            group -> say(
                                    "sensors.controller",
                                    group.controller(),
                                    number(group.sensors().size()),
                                    since(group.since())))));
        }
        if (!blame.silentSensors().isEmpty()) {
            parts.add(say(
                    "sensors.sensors",
                    number(blame.silentSensors().size()),
                    number(blame.sensors()),
                    named(blame.silentSensors(), sensor -> say("sensors.sensor", sensor.id(), since(sensor.last())))));
        }
        if (flat > 0) {
            parts.add(say("sensors.flat", number(flat)));
        }
        return String.join(say("sensors.and"), parts) + say("sensors.end");
    }

    /** All feeds of the dataset are down: nothing can be said of what is behind them. */
    String feeds(List<String> feeds) {
        return say("sensors.feeds", String.join(say("sensors.comma"), feeds));
    }

    private <T> String named(List<T> all, Function<T, String> name) {
        String first = all.stream().limit(NAMED).map(name).collect(Collectors.joining(say("sensors.comma")));
        return all.size() > NAMED ? say("sensors.more", first, number(all.size() - NAMED)) : first;
    }

    private String since(Optional<Instant> moment) {
        return moment.map(at -> say("sensors.since", time(at))).orElseGet(() -> say("sensors.long"));
    }

    private String say(String key, Object... values) {
        var bundle = ResourceBundle.getBundle("org.chengyun.api.feed.feed", locale, NO_FALLBACK);
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    private String time(Instant instant) {
        var there = instant.atZone(zone);
        boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? CLOCK : MOMENT).format(there);
    }

    private String length(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        if (seconds < 120) {
            return say("seconds", number(seconds));
        }
        if (seconds < 2 * 3_600) {
            return say("minutes", number(seconds / 60));
        }
        return seconds < 2 * 86_400 ? say("hours", number(seconds / 3_600)) : say("days", number(seconds / 86_400));
    }

    private String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    private String rate(double perMinute) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(perMinute < 10 ? 1 : 0);
        return format.format(perMinute);
    }
}
