package org.chengyun.dashboard.assembly;

import com.vaadin.flow.shared.Registration;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.chengyun.api.cut.CutFeed;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Readings;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.overview.CutNotice;
import org.chengyun.dashboard.overview.Horizon;
import org.chengyun.dashboard.overview.Overview;
import org.chengyun.dashboard.overview.OverviewPage;

/**
 * The overview page from the api's services. Thread-safe: pages that ask the same at the same cut share one answer.
 */
@DefaultBean
@ApplicationScoped
class CityOverview implements Overview {
    private static final int REMEMBERED = 200;

    private final Readings readings;
    private final Labels labels;
    private final CutFeed cuts;
    private final AtomicLong newestCut = new AtomicLong();
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

    private record Question(Locale locale, Scope scope, Horizon horizon) {}

    /** @param asOf the newest cut that was known before the answer was read */
    private record Answer(long asOf, OverviewPage page) {}

    CityOverview(Readings readings, Labels labels, CutFeed cuts) {
        this.readings = readings;
        this.labels = labels;
        this.cuts = cuts;
        cuts.subscribe(notice -> newestCut.accumulateAndGet(notice.cut(), Math::max));
    }

    @Override
    public OverviewPage read(Locale locale, Scope scope, Horizon horizon) {
        var question = new Question(locale, scope, horizon);
        if (answers.size() > REMEMBERED) {
            answers.clear();
        }
        // One reader per question computes; the others wait for its answer.
        return answers.compute(
                        question,
                        (q, known) ->
                                known != null && known.asOf == newestCut.get() && known.asOf > 0 ? known : answer(q))
                .page;
    }

    private Answer answer(Question question) {
        long asOf = newestCut.get();
        var scope = org.chengyun.api.access.Scope.of(question.scope.districts(), question.scope.agencies());
        OverviewPage page = readings.read(
                scope, reading -> new PageReader(reading, labels, question.locale, question.horizon).page());
        return new Answer(asOf, page);
    }

    @Override
    public Registration onCut(Consumer<CutNotice> listener) {
        CutFeed.Subscription subscription = cuts.subscribe(notice -> listener.accept(new CutNotice(notice.cut())));
        return subscription::close;
    }
}
