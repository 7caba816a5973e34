package org.chengyun.dashboard.feeds;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chengyun.api.feed.DatasetFeeds;
import org.chengyun.api.feed.FeedHealth;
import org.chengyun.api.feed.FeedsAnswer;
import org.chengyun.dashboard.live.LiveFrame;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Notation;

/** One card a feed, the gravest first, then one a dataset. Not thread-safe: the session lock guards it. */
final class FeedsBoard extends LiveFrame {
    private final Notation notation;
    private final Clock clock;
    private final Span count = new Span();
    private final Div feeds = new Div();
    private final Div datasets = new Div();
    private final Div empty = new Div();
    private final Map<String, FeedCard> feedCards = new HashMap<>();
    private final Map<String, DatasetCard> datasetCards = new HashMap<>();

    FeedsBoard(Notation notation, Clock clock, Duration staleAfter) {
        super(clock, staleAfter);
        this.notation = notation;
        this.clock = clock;
        count.addClassName("count");
        var head = new Div(new Paragraph(getTranslation("feeds.intro")), count);
        head.addClassName("cy-page-head");
        feeds.addClassName("cy-feeds");
        datasets.addClassName("cy-feed-datasets");
        empty.setText(getTranslation("feeds.none"));
        empty.addClassName("cy-empty");
        empty.setVisible(false);
        add(head, empty, feeds, datasets);
    }

    void show(FeedsAnswer answer) {
        fresh(answer.now().toEpochMilli(), clock.instant());
        empty.setVisible(answer.feeds().isEmpty());
        long bad = count(answer, FeedHealth.Level.BAD);
        long attention = count(answer, FeedHealth.Level.ATTENTION);
        count.setText(
                answer.feeds().isEmpty()
                        ? ""
                        : getTranslation(
                                "feeds.count",
                                notation.number(answer.feeds().size() - bad - attention),
                                notation.number(attention),
                                notation.number(bad),
                                notation.clock(answer.now())));
        Map<String, String> labels =
                answer.datasets().stream().collect(Collectors.toMap(DatasetFeeds::dataset, this::label));
        List<FeedCard> each =
                arrange(feeds, feedCards, answer.feeds(), FeedHealth::feed, one -> new FeedCard(notation, one));
        for (int i = 0; i < each.size(); i++) {
            FeedHealth feed = answer.feeds().get(i);
            each.get(i).show(feed, labels.getOrDefault(feed.dataset(), feed.dataset()));
        }
        List<DatasetCard> all = arrange(
                datasets,
                datasetCards,
                answer.datasets(),
                DatasetFeeds::dataset,
                one -> new DatasetCard(notation, one));
        for (int i = 0; i < all.size(); i++) {
            DatasetFeeds dataset = answer.datasets().get(i);
            all.get(i).show(dataset, label(dataset));
        }
    }

    private static long count(FeedsAnswer answer, FeedHealth.Level level) {
        return answer.feeds().stream().filter(feed -> feed.level() == level).count();
    }

    private String label(DatasetFeeds dataset) {
        boolean chinese = Language.of(notation.locale()) == Language.ZH_CN;
        return chinese ? dataset.label().zhCn() : dataset.label().en();
    }

    /** The cards in the order wanted. Only what is not in its place is moved: whoever reads a card keeps it. */
    private static <T, C extends Component> List<C> arrange(
            Div place, Map<String, C> cards, List<T> wanted, Function<T, String> id, Function<T, C> make) {
        List<String> ids = wanted.stream().map(id).toList();
        cards.entrySet().removeIf(card -> {
            boolean gone = !ids.contains(card.getKey());
            if (gone) {
                place.remove(card.getValue());
            }
            return gone;
        });
        List<C> ordered = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            T one = wanted.get(i);
            C card = cards.computeIfAbsent(ids.get(i), key -> make.apply(one));
            if (place.indexOf(card) != i) {
                place.addComponentAtIndex(i, card);
            }
            ordered.add(card);
        }
        return ordered;
    }
}
