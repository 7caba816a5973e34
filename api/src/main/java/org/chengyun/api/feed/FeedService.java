package org.chengyun.api.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.access.Scope;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.feed.FeedHealth.Level;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.jspecify.annotations.Nullable;

/** Whether the feeds are healthy. Tells addresses and names of files: for operators. Thread-safe. */
@ApplicationScoped
public class FeedService {
    private final Snapshots snapshots;
    private final Catalogue catalogue;
    private final SensorService sensors;
    private final ApiConfig config;

    FeedService(Snapshots snapshots, Catalogue catalogue, SensorService sensors, ApiConfig config) {
        this.snapshots = snapshots;
        this.catalogue = catalogue;
        this.sensors = sensors;
        this.config = config;
    }

    /** @param scope of the asker: sensors of other districts are left out */
    public FeedsAnswer now(Scope scope) {
        return snapshots.read(scope, this::answer);
    }

    /**
     * One feed, and its dataset.
     *
     * @throws ProblemException {@code feed-unknown}
     */
    public FeedsAnswer require(String id, Scope scope) {
        FeedsAnswer all = now(scope);
        FeedHealth feed = all.feeds().stream()
                .filter(one -> one.feed().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.FEED_UNKNOWN,
                        "No process ever spoke of a feed '%s'; GET /api/v1/feeds lists them.".formatted(id)));
        List<DatasetFeeds> its = all.datasets().stream()
                .filter(dataset -> dataset.dataset().equals(feed.dataset()))
                .toList();
        return new FeedsAnswer(all.now(), List.of(feed), its);
    }

    /** One feed with its judgement. */
    private record Judged(FeedFacts facts, Diagnosis diagnosis, FeedHealth health) {}

    private FeedsAnswer answer(Snapshot snapshot) {
        var reader = new FeedReader(snapshot);
        Instant now = reader.now();
        List<FeedFacts> facts = reader.facts(now).stream()
                .filter(one -> catalogue.dataset(one.key().dataset()).isPresent())
                .toList();
        List<Judged> judged = judge(snapshot, facts, now);
        List<DatasetFeeds> datasets = catalogue.datasets().stream()
                .flatMap(dataset -> dataset(snapshot, dataset, judged, now).stream())
                .toList();
        return new FeedsAnswer(
                now,
                judged.stream()
                        .map(Judged::health)
                        .sorted(Comparator.comparing(FeedHealth::level)
                                .reversed()
                                .thenComparing(FeedHealth::feed))
                        .toList(),
                datasets);
    }

    private List<Judged> judge(Snapshot snapshot, List<FeedFacts> facts, Instant now) {
        var minutes = new MinuteReader(snapshot);
        Map<FeedKey, Instant> firsts = minutes.firsts();
        Map<FeedKey, MinuteReader.Came> sums = minutes.sums();
        Map<FeedKey, MinuteReader.Recent> recent = minutes.recent();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        Map<FeedKey, Usual.Past> pasts = minutes.pasts(hour);
        Map<FeedKey, ReasonReader.Reasons> reasons = new ReasonReader(snapshot)
                .read(facts.stream().map(FeedFacts::key).collect(Collectors.toSet()));
        List<Judged> judged = new ArrayList<>();
        for (FeedFacts one : facts) {
            FeedKey key = one.key();
            var came = sums.getOrDefault(key, MinuteReader.Came.NOTHING);
            var lately = recent.getOrDefault(key, MinuteReader.Recent.nothing());
            var why = reasons.getOrDefault(key, ReasonReader.Reasons.NONE);
            var activity = new Activity(
                    Optional.ofNullable(firsts.get(key)),
                    lately.records(),
                    lately.rejected(),
                    came.sums(),
                    why.byEngineInTheLastHour(),
                    came.hour().observations());
            Usual.Past past = pasts.get(key);
            Usual usual = past == null ? Usual.UNKNOWN : Usual.of(past, activity, now);
            Dataset dataset = catalogue.dataset(key.dataset()).orElseThrow();
            Diagnosis diagnosis = Judge.of(one, activity, usual, dataset, now);
            judged.add(new Judged(one, diagnosis, health(one, diagnosis, activity, usual, came, why, now)));
        }
        return judged;
    }

    private FeedHealth health(
            FeedFacts facts,
            Diagnosis diagnosis,
            Activity activity,
            Usual usual,
            MinuteReader.Came came,
            ReasonReader.Reasons why,
            Instant now) {
        int span = Activity.span(usual.gap().orElse(Duration.ZERO));
        boolean expects = facts.isLive() && usual.perMinute().isPresent();
        return new FeedHealth(
                facts.id(),
                facts.key().dataset(),
                facts.transport(),
                facts.format(),
                diagnosis.level(),
                diagnosis.condition(),
                diagnosis.sinceWhen().orElse(null),
                FeedWords.inAll(config.zone(), now, words -> words.text(diagnosis, facts)),
                FeedWords.inAll(config.zone(), now, words -> words.advice(diagnosis, facts)),
                facts.processes(),
                facts.reachedAt().orElse(null),
                facts.recordAt().orElse(null),
                facts.goodAt().orElse(null),
                facts.newest().orElse(null),
                facts.newest()
                        .map(newest -> Duration.between(newest, now).toSeconds() / 60.0)
                        .orElse(null),
                number(facts.connections()),
                number(facts.waitingBytes()),
                number(facts.behindBytes()),
                number(facts.behindRecords()),
                new FeedHealth.Rate(
                        activity.perMinute(span, now),
                        span,
                        expects ? usual.perMinute().getAsDouble() : null,
                        expects ? usual.basis() : FeedHealth.Basis.NONE,
                        expects ? usual.weeks() : 0),
                came.hour().because(why.hour()),
                came.day().because(why.day()),
                activity.records());
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    /** Empty if no feed brings it. */
    private Optional<DatasetFeeds> dataset(Snapshot snapshot, Dataset dataset, List<Judged> judged, Instant now) {
        List<Judged> its = judged.stream()
                .filter(one -> one.facts.key().dataset().equals(dataset.id()))
                .toList();
        if (its.isEmpty()) {
            return Optional.empty();
        }
        List<String> down = its.stream()
                .filter(one -> one.facts.isLive() && one.health.level() == Level.BAD)
                .map(one -> one.facts.id())
                .toList();
        boolean noneWorks = down.size() == its.size();
        HourReader.Hour hour = new HourReader(snapshot).read(dataset);
        return Optional.of(new DatasetFeeds(
                dataset.id(),
                new MetricDefinition.Text(dataset.label().en(), dataset.label().zhCn()),
                its.stream().map(one -> one.facts.id()).toList(),
                hour.eventsIn(),
                hour.duplicates(),
                hour.late(),
                sensors.health(snapshot, dataset, noneWorks ? down : List.of(), now)
                        .orElse(null)));
    }
}
