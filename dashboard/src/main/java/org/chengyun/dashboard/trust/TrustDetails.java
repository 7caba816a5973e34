package org.chengyun.dashboard.trust;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.dashboard.words.Notation;

/** The trust of one number in full sentences. */
final class TrustDetails extends Div {
    private final Notation notation;
    private final DescriptionList list = new DescriptionList();

    TrustDetails(Notation notation, String label, String meaning, Trust trust) {
        this.notation = notation;
        addClassName("cy-trust");
        var definition = new Span(trust.definition());
        definition.addClassName("definition");
        add(new H3(label), new Paragraph(meaning), list);
        say("coverage", coverage(trust));
        say("finality", getTranslation("trust." + trust.finality().word()));
        say("watermark", watermark(trust));
        say(
                "late",
                trust.late() == 0
                        ? getTranslation("trust.late.none")
                        : getTranslation("trust.late.some", notation.number(trust.late())));
        say(
                "revision",
                trust.revision() == 0
                        ? getTranslation("trust.revision.none")
                        : getTranslation("trust.revision.some", trust.revision()));
        say("accuracy", accuracy(trust.accuracy()));
        Kept kept = trust.kept();
        if (kept != null) {
            say("kept", kept.text(this, notation));
        }
        say("cutName", getTranslation("trust.cut.meaning", notation.number(trust.cut())));
        list.add(
                new DescriptionList.Term(getTranslation("trust.definition")),
                new DescriptionList.Description(definition));
    }

    private void say(String key, String sentence) {
        list.add(new DescriptionList.Term(getTranslation("trust." + key)), new DescriptionList.Description(sentence));
    }

    private String coverage(Trust trust) {
        Double share = trust.coverageShare();
        return share == null
                ? getTranslation("trust.coverage.unknown")
                : getTranslation("trust.coverage.known", notation.percent(share));
    }

    private String accuracy(Accuracy accuracy) {
        List<String> sentences = new ArrayList<>();
        if (!accuracy.percentiles().isEmpty()) {
            String which = String.join(getTranslation("list.comma"), accuracy.percentiles());
            sentences.add(
                    accuracy.percentileBoundShare() == 0
                            ? getTranslation("trust.accuracy.percentilesExact", which)
                            : getTranslation(
                                    "trust.accuracy.percentiles",
                                    which,
                                    notation.change(accuracy.percentileBoundShare())));
        }
        Double distinct = accuracy.distinctErrorShare();
        if (distinct != null) {
            sentences.add(getTranslation("trust.accuracy.distinct", notation.change(distinct)));
        }
        return sentences.isEmpty()
                ? getTranslation("trust.accuracy.exact")
                : String.join(getTranslation("trust.accuracy.and"), sentences);
    }

    private String watermark(Trust trust) {
        return trust.watermark() == null
                ? getTranslation("trust.watermark.none")
                : getTranslation(
                        "trust.watermark.known",
                        notation.moment(trust.watermark()),
                        notation.zone().getId());
    }
}
