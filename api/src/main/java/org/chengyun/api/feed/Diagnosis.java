package org.chengyun.api.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is wrong with a feed, the gravest first; or nothing. Pure and immutable. */
sealed interface Diagnosis {
    /** No process takes it. */
    record Away(Instant since) implements Diagnosis {}

    /** What it comes from or goes to fails. */
    record Failing(String trouble, Instant since) implements Diagnosis {}

    /** Nothing has come yet. */
    record Waiting(Instant since, WaitsFor what) implements Diagnosis {}

    /**
     * It brought records and does no more.
     *
     * @param usualGap how long it usually pauses at most; empty if it is too young to tell
     * @param reachedAt when its source last answered after that; empty if nobody knows
     */
    record Silent(Instant since, Optional<Duration> usualGap, Optional<Instant> reachedAt) implements Diagnosis {}

    /** Of what comes, too much cannot be read. */
    record Quarantining(long rejected, long records, boolean byEngine) implements Diagnosis {
        /** Whether the feed counts as unreadable. */
        boolean isMost() {
            return 2 * rejected >= records;
        }
    }

    /** What comes is old. */
    record Behind(Duration by) implements Diagnosis {}

    /** Less comes than usual. */
    record Slow(double perMinute, double expectedPerMinute) implements Diagnosis {}

    /** Nothing is wrong. */
    record Well(double perMinute, int overMinutes) implements Diagnosis {}

    /** What is missing before the first record. */
    enum WaitsFor {
        /** The file that is to be followed. */
        FILE,
        /** A connection. */
        SENDER,
        /** The source to be asked for the first time. */
        SOURCE,
        /** Records: their source is there. */
        RECORDS
    }

    /** How grave it is. */
    default FeedHealth.Level level() {
        return switch (this) {
            case Away away -> FeedHealth.Level.BAD;
            case Failing failing -> FeedHealth.Level.BAD;
            case Silent silent -> silent.usualGap.isPresent() ? FeedHealth.Level.BAD : FeedHealth.Level.ATTENTION;
            case Quarantining some -> some.isMost() ? FeedHealth.Level.BAD : FeedHealth.Level.ATTENTION;
            case Waiting waiting -> FeedHealth.Level.ATTENTION;
            case Behind behind -> FeedHealth.Level.ATTENTION;
            case Slow slow -> FeedHealth.Level.ATTENTION;
            case Well well -> FeedHealth.Level.OK;
        };
    }

    /** The same for programs. */
    default FeedHealth.Condition condition() {
        return switch (this) {
            case Away away -> FeedHealth.Condition.AWAY;
            case Failing failing -> FeedHealth.Condition.FAILING;
            case Silent silent -> FeedHealth.Condition.SILENT;
            case Quarantining some -> FeedHealth.Condition.QUARANTINING;
            case Waiting waiting -> FeedHealth.Condition.WAITING;
            case Behind behind -> FeedHealth.Condition.BEHIND;
            case Slow slow -> FeedHealth.Condition.SLOW;
            case Well well -> FeedHealth.Condition.OK;
        };
    }

    /** Since when it is so; empty if that is not known. */
    default Optional<Instant> sinceWhen() {
        return switch (this) {
            case Away away -> Optional.of(away.since);
            case Failing failing -> Optional.of(failing.since);
            case Silent silent -> Optional.of(silent.since);
            case Waiting waiting -> Optional.of(waiting.since);
            case Quarantining some -> Optional.empty();
            case Behind behind -> Optional.empty();
            case Slow slow -> Optional.empty();
            case Well well -> Optional.empty();
        };
    }
}
