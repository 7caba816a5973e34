package org.chengyun.api.kept;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Segment;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That an answer leaves out what is no longer kept: there were observations, or not; nobody can tell. Immutable. */
@Schema(description = "The range reaches back before what is kept; what lies before is left out, and is not zero")
public record NotKept(
        @Schema(description = "Only what starts at or after it is in the answer", examples = "2025-10-17T00:00:00Z")
        Instant before,

        @Schema(description = "What is meant: minutes, hours, days, sessions, revisions, cuts", examples = "minutes")
        String kind,

        @Schema(description = "The same as a sentence") MetricDefinition.Text text) {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /**
     * What of a range is not kept; null if all of it is.
     *
     * @param asked starts of windows or sessions
     */
    public static @Nullable NotKept of(Snapshot snapshot, Dataset dataset, Kind kind, Span asked) {
        Optional<Instant> from = snapshot.kept(dataset).of(kind);
        if (from.isEmpty() || !asked.start().isBefore(from.get())) {
            return null;
        }
        // As of an earlier moment it may be what changed since that is gone, not the windows.
        boolean itself = from.get().equals(snapshot.kept(dataset).from().get(kind));
        return of(itself ? kind : Kind.REVISIONS, from.get());
    }

    /** Of cuts that were committed in the span; null if all are kept. */
    public static @Nullable NotKept ofCuts(Snapshot snapshot, Dataset dataset, Span asked) {
        Optional<Instant> from = snapshot.kept(dataset).cuts();
        return from.isPresent() && asked.start().isBefore(from.get()) ? of(Kind.CUTS, from.get()) : null;
    }

    /** Of cuts, as it was stored. */
    public static NotKept ofCuts(Instant before) {
        return of(Kind.CUTS, before);
    }

    /** Of stored windows that are to be added up: then nothing can be told if any of them is not kept. */
    public static @Nullable NotKept ofParts(Snapshot snapshot, Dataset dataset, List<Segment> parts) {
        for (Segment part : parts) {
            NotKept notKept =
                    part.span().isEmpty() ? null : of(snapshot, dataset, Kind.ofSize(part.sizeSeconds()), part.span());
            if (notKept != null) {
                return notKept;
            }
        }
        return null;
    }

    /** The part of a range that is kept; empty if there is none. */
    public static Span kept(Snapshot snapshot, Dataset dataset, Kind kind, Span asked) {
        return snapshot.kept(dataset).of(kind).map(asked::since).orElse(asked);
    }

    /**
     * For answers that need everything.
     *
     * @throws ProblemException {@code range-not-kept}
     */
    public ProblemException problem() {
        return new ProblemException(ProblemCode.RANGE_NOT_KEPT, text.en()).with("before", List.of(before.toString()));
    }

    private static NotKept of(Kind kind, Instant before) {
        return new NotKept(
                before,
                kind.word(),
                new MetricDefinition.Text(
                        say(kind, before, Locale.ENGLISH), say(kind, before, Locale.SIMPLIFIED_CHINESE)));
    }

    private static String say(Kind kind, Instant before, Locale locale) {
        var bundle = ResourceBundle.getBundle("org.chengyun.api.kept.kept", locale, NO_FALLBACK);
        return new MessageFormat(bundle.getString(kind.word()), locale).format(new Object[] {before.toString()});
    }
}
