package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.session.SessionClass;
import org.chengyun.api.session.SessionGroup;
import org.chengyun.api.session.SessionSpread;
import org.chengyun.api.session.SessionSummary;
import org.chengyun.dashboard.card.Figure;
import org.chengyun.dashboard.card.SeriesCard;
import org.chengyun.dashboard.card.TopCard;
import org.chengyun.dashboard.card.TopList;
import org.chengyun.dashboard.live.TextTable;
import org.chengyun.dashboard.metric.MetricPage.Sessions;
import org.chengyun.dashboard.trust.Kept;
import org.chengyun.dashboard.words.Lengths;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** The sessions of a metric together: figures, how many began, how long they were, where. Changed in place. */
final class SessionsPanel extends Div {
    private static final String NONE = "–";
    private static final List<String> COLUMNS =
            List.of("where", "count", "open", "median", "p90", "p99", "eachMedian", "eachP90");

    private final Notation notation;
    private final Lengths lengths;
    private final Figure count = new Figure("metric.sessions.count");
    private final Figure length = new Figure("metric.sessions.length");
    private final Figure each = new Figure("metric.sessions.each");
    private final Figure single = new Figure("metric.sessions.single");
    private final Paragraph note = new Paragraph();
    private final SeriesCard begun;
    private final SeriesCard lengthOverTime;
    private final TopCard byLength;
    private final TopCard bySize;
    private final H3 groupsTitle = new H3();
    private final TextTable groups = new TextTable("metric.sessions.column.", COLUMNS, 1);
    private final Paragraph leftOut = new Paragraph();

    SessionsPanel(Notation notation) {
        this.notation = notation;
        this.lengths = new Lengths(notation);
        addClassName("cy-sessions");
        begun = new SeriesCard(notation);
        lengthOverTime = new SeriesCard(notation);
        byLength = new TopCard(notation);
        bySize = new TopCard(notation);
        var figures = new Div(count, length, each, single);
        figures.addClassName("cy-feed-figures");
        note.addClassName("note");
        leftOut.addClassName("note");
        var charts = new Div(begun, lengthOverTime, byLength, bySize);
        charts.addClassName("cy-metric-charts");
        add(figures, note, charts, groupsTitle, groups, leftOut);
    }

    void show(Sessions shown) {
        SessionSummary summary = shown.summary();
        showFigures(summary);
        String leftOutOfAll = leftOut(summary);
        note.setText(leftOutOfAll);
        note.setVisible(!leftOutOfAll.isEmpty());
        begun.show(shown.begun());
        lengthOverTime.show(shown.lengths());
        byLength.show(classes(shown, "lengths", summary.lengths(), this::lengthClass));
        bySize.show(classes(shown, "sizes", summary.sizes(), this::sizeClass));
        showGroups(summary, shown.groups());
    }

    private String leftOut(SessionSummary summary) {
        List<String> sentences = new ArrayList<>();
        NotKept notKept = summary.notKept();
        if (notKept != null) {
            sentences.add(new Kept(notKept.before(), notKept.kind()).text(this, notation));
        }
        if (summary.overLimit() > 0) {
            sentences.add(getTranslation("metric.sessions.overLimit", notation.number(summary.overLimit())));
        }
        return String.join(" ", sentences);
    }

    private void showFigures(SessionSummary summary) {
        SessionGroup total = summary.total();
        count.show(
                notation.number(total.sessions()),
                getTranslation("metric.sessions.count.detail", notation.number(total.open())));
        SessionSpread seconds = total.seconds();
        SessionSpread sizes = total.each();
        if (seconds == null || sizes == null) {
            String why = total.sessions() == 0 ? "" : getTranslation("metric.sessions.few");
            List.of(length, each, single).forEach(figure -> figure.show(NONE, why));
            return;
        }
        length.show(
                lengths.text(seconds.p50()),
                getTranslation(
                        "metric.sessions.length.detail", lengths.text(seconds.p90()), lengths.text(seconds.max())));
        each.show(
                notation.number(sizes.p50()),
                getTranslation(
                        "metric.sessions.each.detail",
                        notation.number(sizes.p90()),
                        notation.number(total.observations())));
        long ofOne = summary.sizes().isEmpty() ? 0 : summary.sizes().getFirst().sessions();
        single.show(
                notation.percent((double) ofOne / total.sessions()),
                getTranslation("metric.sessions.single.detail", notation.number(ofOne)));
    }

    private TopList classes(
            Sessions shown, String key, List<SessionClass> classes, Function<SessionClass, String> label) {
        List<TopList.Entry> entries = new ArrayList<>();
        for (SessionClass one : classes) {
            int place = entries.size();
            entries.add(new TopList.Entry(
                    place + 1, "%02d".formatted(place), label.apply(one), (double) one.sessions(), null, false));
        }
        String metric = shown.summary().metric();
        return new TopList(
                metric,
                getTranslation("metric.sessions." + key),
                getTranslation("metric.sessions." + key + ".meaning"),
                "",
                entries,
                false,
                shown.trust());
    }

    private String lengthClass(SessionClass one) {
        Double to = one.to();
        if (to == null) {
            return getTranslation("metric.class.from", lengths.text(one.from()));
        }
        return one.from() == 0
                ? getTranslation("metric.class.below", lengths.text(to))
                : getTranslation("metric.class.between", lengths.text(one.from()), lengths.text(to));
    }

    private String sizeClass(SessionClass one) {
        Double to = one.to();
        if (to == null) {
            return getTranslation("metric.class.from", notation.number(one.from()));
        }
        return to - 1 == one.from()
                ? notation.number(one.from())
                : getTranslation("metric.class.between", notation.number(one.from()), notation.number(to - 1));
    }

    private void showGroups(SessionSummary summary, List<String> labels) {
        boolean grouped = !summary.dimensions().isEmpty();
        groupsTitle.setText(getTranslation(
                "metric.sessions.groups", String.join(getTranslation("list.comma"), summary.dimensions())));
        groupsTitle.setVisible(grouped);
        groups.setVisible(grouped);
        List<TextTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            rows.add(row(labels.get(i), summary.groups().get(i)));
        }
        groups.show(rows);
        long more = summary.groupsInAll() - labels.size();
        leftOut.setText(more == 0 ? "" : getTranslation("metric.sessions.more", notation.number(more)));
        leftOut.setVisible(more > 0);
    }

    private TextTable.Row row(String label, SessionGroup group) {
        SessionSpread seconds = group.seconds();
        SessionSpread sizes = group.each();
        return new TextTable.Row(
                "",
                List.of(
                        label,
                        notation.number(group.sessions()),
                        notation.number(group.open()),
                        length(seconds, SessionSpread::p50),
                        length(seconds, SessionSpread::p90),
                        length(seconds, SessionSpread::p99),
                        sizes == null ? NONE : notation.number(sizes.p50()),
                        sizes == null ? NONE : notation.number(sizes.p90())));
    }

    private String length(@Nullable SessionSpread spread, Function<SessionSpread, Double> which) {
        return spread == null ? NONE : lengths.text(which.apply(spread));
    }
}
