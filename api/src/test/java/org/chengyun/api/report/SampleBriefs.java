package org.chengyun.api.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.chengyun.api.report.Brief.Comparison;
import org.chengyun.api.report.Brief.Cut;
import org.chengyun.api.report.Brief.KeyFigure;
import org.chengyun.api.report.Brief.Metric;
import org.chengyun.api.report.Brief.Point;
import org.chengyun.api.report.Brief.Series;
import org.chengyun.api.report.Brief.Spread;
import org.chengyun.api.report.Brief.SpreadRow;
import org.chengyun.api.report.Brief.Top;
import org.chengyun.api.report.Brief.TopRow;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Briefs to draw in tests: a city's ordinary Friday, and the extremes. */
@NullMarked
public final class SampleBriefs {
    public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    public static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Instant WATERMARK = Instant.parse("2026-11-20T14:58:30Z");

    private final boolean chinese;

    private SampleBriefs(Locale locale) {
        chinese = locale.equals(Locale.SIMPLIFIED_CHINESE);
    }

    /** A day with an incomplete feed, a gap, late corrections and a provisional evening. */
    public static Brief ordinary(Locale locale) {
        var words = new SampleBriefs(locale);
        return brief(locale, words.figures(), words.series(), words.tops(), words.spreads());
    }

    /** A day on which everything arrived. */
    public static Brief quiet(Locale locale) {
        var words = new SampleBriefs(locale);
        var figures = words.figures().stream()
                .map(figure -> new KeyFigure(
                        figure.metric(),
                        figure.shown(),
                        figure.stats(),
                        figure.span(),
                        figure.comparison(),
                        trust(0.998, Finality.FINAL, figure.metric().definition(), 0, 0)))
                .limit(3)
                .toList();
        return brief(locale, figures, List.of(), List.of());
    }

    public static Brief empty(Locale locale) {
        return brief(locale, List.of(), List.of(), List.of());
    }

    /** Series and tables that exist, but hold nothing or a single window. */
    public static Brief sparse(Locale locale) {
        var words = new SampleBriefs(locale);
        var none = new Series(
                words.requests(),
                "none",
                Stats.Shown.COUNT,
                Duration.ofHours(1),
                Duration.ofHours(1),
                List.of(),
                trust(null, Finality.PROVISIONAL, "portal.requests@1", 0, 0));
        var one = new Series(
                words.speed(),
                "one",
                Stats.Shown.MEAN,
                Duration.ofHours(1),
                Duration.ofHours(1),
                List.of(new Point(start(12), stats(40, 42.25, 9, 30, 61), Finality.FINAL, 0.99, 0, 0, 8231)),
                trust(0.99, Finality.FINAL, "traffic.speed.road@2", 0, 0));
        var top = new Top(
                words.speed(),
                "nobody",
                "Road",
                "Vehicles",
                "",
                day(),
                List.of(),
                trust(1.0, Finality.FINAL, "a@1", 0, 0));
        var figure = new KeyFigure(
                words.requests(),
                Stats.Shown.COUNT,
                Stats.count(0),
                day(),
                null,
                trust(0.0, Finality.FINAL, "portal.requests@1", 0, 0));
        return brief(
                locale, List.of(figure), List.of(none, one), List.of(top), List.of(words.spread("nowhere", List.of())));
    }

