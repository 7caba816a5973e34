package org.chengyun.api.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Feeds as tests want them. */
final class Feeds {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:30Z");

    private Feeds() {}

    /** A log that works: a record two seconds ago, of five seconds ago. */
    static FeedFacts working(String transport) {
        return new FeedFacts(
                new FeedKey("feed", "test"),
                transport,
                "access-log",
                OptionalLong.empty(),
                1,
                NOW.minusSeconds(3),
                NOW.minus(Duration.ofDays(2)),
                "",
                Optional.empty(),
                Optional.of(NOW.minusSeconds(2)),
                Optional.of(NOW.minusSeconds(2)),
                Optional.of(NOW.minusSeconds(2)),
                Optional.of(NOW.minusSeconds(7)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    static FeedFacts failing(FeedFacts of, int processes, String trouble, Instant since) {
        return new FeedFacts(
                of.key(),
                of.transport(),
                of.format(),
                of.everyS(),
                processes,
                of.saidAt(),
                of.startedAt(),
                trouble,
                Optional.of(since),
                of.reachedAt(),
                of.recordAt(),
                of.goodAt(),
                of.newest(),
                of.connections(),
                of.waitingBytes(),
                of.behindBytes(),
                of.behindRecords());
    }

    /** @param recordAt null for never */
    static FeedFacts last(
            FeedFacts of, Optional<Instant> recordAt, Optional<Instant> reachedAt, OptionalLong connections) {
        return new FeedFacts(
                of.key(),
                of.transport(),
                of.format(),
                of.everyS(),
                of.processes(),
                of.saidAt(),
                of.startedAt(),
                "",
                Optional.empty(),
                reachedAt,
                recordAt,
                recordAt,
                recordAt,
                connections,
                of.waitingBytes(),
                of.behindBytes(),
                of.behindRecords());
    }

    static FeedFacts newest(FeedFacts of, Instant newest) {
        return new FeedFacts(
                of.key(),
                of.transport(),
                of.format(),
                of.everyS(),
                of.processes(),
                of.saidAt(),
                of.startedAt(),
                "",
                Optional.empty(),
                of.reachedAt(),
                of.recordAt(),
                of.goodAt(),
                Optional.of(newest),
                of.connections(),
                of.waitingBytes(),
                of.behindBytes(),
                of.behindRecords());
    }

    static FeedFacts every(FeedFacts of, long seconds) {
        return new FeedFacts(
                of.key(),
                of.transport(),
                of.format(),
                OptionalLong.of(seconds),
                of.processes(),
                of.saidAt(),
                of.startedAt(),
                "",
                Optional.empty(),
                of.reachedAt(),
                of.recordAt(),
                of.goodAt(),
                of.newest(),
                of.connections(),
                of.waitingBytes(),
                of.behindBytes(),
                of.behindRecords());
    }

    /** For days so many records a minute, so many of them rejected. */
    static Activity steady(long perMinute, long rejected) {
        return activity(NOW.minus(Duration.ofDays(3)), perMinute, rejected, 0);
    }

    static Activity activity(Instant first, long perMinute, long rejected, long engineRejected) {
        Map<Integer, Long> sums = new HashMap<>();
        Activity.SPANS.forEach(span -> sums.put(span, span * perMinute));
        return new Activity(
                Optional.of(first),
                Collections.nCopies(60, perMinute),
                Collections.nCopies(60, rejected),
                sums,
                engineRejected,
                60 * (perMinute - rejected));
    }

    /** The first of the last hour's minutes all bad, the last so many good. */
    static Activity mended(int goodMinutes, long perMinute) {
        Activity steady = steady(perMinute, 0);
        List<Long> rejected = new ArrayList<>(Collections.nCopies(60 - goodMinutes, perMinute));
        rejected.addAll(Collections.nCopies(goodMinutes, 0L));
        return new Activity(steady.first(), steady.records(), rejected, steady.sums(), 0, 0);
    }

    static Usual usual(Duration gap, double perMinute, FeedHealth.Basis basis) {
        return new Usual(
                Optional.of(gap), OptionalDouble.of(perMinute), basis, basis == FeedHealth.Basis.HOUR_OF_WEEK ? 4 : 0);
    }
}
