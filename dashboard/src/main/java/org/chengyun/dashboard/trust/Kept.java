package org.chengyun.dashboard.trust;

import com.vaadin.flow.component.Component;
import java.time.Instant;
import org.chengyun.dashboard.words.Notation;

/**
 * From when on results are kept, where a page asked for earlier ones. Immutable.
 *
 * @param kind of results: {@code minutes}, {@code hours}, {@code days}, {@code sessions}, {@code revisions} or {@code cuts}
 */
public record Kept(Instant from, String kind) {
    /** As a sentence in the words of a component that is shown. */
    public String text(Component speaker, Notation notation) {
        return speaker.getTranslation("kept." + kind, notation.moment(from));
    }
}
