package org.chengyun.dashboard.showcase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chengyun.dashboard.overview.Domain;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.overview.KeyFigure;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.card.Series.Measure;
import org.chengyun.dashboard.card.Series.Point;
import org.chengyun.dashboard.card.TopList;
import org.chengyun.dashboard.trust.Finality;
import org.chengyun.dashboard.trust.Trust;
import org.jspecify.annotations.Nullable;

/** The made-up city at one cut: every number follows from the cut and the time, so a test can expect it. */
final class ShowcaseCity {
    private static final Duration LATENESS = Duration.ofSeconds(100);

    private final Locale locale;
    private final Horizon horizon;
    private final long cut;
    private final Instant now;
    private final long stepMs;
    private final long openStartMs;

    ShowcaseCity(Locale locale, Horizon horizon, long cut, Instant now) {
        this.locale = locale;
        this.horizon = horizon;
        this.cut = cut;
        this.now = now;
        stepMs = horizon.size().toMillis();
        openStartMs = now.toEpochMilli() - Math.floorMod(now.toEpochMilli(), stepMs);
    }

    List<Domain> domains() {
        return List.of(portal(), traffic(), events());
    }

    private Domain portal() {
        return new Domain(
                "portal",
                say("Government portal", "政务门户"),
                List.of(
                        figure("portal.requests", "Requests", "访问量", say("requests", "次"), 5 * perWindow(2140), 0.998),
                        figure("portal.bytes", "Data sent", "下行流量", "B", perWindow(2140) * 41_300, 0.998),
                        figure("portal.requests.status", "Errors (5xx)", "服务器错误", say("requests", "次"), 0.0, 0.998),
                        figure("portal.visitors", "Visitors", "访客数", say("people", "人"), perWindow(318), null)),
                series("portal.requests", "Requests", "访问量", "", Measure.COUNT, perWindow(2140), 0, 0.998),
                top("portal.requests.path", "Most used services", "最常用服务", say("requests", "次"), 420, Names.SERVICES));
    }

    private Domain traffic() {
        return new Domain(
                "traffic",
                say("Road traffic", "道路交通"),
                List.of(
                        figure("traffic.speed.road", "Average speed", "平均车速", "km/h", 41.7, 0.974),
                        figure("traffic.volume.road", "Vehicles counted", "车流量", say("veh", "辆"), perWindow(18_460), 0.974),
                        figure("traffic.occupancy", "Occupancy", "占有率", "%", 12.4, 0.974),
                        figure("traffic.detectors", "Parking free", "空余车位", "", null, null)),
                series("traffic.speed.road", "Average speed", "平均车速", "km/h", Measure.MEAN, 41.7, 9.8, 0.974),
                top("traffic.volume.road", "Busiest roads", "最繁忙道路", say("veh", "辆"), 610, Names.ROADS));
    }

    private Domain events() {
        return new Domain(
                "events",
                say("City events", "城市事件"),
                List.of(
                        figure("events.opened", "Opened", "新增诉求", say("cases", "件"), perWindow(3.2), 0.91),
                        figure("events.closed", "Closed", "办结", say("cases", "件"), perWindow(2.9), 0.91),
                        figure("events.closing_hours.agency", "Hours to close", "办结时长", say("h", "小时"), 31.6, 0.91),
                        figure("events.open", "Open", "在办", say("cases", "件"), 1284.0, 0.91)),
                series("events.opened", "Cases opened", "新增诉求", "", Measure.COUNT, perWindow(3.2), 0, 0.91),
                top("events.opened.type", "Most reported", "最多诉求", say("cases", "件"), 38, Names.CASES));
    }

    private double perWindow(double perMinute) {
        return perMinute * horizon.size().toMinutes();
    }

    private KeyFigure figure(
            String metric, String en, String zh, String unit, @Nullable Double level, @Nullable Double coverage) {
        Double value = level == null ? null : wave(metric, openStartMs - stepMs, level);
        Double before = level == null ? null : wave(metric, openStartMs - 2 * stepMs, level);
        boolean whole = level != null && (level >= 1000 || level == 0);
        return new KeyFigure(
                metric,
                say(en, zh),
                meaning(en, zh),
                unit,
                whole && value != null ? Double.valueOf(Math.rint(value)) : value,
                before,
                trust(metric, coverage, openStartMs));
    }

