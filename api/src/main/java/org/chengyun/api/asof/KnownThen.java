package org.chengyun.api.asof;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.datasets.catalogue.Dataset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That an answer is what was known at an earlier moment, and what it leaves out for that. Immutable. */
@Schema(description = "The answer is what was known at an earlier moment")
public record KnownThen(
        @Schema(description = "The last cut of the dataset at that moment; 0 = none yet", examples = "48213")
        long cut,

        @Schema(
                nullable = true,
                description = "Windows that end after it were not closed then and are left out; null = none was closed",
                examples = "2026-11-21T08:58:00Z")
        @Nullable
        Instant watermark,

        @Schema(description = "The same as a sentence") MetricDefinition.Text text) {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /**
     * Of an answer that is read from the snapshot; null if it is of today.
     *
     * @throws ProblemException {@code as-of-not-kept} if nobody can tell any more what was known then
     */
    public static @Nullable KnownThen of(Snapshot snapshot, Dataset dataset) {
        if (snapshot.asOf().isEmpty()) {
            return null;
        }
        DatasetState state = snapshot.state(dataset);
        if (state.cut() < snapshot.kept(dataset).firstCut()) {
            throw new ProblemException(
                    ProblemCode.AS_OF_NOT_KEPT,
                    "What was known then is no longer kept: cuts of %s are kept from %d on, committed at %s."
                            .formatted(
                                    dataset.id(),
                                    snapshot.kept(dataset).firstCut(),
                                    snapshot.kept(dataset)
                                            .cuts()
                                            .map(Instant::toString)
                                            .orElse("?")));
        }
        var text = new MetricDefinition.Text(say(state, Locale.ENGLISH), say(state, Locale.SIMPLIFIED_CHINESE));
        return new KnownThen(state.cut(), state.watermark().orElse(null), text);
    }

    private static String say(DatasetState state, Locale locale) {
        var bundle = ResourceBundle.getBundle("org.chengyun.api.asof.known", locale, NO_FALLBACK);
        Optional<Instant> watermark = state.watermark();
        String pattern = bundle.getString(watermark.isPresent() ? "known" : "nothing");
        String until = watermark.map(Instant::toString).orElse("");
        return new MessageFormat(pattern, locale).format(new Object[] {Long.toString(state.cut()), until});
    }
}
