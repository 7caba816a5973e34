package org.chengyun.dashboard.engine;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.chengyun.api.engine.EngineAnswer;
import org.chengyun.api.engine.EngineAnswer.OfDataset;
import org.chengyun.dashboard.live.LiveFrame;
import org.chengyun.dashboard.live.Pulse;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Notation;

/** One card a dataset, then the audits. Not thread-safe: the session lock guards it. */
final class EngineBoard extends LiveFrame {
    private final Notation notation;
    private final Pulse pulse;
    private final AuditPanel audits;
    private final Div datasets = new Div();
    private final Map<String, DatasetCard> cards = new LinkedHashMap<>();

    EngineBoard(Notation notation, Clock clock, Duration staleAfter, AuditPanel audits) {
        super(clock, staleAfter);
        this.notation = notation;
        this.audits = audits;
        this.pulse = new Pulse(notation);
        var intro = new Paragraph(getTranslation("engine.intro"));
        var head = new Div(intro, pulse);
        head.addClassName("cy-page-head");
        datasets.addClassName("cy-engine");
        add(head, datasets, audits);
    }

    void show(EngineAnswer answer) {
        pulse.show(answer.cut());
        answer.datasets().stream()
                .flatMap(dataset -> dataset.cuts().stream())
                .max(Comparator.comparingLong(EngineAnswer.Cut::cut))
                .ifPresentOrElse(newest -> fresh(newest.cut(), newest.committedAt()), this::showNoTrouble);
        boolean chinese = Language.of(notation.locale()) == Language.ZH_CN;
        audits.name(answer.datasets().stream()
                .collect(Collectors.toMap(
                        OfDataset::dataset,
                        one -> chinese ? one.label().zhCn() : one.label().en())));
        for (OfDataset dataset : answer.datasets()) {
            cards.computeIfAbsent(dataset.dataset(), this::card).show(dataset);
        }
    }

    private DatasetCard card(String dataset) {
        var card = new DatasetCard(notation, dataset);
        datasets.add(card);
        return card;
    }
}