    /** Thousands of windows and rows, and names of every kind of trouble. */
    public static Brief huge(Locale locale) {
        var words = new SampleBriefs(locale);
        var random = new Random(7);
        var points = IntStream.range(0, 5_000)
                .filter(i -> i % 97 != 0)
                .mapToObj(i -> new Point(
                        start(0).plus(Duration.ofMinutes(i)),
                        stats(10 + i % 7, 30 + 10 * Math.sin(i / 200.0) + random.nextGaussian(), 25, 5, 80),
                        i > 4_500 ? Finality.PROVISIONAL : Finality.FINAL,
                        i % 500 < 20 ? 0.4 : 0.99,
                        0,
                        0,
                        8231))
                .toList();
        var rows = IntStream.range(0, 5_000)
                .mapToObj(i -> new TopRow(
                        i + 1,
                        name(i),
                        name(i),
                        1e12 / (i + 1),
                        stats(i, i / 3.0, i, -i, i),
                        Finality.FINAL,
                        i % 11 == 0 ? null : 0.97,
                        0,
                        0,
                        8231))
                .toList();
        var series = new Series(
                words.speed(),
                "很长的名字 long name ".repeat(30),
                Stats.Shown.MEAN,
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                points,
                trust(0.93, Finality.PROVISIONAL, "traffic.speed.road@2", 1_000_000, 12));
        var top = new Top(
                words.speed(),
                "Top 5,000",
                "Road",
                "Vehicles",
                "",
                day(),
                rows,
                trust(0.97, Finality.FINAL, "traffic.volume.road@1", 0, 0));
        var figures = IntStream.range(0, 40)
                .mapToObj(i -> new KeyFigure(
                        new Metric("m" + i, "m" + i + "@1", name(i), name(i).repeat(3), name(i + 1), name(i + 2)),
                        Stats.Shown.SUM,
                        new Stats(9, -9.87654321e14 * (i + 1), null, null, null, null),
                        day(),
                        new Comparison(DAY.minusDays(7), 0, trust(null, Finality.FINAL, "m@1", 0, 0)),
                        trust(i / 40.0, Finality.REVISED, "m" + i + "@1", 3, 4)))
                .toList();
        var spreads = IntStream.range(0, 60)
                .mapToObj(i -> new SpreadRow(
                        name(i),
                        name(i),
                        i,
                        1e12 / (i + 1),
                        i % 5 == 0 ? List.of() : List.of(-1e9, 0.0, 1e14),
                        9.9e14,
                        Finality.REVISED,
                        null,
                        1,
                        2,
                        8231))
                .toList();
        return brief(locale, figures, List.of(series), List.of(top), List.of(words.spread(name(1), spreads)));
    }

    private static String name(int i) {
        return switch (i % 9) {
            case 0 -> "=HYPERLINK(\"http://example.org/" + i + "\";\"click\")";
            case 1 -> "/services/social-security/" + "very-long-path/".repeat(20) + i;
            case 2 -> "中华人民共和国某某省某某市某某区某某街道".repeat(8) + i;
            case 3 -> "不存在的字 \uD840\uDC00 𠮷 \uE000 😀 عربي " + i;
            case 4 -> "line\nbreak\ttab \u0000 null \u0007 bell, \"quote\" " + i;
            case 5 -> "W".repeat(400) + i;
            case 6 -> "";
            case 7 -> "@SUM(1+1)*cmd|' /C calc'!A0" + i;
            default -> "Zürich Straße Œuvre — “quotes” ≥ 5 ‰ " + i;
        };
    }

    private static Brief brief(Locale locale, List<KeyFigure> figures, List<Series> series, List<Top> tops) {
        return brief(locale, figures, series, tops, List.of());
    }

    private static Brief brief(
            Locale locale, List<KeyFigure> figures, List<Series> series, List<Top> tops, List<Spread> spreads) {
        boolean chinese = locale.equals(Locale.SIMPLIFIED_CHINESE);
        return new Brief(
                chinese ? "城市运行日报" : "Daily city brief",
                chinese ? "澄云市" : "City of Chengyun",
                DAY,
                DAY.plusDays(1),
                SHANGHAI,
                locale,
                new Cut(8231, Instant.parse("2026-11-20T22:00:05Z")),
                0.9,
                figures,
                series,
                tops,
                spreads);
    }

    private List<Spread> spreads() {
        return List.of(spread(
                chinese ? "各服务访问会话：时长" : "Portal sessions by service: how long",
                List.of(
                        spreadRow("", chinese ? "合计" : "All", 10_412, List.of(2.1833, 11.7, 14.5167)),
                        spreadRow("tax", chinese ? "个人所得税" : "Personal income tax", 2_140, List.of(2.0, 11.4, 14.4)),
                        spreadRow("permit", chinese ? "居住证" : "Residence permit", 3, List.of()))));
    }

    private Spread spread(String name, List<SpreadRow> rows) {
        return new Spread(
                new Metric("portal.sessions.service", "portal.sessions.service@1", name, name, name, ""),
                name,
                chinese ? "当日开始的会话共 10,412 次。" : "10,412 sessions began on the day.",
                chinese ? "服务" : "Service",
                chinese ? "会话数" : "Sessions",
                chinese ? "分钟" : "min",
                List.of("p50", "p90", "p99"),
                1.0 / 128,
                day(),
                rows,
                2,
                trust(0.998, Finality.FINAL, "portal.sessions.service@1", 0, 0));
    }

    private static SpreadRow spreadRow(String key, String label, long n, List<Double> percentiles) {
        return new SpreadRow(
                key,
                label,
                n,
                percentiles.isEmpty() ? null : 4.57,
                percentiles,
                percentiles.isEmpty() ? null : 14.9833,
                Finality.FINAL,
                0.998,
                0,
                0,
                8231);
    }

