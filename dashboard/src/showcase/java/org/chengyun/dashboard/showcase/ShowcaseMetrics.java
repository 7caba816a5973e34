package org.chengyun.dashboard.showcase;

import com.vaadin.flow.shared.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.chengyun.api.session.SessionClass;
import org.chengyun.api.session.SessionGroup;
import org.chengyun.api.session.SessionSpread;
import org.chengyun.api.session.SessionSummary;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.metric.MetricPage;
import org.chengyun.dashboard.metric.MetricPage.About;
import org.chengyun.dashboard.metric.MetricPage.Choice;
import org.chengyun.dashboard.metric.MetricPage.OverTime;
import org.chengyun.dashboard.metric.MetricPage.SeriesChoice;
import org.chengyun.dashboard.metric.MetricPage.Sessions;
import org.chengyun.dashboard.metric.MetricPages;
import org.chengyun.dashboard.metric.MetricQuestion;
import org.chengyun.dashboard.trust.Accuracy;
import org.chengyun.dashboard.trust.Finality;
import org.chengyun.dashboard.trust.Trust;
import org.jspecify.annotations.Nullable;

/** Two metrics of the made-up city: speeds with percentiles, and visits to the portal. Thread-safe. */
@ApplicationScoped
public class ShowcaseMetrics implements MetricPages {
    private final Clock clock;
    private final ShowcaseOverview overview;
    private volatile @Nullable RuntimeException outage;

    ShowcaseMetrics(Clock clock, ShowcaseOverview overview) {
        this.clock = clock;
        this.overview = overview;
    }

    @Override
    public MetricPage read(Locale locale, Scope scope, MetricQuestion question) {
        if (outage != null) {
            throw outage;
        }
        return new Made(locale.getLanguage().equals("zh"), question, overview.cut(), clock.instant()).page();
    }

    @Override
    public Registration onCut(LongConsumer listener) {
        return overview.onCut(listener);
    }

    /** From now on reading fails with {@code reason}; null ends it. */
    public void breakDown(@Nullable RuntimeException reason) {
        outage = reason;
    }

    /** A page in the making. */
    private record Made(boolean chinese, MetricQuestion question, long cut, Instant now) {
        private static final List<Names.Name> ROADS = Names.ROADS.subList(0, 6);

        MetricPage page() {
            boolean speeds = question.metric().isEmpty() || question.metric().equals("traffic.speed.road.percentiles");
            boolean visits = question.metric().equals("portal.sessions.service");
            return new MetricPage(
                    cut,
                    cut == 0 ? null : now,
                    List.of(
                            new Choice("traffic.speed.road.percentiles", say("Road traffic", "道路交通"), speedLabel()),
                            new Choice("portal.sessions.service", say("Government portal", "政务门户"), visitLabel())),
                    speeds ? aboutSpeeds() : visits ? aboutVisits() : null,
                    speeds ? speeds() : null,
                    visits ? visits() : null);
        }

        private String say(String en, String zh) {
            return chinese ? zh : en;
        }

        private String speedLabel() {
            return say("85th percentile speed by road", "各道路 85% 位车速");
        }

        private String visitLabel() {
            return say("Portal sessions by service", "各服务访问会话");
        }

        private About aboutSpeeds() {
            return new About(
                    "traffic.speed.road.percentiles", "traffic.speed.road.percentiles@1", "traffic", speedLabel(),
                    say("Spread of the speeds that the detectors on a road reported.", "道路上各检测器所报车速的分布。"),
                    "km/h", List.of("road"), "", List.of("5m", "1h", "1d", "day"), "");
        }

        private About aboutVisits() {
            return new About(
                    "portal.sessions.service", "portal.sessions.service@1", "portal", visitLabel(),
                    say("Visits to a service. Nobody's single sessions are shown, only how many there were and how they spread.", "对某项服务的访问。不显示任何人的单次会话，只显示会话数量与分布。"),
                    "", List.of("service", "client"), "(bot is null or not bot) and (static is null or not static)", List.of(), "30m");
        }

        private OverTime speeds() {
            List<SeriesChoice> choices = ROADS.stream()
                    .map(road -> new SeriesChoice(List.of("road=" + road.en()), say(road.en(), road.zh())))
                    .toList();
            List<String> chosen = question.by().isEmpty() ? choices.getFirst().by() : question.by();
            int seed = chosen.hashCode() % 7;
            return new OverTime(
                    choices, chosen,
                    series(speedLabel(), "km/h", Series.Measure.MEAN, 42 + seed, List.of("p15", "p50", "p85"), new double[] {0.7, 1.02, 1.25},
                            new Accuracy(List.of("p15", "p50", "p85"), 1.0 / 128, null)),
                    null);
        }