    private Series series(
            String metric, String en, String zh, String unit, Measure measure, double level, double sd, double coverage) {
        long fromMs = openStartMs - (horizon.windows() - 1) * stepMs;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < horizon.windows(); i++) {
            long startMs = fromMs + i * stepMs;
            boolean missing = metric.startsWith("traffic") && Math.floorMod(startMs / stepMs, 60) / 5 == 4;
            if (!missing) {
                points.add(point(metric, startMs, measure, level, sd, coverage));
            }
        }
        return new Series(
                metric,
                say(en, zh),
                meaning(en, zh),
                unit,
                measure,
                horizon.size(),
                Instant.ofEpochMilli(fromMs),
                horizon.windows(),
                points,
                trust(metric, coverage, openStartMs + stepMs));
    }

    private Point point(String metric, long startMs, Measure measure, double level, double sd, double coverage) {
        boolean open = startMs + stepMs > now.toEpochMilli();
        double share = open ? (double) (now.toEpochMilli() - startMs) / stepMs : 1;
        double full = wave(metric, startMs, level);
        double value = measure == Measure.MEAN ? full : Math.rint(full * share);
        long n = measure == Measure.MEAN ? Math.round(1900 * share) : (long) value;
        return new Point(
                Instant.ofEpochMilli(startMs),
                value,
                sd == 0 ? null : sd * (0.8 + 0.4 * noise(metric + "sd", startMs)),
                n,
                open ? coverage * share : coverage,
                finality(metric, startMs),
                open);
    }

    private TopList top(String metric, String en, String zh, String unit, double level, List<Names.Name> names) {
        List<Names.Name> ranked = ranked(names, level, cut);
        List<Names.Name> before = ranked(names, level, cut - 12);
        var entries = IntStream.range(0, Math.min(10, ranked.size()))
                .mapToObj(i -> new TopList.Entry(
                        i + 1,
                        ranked.get(i).en(),
                        say(ranked.get(i).en(), ranked.get(i).zh()),
                        Math.rint(score(ranked.get(i), level, cut)),
                        before.indexOf(ranked.get(i)) < 10 ? before.indexOf(ranked.get(i)) + 1 : null, true))
                .toList();
        boolean settled = metric.startsWith("traffic");
        return new TopList(
                metric,
                say(en, zh),
                meaning(en, zh),
                unit,
                entries,
                trust(metric, 0.97, settled ? openStartMs - 3 * stepMs : openStartMs + stepMs));
    }

    private static List<Names.Name> ranked(List<Names.Name> names, double level, long at) {
        return names.stream()
                .sorted(Comparator.comparingDouble((Names.Name name) -> -score(name, level, at)))
                .toList();
    }

    private static double score(Names.Name name, double level, long at) {
        int k = Math.floorMod(name.en().hashCode(), 1000);
        return level * (0.35 + 0.65 * k / 1000.0) * (1 + 0.18 * Math.sin(at / 9.0 + k));
    }

    private Trust trust(String metric, @Nullable Double coverage, long endMs) {
        var watermark = now.minus(LATENESS);
        boolean revised = metric.equals("events.open");
        var finality = endMs > watermark.toEpochMilli()
                ? Finality.PROVISIONAL
                : revised ? Finality.REVISED : Finality.FINAL;
        return new Trust(coverage, revised ? Finality.REVISED : finality, cut, watermark, metric + "@1", revised ? 12 : 0, revised ? 2 : 0);
    }

    private Finality finality(String metric, long startMs) {
        if (startMs + stepMs > now.minus(LATENESS).toEpochMilli()) {
            return Finality.PROVISIONAL;
        }
        return Math.floorMod((metric + startMs / stepMs).hashCode(), 23) == 0 ? Finality.REVISED : Finality.FINAL;
    }

    private static double wave(String metric, long startMs, double level) {
        double hour = startMs / 3_600_000.0;
        double rhythm = 1 + 0.22 * Math.sin(hour * 2.1) + 0.06 * Math.sin(hour * 23);
        double rough = level < 10 ? 1.6 : 0.08;
        return Math.max(0, level < 10 ? Math.rint(level * (rhythm + rough * (noise(metric, startMs) - 0.5) * 1.2)) : level * (rhythm + rough * (noise(metric, startMs) - 0.5)));
    }

    private static double noise(String metric, long startMs) {
        long x = metric.hashCode() * 0x9E3779B97F4A7C15L + startMs * 0xC2B2AE3D27D4EB4FL;
        x ^= x >>> 31;
        x *= 0xBF58476D1CE4E5B9L;
        return ((x ^ (x >>> 29)) >>> 11) * 0x1.0p-53;
    }

    private String meaning(String en, String zh) {
        return say(
                "“" + en + "” of the made-up city, counted over the window that closed last.",
                "虚构城市的“" + zh + "”，取最近结束的窗口。");
    }

    private String say(String en, String zh) {
        return locale.getLanguage().equals("zh") ? zh : en;
    }
}