    private List<KeyFigure> figures() {
        return List.of(
                figure(requests(), Stats.Shown.COUNT, Stats.count(1_284_113), 1_243_870, 0.998, Finality.FINAL, 0, 0),
                figure(
                        bytes(),
                        Stats.Shown.SUM,
                        new Stats(1_201_455, 98_765_432_109.0, 82_204.8, 3.1e9, 0.0, 5e8),
                        95_111_000_222.0,
                        0.998,
                        Finality.FINAL,
                        0,
                        0),
                figure(
                        speed(),
                        Stats.Shown.MEAN,
                        stats(5_712_004, 43.28, 125.4, 0, 118),
                        45.9,
                        0.974,
                        Finality.REVISED,
                        37,
                        2),
                figure(
                        new Metric(
                                "traffic.volume",
                                "traffic.volume@1",
                                word("Vehicles counted", "通过车辆数"),
                                word("Sum of the vehicles counted by all detectors.", "全部检测器计数的车辆总和。"),
                                word("Traffic", "道路交通"),
                                word("veh", "辆")),
                        Stats.Shown.SUM,
                        new Stats(5_712_004, 31_556_020.0, 5.52, 9.0, 0.0, 61.0),
                        30_100_900,
                        0.62,
                        Finality.PROVISIONAL,
                        1_204,
                        0),
                figure(opened(), Stats.Shown.COUNT, Stats.count(812), 790, null, Finality.FINAL, 3, 1),
                figure(
                        closing(),
                        Stats.Shown.MEAN,
                        stats(655, 18.43, 812.25, 0.02, 340.5),
                        0,
                        null,
                        Finality.FINAL,
                        0,
                        0),
                new KeyFigure(
                        new Metric(
                                "air.pm25",
                                "air.pm25@1",
                                word("Fine dust PM2.5", "细颗粒物 PM2.5"),
                                word("Mean of all stations.", "全部站点均值。"),
                                word("Air", "空气质量"),
                                "µg/m³"),
                        Stats.Shown.MEAN,
                        Stats.count(0),
                        day(),
                        null,
                        trust(0.0, Finality.PROVISIONAL, "air.pm25@1", 0, 0)));
    }

    private List<Series> series() {
        var speeds = new ArrayList<Point>();
        var requests = new ArrayList<Point>();
        for (int hour = 0; hour < 24; hour++) {
            double rush = Math.exp(-Math.pow(hour - 8, 2) / 4.0) + Math.exp(-Math.pow(hour - 18, 2) / 5.0);
            if (hour != 13 && hour != 14) {
                Finality finality = hour >= 22 ? Finality.PROVISIONAL : hour == 7 ? Finality.REVISED : Finality.FINAL;
                speeds.add(new Point(
                        start(hour),
                        stats(238_000 - hour, 58 - 24 * rush, 40 + 80 * rush, 2, 117),
                        finality,
                        hour == 12 || hour == 15 ? 0.61 : 0.985,
                        hour == 7 ? 2 : 0,
                        hour == 7 ? 37 : 0,
                        8231));
            }
            long load = Math.round(9_000
                    + 96_000 * Math.exp(-Math.pow(hour - 10.5, 2) / 18.0)
                    + 60_000 * Math.exp(-Math.pow(hour - 16, 2) / 10.0));
            requests.add(new Point(start(hour), Stats.count(load), Finality.FINAL, 0.998, 0, 0, 8231));
        }
        return List.of(
                new Series(
                        requests(),
                        word("Requests to the service portal, whole city", "政务服务门户请求量（全市）"),
                        Stats.Shown.COUNT,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        requests,
                        trust(0.998, Finality.FINAL, "portal.requests@1", 0, 0)),
                new Series(
                        speed(),
                        word("Average speed on all roads", "全市道路平均车速"),
                        Stats.Shown.MEAN,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        speeds,
                        trust(0.974, Finality.PROVISIONAL, "traffic.speed.road@2", 37, 2)));
    }

