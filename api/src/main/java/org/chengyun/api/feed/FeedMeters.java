package org.chengyun.api.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.ProcessRole;
import org.chengyun.api.access.Scope;
import org.chengyun.api.snapshot.ReadFailed;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of each feed as meters, for alarms. Every process with the role {@code web} says the same. Values of {@code
 * feed} are as many as operators configured, and two a dataset.
 *
 * <ul>
 *   <li>{@code chengyun_feed_level{feed, dataset}}: 0 in order, 1 needs attention, 2 down
 *   <li>{@code chengyun_feed_behind_seconds{feed, dataset}}: age of the newest event time; absent before the first
 *   <li>{@code chengyun_feed_rate{feed, dataset}}, {@code chengyun_feed_rate_expected{feed, dataset}}: source records per
 *       minute, observed and expected; the latter absent while nobody knows
 *   <li>{@code chengyun_sensors_silent{dataset}}: sensors that missed three reports
 * </ul>
 */
@ApplicationScoped
class FeedMeters {
    private static final Logger LOG = Logger.getLogger(FeedMeters.class);
    private static final double MINUTE_S = 60;

    private final FeedService feeds;
    private final ApiConfig config;
    private final MultiGauge level;
    private final MultiGauge behind;
    private final MultiGauge rate;
    private final MultiGauge expected;
    private final MultiGauge silent;

    FeedMeters(FeedService feeds, ApiConfig config, MeterRegistry registry) {
        this.feeds = feeds;
        this.config = config;
        this.level = MultiGauge.builder("chengyun.feed.level").register(registry);
        this.behind =
                MultiGauge.builder("chengyun.feed.behind").baseUnit("seconds").register(registry);
        this.rate = MultiGauge.builder("chengyun.feed.rate").register(registry);
        this.expected = MultiGauge.builder("chengyun.feed.rate.expected").register(registry);
        this.silent = MultiGauge.builder("chengyun.sensors.silent").register(registry);
    }

    @Scheduled(identity = "feed-meters", every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (!config.roles().contains(ProcessRole.WEB)) {
            return;
        }
        try {
            show(feeds.now(Scope.EVERYTHING));
        } catch (ReadFailed e) {
            // the meters stay as they were; that the database is away is told elsewhere
            LOG.debugf("the feeds cannot be judged: %s", e.getMessage());
        }
    }

    private void show(FeedsAnswer answer) {
        rows(level, answer.feeds(), feed -> level(feed.level()));
        rows(
                behind,
                answer.feeds(),
                feed -> Optional.ofNullable(feed.behindMinutes())
                        .map(minutes -> minutes * MINUTE_S)
                        .orElse(null));
        rows(rate, answer.feeds(), feed -> feed.rate().perMinute());
        rows(expected, answer.feeds(), feed -> feed.rate().expectedPerMinute());
        List<Row<?>> sensors = new ArrayList<>();
        for (DatasetFeeds dataset : answer.datasets()) {
            SensorHealth health = dataset.sensors();
            if (health != null) {
                sensors.add(Row.of(Tags.of("dataset", dataset.dataset()), health.silent()));
            }
        }
        silent.register(sensors, true);
    }

    private static double level(FeedHealth.Level level) {
        return switch (level) {
            case OK -> 0;
            case ATTENTION -> 1;
            case BAD -> 2;
        };
    }

    private static void rows(MultiGauge gauge, List<FeedHealth> feeds, Function<FeedHealth, @Nullable Double> value) {
        List<Row<?>> rows = new ArrayList<>();
        for (FeedHealth feed : feeds) {
            Double number = value.apply(feed);
            if (number != null) {
                rows.add(Row.of(Tags.of("feed", feed.feed(), "dataset", feed.dataset()), number));
            }
        }
        gauge.register(rows, true);
    }
}
