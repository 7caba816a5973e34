package org.chengyun.api.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.chengyun.api.feed.Diagnosis.WaitsFor;
import org.chengyun.datasets.catalogue.Dataset;

/** Finds out what is wrong with a feed. Pure. */
final class Judge {
    /** Of what cannot be read, too small to speak of below both. */
    private static final double SOME = 0.05;

    private static final long SOME_RECORDS = 5;
    /** So many records must have been expected in a silence at an hour that is known. */
    private static final double ENOUGH_EXPECTED = 10;

    private static final double ENOUGH_TO_COMPARE = 30;
    private static final double TOO_FEW = 0.5;
    private static final Duration STEADY_SILENCE = Duration.ofSeconds(90);
    private static final Duration UNKNOWN_SILENCE = Duration.ofMinutes(10);
    private static final Duration OLD = Duration.ofMinutes(5);
    private static final Duration OLD_PUBLICATION = Duration.ofHours(25);

    private Judge() {}

    static Diagnosis of(FeedFacts facts, Activity activity, Usual usual, Dataset dataset, Instant now) {
        if (facts.isConfigured() && facts.processes() == 0) {
            return new Diagnosis.Away(facts.saidAt());
        }
        if (!facts.trouble().isEmpty()) {
            return new Diagnosis.Failing(facts.trouble(), facts.troubleSince().orElse(facts.saidAt()));
        }
        if (facts.recordAt().isEmpty()) {
            return new Diagnosis.Waiting(facts.startedAt(), waitsFor(facts));
        }
        return ofLive(facts, usual, now)
                .or(() -> ofRejected(activity))
                .or(() -> ofAge(facts, usual, dataset))
                .or(() -> ofRate(facts, activity, usual, now))
                .orElseGet(() -> well(activity, usual, now));
    }

    private static WaitsFor waitsFor(FeedFacts facts) {
        return switch (facts.transport()) {
            case "tail" -> facts.reachedAt().isPresent() ? WaitsFor.RECORDS : WaitsFor.FILE;
            case "syslog", "lines" -> facts.connections().orElse(1) == 0 ? WaitsFor.SENDER : WaitsFor.RECORDS;
            case "pull", "mqtt", "kafka" -> facts.reachedAt().isPresent() ? WaitsFor.RECORDS : WaitsFor.SOURCE;
            default -> WaitsFor.RECORDS;
        };
    }

    private static Optional<Diagnosis> ofLive(FeedFacts facts, Usual usual, Instant now) {
        if (!facts.isLive() || facts.recordAt().isEmpty()) {
            return Optional.empty();
        }
        Instant since = facts.recordAt().get();
        Duration silence = Duration.between(since, now);
        if (silence.compareTo(longestSilence(facts, usual)) <= 0) {
            return Optional.empty();
        }
        double minutes = silence.toMillis() / 60_000.0;
        if (usual.basis() == FeedHealth.Basis.HOUR_OF_WEEK && usual.perMinute().orElse(0) * minutes < ENOUGH_EXPECTED) {
            // it is always so quiet at this hour
            return Optional.empty();
        }
        return Optional.of(
                new Diagnosis.Silent(since, usual.gap(), facts.reachedAt().filter(reached -> reached.isAfter(since))));
    }

    private static Duration longestSilence(FeedFacts facts, Usual usual) {
        Duration byHabit = usual.gap()
                .map(gap -> gap.compareTo(Duration.ofMinutes(1)) <= 0
                        ? STEADY_SILENCE
                        : gap.multipliedBy(2).plusMinutes(1))
                .orElse(UNKNOWN_SILENCE);
        Duration byRounds = Duration.ofSeconds(2 * facts.everyS().orElse(0)).plusMinutes(1);
        return longer(byHabit, byRounds);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Optional<Diagnosis> ofRejected(Activity activity) {
        long[] counted = activity.recentlyRejected();
        var atIngest = new Diagnosis.Quarantining(counted[1], counted[0], false);
        var atEngine = new Diagnosis.Quarantining(activity.engineRejected(), activity.observations(), true);
        Diagnosis.Quarantining graver = share(atEngine) > share(atIngest) ? atEngine : atIngest;
        boolean matters = graver.rejected() > 0
                && (graver.isMost() || (share(graver) >= SOME && graver.rejected() >= SOME_RECORDS));
        return matters ? Optional.of(graver) : Optional.empty();
    }

    private static double share(Diagnosis.Quarantining counted) {
        return counted.records() == 0 ? 0 : (double) counted.rejected() / counted.records();
    }

    /** Measured when its records came, so that silence does not count twice. */
    private static Optional<Diagnosis> ofAge(FeedFacts facts, Usual usual, Dataset dataset) {
        if (!facts.isLive() || facts.goodAt().isEmpty() || facts.newest().isEmpty()) {
            return Optional.empty();
        }
        Duration age = Duration.between(facts.newest().get(), facts.goodAt().get());
        Duration rounds = Duration.ofSeconds(2 * facts.everyS().orElse(0));
        Duration most = longer(longer(OLD, dataset.allowedLateness().multipliedBy(2)), rounds);
        most = longer(most, usual.gap().orElse(Duration.ZERO).multipliedBy(2));
        if (facts.transport().equals("pull") && dataset.coverage() instanceof Dataset.CoverageRule.Learned) {
            // registers of cases are published once a day
            most = longer(most, OLD_PUBLICATION);
        }
        return age.compareTo(most) > 0 ? Optional.of(new Diagnosis.Behind(age)) : Optional.empty();
    }

    private static Optional<Diagnosis> ofRate(FeedFacts facts, Activity activity, Usual usual, Instant now) {
        if (!facts.isLive() || usual.perMinute().isEmpty()) {
            return Optional.empty();
        }
        int span = Activity.span(usual.gap().orElse(Duration.ZERO));
        double observed = activity.perMinute(span, now);
        double expected = usual.perMinute().getAsDouble();
        boolean slow = expected * span >= ENOUGH_TO_COMPARE && observed < TOO_FEW * expected;
        return slow ? Optional.of(new Diagnosis.Slow(observed, expected)) : Optional.empty();
    }

    private static Diagnosis.Well well(Activity activity, Usual usual, Instant now) {
        int span = Activity.span(usual.gap().orElse(Duration.ZERO));
        return new Diagnosis.Well(activity.perMinute(span, now), span);
    }
}