    private List<Top> tops() {
        String[] roads = chinese
                ? new String[] {"滨河东路（长江大桥至解放路）", "解放大道", "中山北路", "人民路", "环城高速西段", "建设路", "学院路", "机场快速路", "南湖大道", "东风路"}
                : new String[] {
                    "Riverside Drive East (Yangtze Bridge to Liberation Road)",
                    "Liberation Avenue",
                    "Zhongshan North Road",
                    "Renmin Road",
                    "Ring Expressway West",
                    "Jianshe Road",
                    "Xueyuan Road",
                    "Airport Expressway",
                    "South Lake Avenue",
                    "Dongfeng Road"
                };
        var busiest = new ArrayList<TopRow>();
        for (int i = 0; i < roads.length; i++) {
            busiest.add(new TopRow(
                    i + 1,
                    "R00" + i,
                    roads[i],
                    412_300 - 31_207 * i,
                    stats(90_000, 31.5 + 2.2 * i, 80, 2, 96),
                    i == 2 ? Finality.REVISED : Finality.FINAL,
                    i == 4 ? 0.55 : 0.99,
                    i == 2 ? 1 : 0,
                    0,
                    8231));
        }
        String[] types = chinese
                ? new String[] {"噪声扰民", "占道经营", "违章停车", "路灯故障", "垃圾清运"}
                : new String[] {"Noise", "Street vending", "Illegal parking", "Street light out", "Refuse collection"};
        var opened = IntStream.range(0, types.length)
                .mapToObj(i -> new TopRow(
                        i + 1,
                        "T" + i,
                        types[i],
                        214 - 37 * i,
                        Stats.count(214 - 37 * i),
                        Finality.FINAL,
                        null,
                        0,
                        0,
                        8231))
                .toList();
        var utcDay = new Span(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-21T00:00:00Z"));
        return List.of(
                new Top(
                        speed(),
                        word("Busiest roads and their speed", "车流量最大的道路及其车速"),
                        word("Road", "道路"),
                        word("Vehicles", "车辆数"),
                        word("veh", "辆"),
                        day(),
                        busiest,
                        trust(0.974, Finality.FINAL, "traffic.speed.road@2", 37, 2)),
                new Top(
                        opened(),
                        word("Most frequent reports of citizens", "市民诉求最多的类别"),
                        word("Type", "类别"),
                        word("Cases", "件数"),
                        "",
                        utcDay,
                        opened,
                        trust(null, Finality.FINAL, "events.opened.type@1", 3, 1)));
    }

    private Metric requests() {
        return new Metric(
                "portal.requests",
                "portal.requests@1",
                word("Portal requests", "门户请求数"),
                word(
                        "Requests answered by the service portal, health checks and robots excluded.",
                        "政务服务门户应答的请求数，不含健康检查与爬虫。"),
                word("Service portal", "政务服务门户"),
                "");
    }

    private Metric bytes() {
        return new Metric(
                "portal.bytes",
                "portal.bytes@1",
                word("Bytes delivered", "下行流量"),
                word("Sum of the response sizes; responses without a size are not counted.", "响应大小之和；无大小的响应不计入。"),
                word("Service portal", "政务服务门户"),
                "B");
    }

    private Metric speed() {
        return new Metric(
                "traffic.speed.road",
                "traffic.speed.road@2",
                word("Average speed by road", "道路平均车速"),
                word(
                        "Mean of the speeds reported by working detectors (time-mean speed at a point). Detectors with an occupancy above 1 are excluded.",
                        "正常工作的检测器所报车速的均值（断面时间平均车速），占有率大于 1 的检测器除外。"),
                word("Traffic", "道路交通"),
                "km/h");
    }

    private Metric opened() {
        return new Metric(
                "events.opened.type",
                "events.opened.type@1",
                word("Cases opened", "新增诉求"),
                word("Service requests of citizens opened in the period.", "本期新增的市民诉求。"),
                word("City events", "城市事件"),
                "");
    }

    private Metric closing() {
        return new Metric(
                "events.closing_hours.agency",
                "events.closing_hours.agency@1",
                word("Time to close", "办结时长"),
                word("Mean hours from opening to closing, of cases closed in the period.", "本期办结诉求自受理至办结的平均时长。"),
                word("City events", "城市事件"),
                word("h", "小时"));
    }

    private KeyFigure figure(
            Metric metric,
            Stats.Shown shown,
            Stats stats,
            double before,
            @Nullable Double coverage,
            Finality finality,
            long late,
            int revision) {
        var comparison = before == 0
                ? null
                : new Comparison(DAY.minusDays(7), before, trust(0.99, Finality.FINAL, metric.definition(), 0, 0));
        return new KeyFigure(
                metric,
                shown,
                stats,
                day(),
                comparison,
                trust(coverage, finality, metric.definition(), late, revision));
    }

    private String word(String english, String inChinese) {
        return chinese ? inChinese : english;
    }

    private static Trust trust(
            @Nullable Double coverage, Finality finality, String definition, long late, int revision) {
        return new Trust(coverage, finality, 8231, WATERMARK, definition, late, revision);
    }

    private static Stats stats(long n, double mean, double variance, double min, double max) {
        return new Stats(n, mean * n, mean, variance, min, max);
    }

    private static Span day() {
        return new Span(start(0), start(24));
    }

    private static Instant start(int hour) {
        return DAY.atStartOfDay(SHANGHAI).plusHours(hour).toInstant();
    }
}