        private Sessions visits() {
            var total = new SessionGroup(Map.of(), 10_412, 231, 88_940, new SessionSpread(274.2, 131, 702, 871, 899), new SessionSpread(8.5, 6, 17, 31, 44));
            List<SessionGroup> groups = new ArrayList<>();
            List<String> labels = new ArrayList<>();
            for (Names.Name service : Names.SERVICES) {
                long sessions = groups.size() == Names.SERVICES.size() - 1 ? 3 : 2_140 / (groups.size() + 1);
                Map<String, @Nullable String> by = new LinkedHashMap<>();
                by.put("service", service.en());
                groups.add(new SessionGroup(
                        by, sessions, sessions / 40, sessions * 8,
                        sessions < 5 ? null : new SessionSpread(250, 120 + sessions % 60, 680, 860, 899),
                        sessions < 5 ? null : new SessionSpread(8, 6, 16, 30, 44)));
                labels.add(say(service.en(), service.zh()));
            }
            var trust = trust("portal.sessions.service", Accuracy.EXACT);
            var summary = new SessionSummary(
                    "portal.sessions.service", "portal.sessions.service@1", "30m", List.of("service"),
                    new org.chengyun.api.trust.Trust(null, org.chengyun.api.trust.Finality.PROVISIONAL, cut, now, "portal.sessions.service@1", 0, 0),
                    total, groups, groups.size() + 2L, List.of(),
                    classes(new double[] {0, 10, 60, 300, 900, 1800, 3600, 14400}, 1_912, 1_204, 4_871, 2_425, 0, 0, 0, 0),
                    classes(new double[] {1, 2, 3, 5, 10, 20, 50, 100}, 611, 870, 1_790, 3_981, 2_412, 748, 0, 0), 0, null);
            return new Sessions(
                    summary, labels,
                    series(say("Sessions begun", "开始的会话数"), "", Series.Measure.COUNT, 260, List.of(), new double[0], Accuracy.EXACT),
                    series(say("Length of sessions by when they began", "会话时长（按开始时间）"), say("min", "分钟"), Series.Measure.MEAN, 4.5,
                            List.of("p50", "p90", "p99"), new double[] {0.5, 2.6, 3.3}, new Accuracy(List.of("p50", "p90", "p99"), 0, null)),
                    trust);
        }

        private static List<SessionClass> classes(double[] from, long... sessions) {
            List<SessionClass> classes = new ArrayList<>();
            for (int i = 0; i < from.length; i++) {
                classes.add(new SessionClass(from[i], i + 1 < from.length ? from[i + 1] : null, sessions[i]));
            }
            return classes;
        }

        private Trust trust(String metric, Accuracy accuracy) {
            return new Trust(0.974, Finality.PROVISIONAL, cut, now.minusSeconds(120), metric + "@1", 17, 2, accuracy);
        }

        private Series series(
                String label, String unit, Series.Measure measure, double level, List<String> percentiles, double[] shares, Accuracy accuracy) {
            Horizon horizon = question.horizon();
            long stepMs = horizon.size().toMillis();
            long lastMs = now.toEpochMilli() - Math.floorMod(now.toEpochMilli(), stepMs);
            long fromMs = lastMs - (horizon.windows() - 1) * stepMs;
            List<Series.Point> points = new ArrayList<>();
            for (int i = 0; i < horizon.windows(); i++) {
                double value = level * (1 + 0.25 * Math.sin(i / 4.0) + 0.08 * Math.sin(i * 2.3));
                boolean open = i == horizon.windows() - 1;
                List<Double> of = new ArrayList<>();
                for (double share : shares) {
                    of.add(value * share);
                }
                if (i < 9 || i > 12) {
                    points.add(new Series.Point(
                            Instant.ofEpochMilli(fromMs + i * stepMs),
                            measure == Series.Measure.COUNT ? Math.rint(open ? value / 3 : value) : value,
                            percentiles.isEmpty() ? null : value / 5, 400, 0.97,
                            i > horizon.windows() - 4 ? Finality.PROVISIONAL : i == 20 ? Finality.REVISED : Finality.FINAL, open, of));
                }
            }
            return new Series(
                    question.metric(), label, label, unit, measure, Duration.ofMillis(stepMs), Instant.ofEpochMilli(fromMs),
                    horizon.windows(), points, percentiles, trust("metric", accuracy));
        }
    }
}
