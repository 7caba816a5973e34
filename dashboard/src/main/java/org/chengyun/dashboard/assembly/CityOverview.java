package org.chengyun.dashboard.assembly;

import com.vaadin.flow.shared.Registration;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.chengyun.api.cut.CutFeed;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Readings;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.overview.Overview;
import org.chengyun.dashboard.overview.OverviewPage;

/**
 * The overview page from the api's services. Thread-safe: pages that ask the same at the same cut share one answer.
 */
@DefaultBean
@ApplicationScoped
class CityOverview implements Overview {
    private final Readings readings;
    private final Labels labels;
    private final CutFeed cuts;
    private final Answers<Question, OverviewPage> answers;

    private record Question(Locale locale, Scope scope, Horizon horizon) {}

    CityOverview(Readings readings, Labels labels, CutFeed cuts, Clock clock) {
        this.readings = readings;
        this.labels = labels;
        this.cuts = cuts;
        this.answers = new Answers<>(cuts, clock, 0, Duration.ZERO);
    }

    @Override
    public OverviewPage read(Locale locale, Scope scope, Horizon horizon) {
        return answers.answer(new Question(locale, scope, horizon), this::answer);
    }

    private OverviewPage answer(Question question) {
        var scope = org.chengyun.api.access.Scope.of(question.scope.districts(), question.scope.agencies());
        return readings.read(
                scope, reading -> new PageReader(reading, labels, question.locale, question.horizon).page());
    }

    @Override
    public Registration onCut(LongConsumer listener) {
        CutFeed.Subscription subscription = cuts.subscribe(notice -> listener.accept(notice.cut()));
        return subscription::close;
    }
}
