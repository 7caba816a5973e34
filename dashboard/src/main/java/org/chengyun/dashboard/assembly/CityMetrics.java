package org.chengyun.dashboard.assembly;

import com.vaadin.flow.shared.Registration;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.chengyun.api.cut.CutFeed;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Readings;
import org.chengyun.dashboard.DashboardConfig;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.metric.MetricPage;
import org.chengyun.dashboard.metric.MetricPages;
import org.chengyun.dashboard.metric.MetricQuestion;
import org.chengyun.dashboard.words.Words;

/** The pages of metrics from the api's services. Thread-safe. Millions of sessions take seconds to count: then it rests. */
@DefaultBean
@ApplicationScoped
class CityMetrics implements MetricPages {
    private static final int REST_TIMES = 5;
    /** Less than it takes a page to turn grey. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final Readings readings;
    private final Labels labels;
    private final Words words = new Words();
    private final CutFeed cuts;
    private final ZoneId zone;
    private final Answers<Asked, MetricPage> answers;

    private record Asked(Locale locale, Scope scope, MetricQuestion question) {}

    CityMetrics(Readings readings, Labels labels, CutFeed cuts, DashboardConfig config, Clock clock) {
        this.readings = readings;
        this.labels = labels;
        this.cuts = cuts;
        this.zone = config.zone();
        this.answers = new Answers<>(cuts, clock, REST_TIMES, LONGEST_REST);
    }

    @Override
    public MetricPage read(Locale locale, Scope scope, MetricQuestion question) {
        return answers.answer(new Asked(locale, scope, question), this::answer);
    }

    private MetricPage answer(Asked asked) {
        var scope = org.chengyun.api.access.Scope.of(asked.scope.districts(), asked.scope.agencies());
        return readings.read(
                scope, reading -> new MetricTeller(reading, labels, words, asked.locale, zone, asked.question).page());
    }

    @Override
    public Registration onCut(LongConsumer listener) {
        CutFeed.Subscription subscription = cuts.subscribe(notice -> listener.accept(notice.cut()));
        return subscription::close;
    }
}
