package org.chengyun.dashboard.feeds;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.feed.FeedHealth;
import org.chengyun.dashboard.card.Figure;
import org.chengyun.dashboard.frame.Icon;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Lengths;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** One feed: whether it is healthy, why not and what to do, then the figures. Changed in place. */
final class FeedCard extends Section {
    private static final String NOTHING = "–";
    private static final double MINUTE_S = 60;

    private final Notation notation;
    private final Lengths lengths;
    private final Span chip = new Span();
    private final Span about = new Span();
    private final Paragraph text = new Paragraph();
    private final Paragraph advice = new Paragraph();
    private final Figure rate = new Figure("feeds.rate");
    private final Figure behind = new Figure("feeds.behind");
    private final Figure good = new Figure("feeds.good");
    private final Figure hour = new Figure("feeds.hour");
    private final Figure rejected = new Figure("feeds.rejected");
    private final Spark spark = new Spark();
    private final Div reasons = new Div();
    private List<FeedHealth.Reason> shownReasons = List.of();

    FeedCard(Notation notation, FeedHealth feed) {
        this.notation = notation;
        this.lengths = new Lengths(notation);
        addClassNames("cy-domain", "cy-feed");
        getElement().setAttribute("dataset", feed.dataset());
        getElement().setAttribute("feed", feed.feed());
        var name = new Span(feed.feed());
        name.addClassName("name");
        about.addClassName("about");
        chip.addClassName("condition");
        var head = new Div(new H2(Icon.ofDataset(feed.dataset()).create(), name), about, chip);
        head.addClassName("head");
        text.addClassName("text");
        advice.addClassName("advice");
        var figures = new Div(rate, behind, good, hour, rejected);
        figures.addClassName("cy-feed-figures");
        var lately = new Div(figures, spark);
        lately.addClassName("lately");
        reasons.addClassName("reasons");
        add(head, text, advice, lately, reasons);
    }

    /** @param dataset what the dataset is called */
    void show(FeedHealth feed, String dataset) {
        getElement().setAttribute("level", word(feed.level()));
        chip.setText(getTranslation("feeds.condition." + word(feed.condition())));
        about.setText(getTranslation(
                "feeds.about",
                dataset,
                getTranslation("feeds.transport." + feed.transport()),
                feed.format().isEmpty() ? "" : " · " + feed.format()));
        text.setText(say(feed.text()));
        advice.setText(say(feed.advice()));
        advice.setVisible(!say(feed.advice()).isEmpty());
        showFigures(feed);
        spark.show(
                feed.recordsPerMinute(),
                feed.rate().expectedPerMinute(),
                getTranslation("feeds.spark", notation.number(feed.lastHour().records())));
        showReasons(feed);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private String say(MetricDefinition.Text words) {
        return Language.of(notation.locale()) == Language.ZH_CN ? words.zhCn() : words.en();
    }

    private void showFigures(FeedHealth feed) {
        rate.show(notation.number(rounded(feed.rate().perMinute())), expected(feed.rate()));
        Double minutes = feed.behindMinutes();
        behind.show(minutes == null ? NOTHING : lengths.text(minutes * MINUTE_S), left(feed));
        Instant lastGood = feed.lastGoodAt();
        good.show(
                lastGood == null ? NOTHING : notation.clock(lastGood),
                lastGood == null
                        ? getTranslation("feeds.good.never")
                        : notation.moment(lastGood).substring(0, 10));
        FeedHealth.Counts lately = feed.lastHour();
        hour.show(
                notation.number(lately.records()),
                getTranslation(
                        "feeds.hour.detail",
                        notation.number(lately.decoded()),
                        notation.value((double) lately.bytes(), "B").toString()));
        rejected.show(
                notation.number(quarantined(lately)),
                getTranslation("feeds.rejected.day", notation.number(quarantined(feed.lastDay()))));
    }

    /** By ingest and by the engine. */
    private static long quarantined(FeedHealth.Counts counts) {
        return counts.reasons().stream().mapToLong(FeedHealth.Reason::records).sum();
    }

    private static double rounded(double perMinute) {
        return perMinute < 10 ? Math.round(perMinute * 10) / 10.0 : Math.round(perMinute);
    }

    private String expected(FeedHealth.Rate now) {
        Double usual = now.expectedPerMinute();
        if (usual == null) {
            return getTranslation("feeds.rate.unknown");
        }
        return getTranslation("feeds.rate." + word(now.basis()), notation.number(rounded(usual)));
    }

    private String left(FeedHealth feed) {
        Long records = feed.behindRecords();
        if (records != null) {
            return getTranslation("feeds.behind.records", notation.number(records));
        }
        Long bytes = feed.behindBytes();
        if (bytes != null) {
            return getTranslation(
                    "feeds.behind.bytes", notation.value((double) bytes, "B").toString());
        }
        return moment(feed.newestEventTime());
    }

    private String moment(@Nullable Instant instant) {
        return instant == null ? getTranslation("feeds.behind.none") : notation.moment(instant);
    }

    private void showReasons(FeedHealth feed) {
        List<FeedHealth.Reason> now = feed.lastDay().reasons();
        reasons.setVisible(!now.isEmpty());
        if (now.equals(shownReasons)) {
            return;
        }
        shownReasons = now;
        reasons.removeAll();
        reasons.add(new Span(getTranslation("feeds.reasons")));
        for (FeedHealth.Reason reason : now) {
            var link = new Anchor(quarantine(feed, reason.reason()), reason.reason());
            link.add(new Span(notation.number(reason.records())));
            reasons.add(link);
        }
    }

    private static String quarantine(FeedHealth feed, String reason) {
        return "quarantine?dataset=%s&feed=%s&reason=%s"
                .formatted(encoded(feed.dataset()), encoded(feed.feed()), encoded(reason));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
