package org.chengyun.dashboard.showcase;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chengyun.api.catalogue.MetricDefinition.Text;
import org.chengyun.api.feed.DatasetFeeds;
import org.chengyun.api.feed.FeedHealth;
import org.chengyun.api.feed.FeedHealth.Basis;
import org.chengyun.api.feed.FeedHealth.Condition;
import org.chengyun.api.feed.FeedHealth.Counts;
import org.chengyun.api.feed.FeedHealth.Level;
import org.chengyun.api.feed.FeedHealth.Rate;
import org.chengyun.api.feed.FeedHealth.Reason;
import org.chengyun.api.feed.FeedsAnswer;
import org.chengyun.api.feed.SensorHealth;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.feeds.FeedStatus;
import org.jspecify.annotations.Nullable;

/** The feeds of the made-up city: one fails, one is unreadable, one works. Thread-safe: synchronised. */
@ApplicationScoped
public class ShowcaseFeeds implements FeedStatus {
    private final Clock clock;
    private boolean mended;
    private @Nullable RuntimeException outage;

    ShowcaseFeeds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized FeedsAnswer read(Scope scope) {
        if (outage != null) {
            throw outage;
        }
        Instant now = clock.instant();
        List<FeedHealth> feeds = new ArrayList<>();
        FeedHealth broken = feed(
                "detectors-south", "traffic", "mqtt", Level.BAD, Condition.FAILING, now.minusSeconds(754),
                new Text("It fails since 10:02:11: MQTT broker mq.city:8883: Connection refused", "自 10:02:11 起出现故障：MQTT broker mq.city:8883: Connection refused"),
                new Text("It is tried again by itself.", "系统会自动重试。"), now, List.of());
        FeedHealth works = feed(
                "portal-main", "portal", "tail", Level.OK, Condition.OK, null,
                new Text("It works: 1,204 records a minute over the last 10 min.", "运行正常：最近 10 分钟平均每分钟 1,204 条记录。"),
                new Text("", ""), now, List.of(new Reason("time-malformed", "ingest", 17), new Reason("record-cut", "ingest", 2)));
        if (mended) {
            feeds.add(works);
        } else {
            feeds.addAll(List.of(broken, works));
        }
        var sensors = new SensorHealth(
                SensorHealth.Level.CONTROLLER,
                new Text("1 of 45 controllers silent: K-1207 (4 sensors, since 10:02:00).", "45 个控制器中有 1 个无数据：K-1207（4 个传感器，自 10:02:00 起）。"),
                now, 180, 4, 45, List.of(new SensorHealth.Controller("K-1207", 4, now)), List.of(), List.of());
        return new FeedsAnswer(now, feeds, List.of(
                new DatasetFeeds("traffic", new Text("Traffic sensors", "交通检测器"), List.of("detectors-south"), 119_280, 17, 3, sensors),
                new DatasetFeeds("portal", new Text("Government portal", "政务门户"), List.of("portal-main"), 72_240, 0, 12, null)));
    }

    private static FeedHealth feed(
            String id, String dataset, String transport, Level level, Condition condition, @Nullable Instant since,
            Text text, Text advice, Instant now, List<Reason> reasons) {
        var hour = new Counts(72_240, 72_200, 21, 19, 0, 72_200, 14_312_000, 0, 0, 0, reasons);
        return new FeedHealth(
                id, dataset, transport, "access-log", level, condition, since, text, advice, 1, now, now, now,
                now.minusSeconds(3), 0.05, null, null, transport.equals("tail") ? 0L : null, null,
                new Rate(1_204, 10, 1_187.2, Basis.HOUR_OF_WEEK, 4), hour, hour, Collections.nCopies(60, 1_204L));
    }

    /** Whether the feed that fails is gone. */
    public synchronized void mend(boolean gone) {
        mended = gone;
    }

    /** From now on reading fails with {@code reason}; null ends it. */
    public synchronized void breakDown(@Nullable RuntimeException reason) {
        outage = reason;
    }
}
