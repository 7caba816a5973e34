package org.chengyun.api.session;

import java.util.Set;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.By;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * What someone wants to know of all sessions of a metric together.
 *
 * @param starts of the sessions; bounded
 * @param window by whose starts they are counted; tumbling
 * @param groups most groups that are told one by one, 1 to {@link #MOST_GROUPS}
 */
public record SummaryQuery(String metric, Span starts, WindowSpec window, By by, int groups) {
    /** Most groups of one answer. */
    public static final int MOST_GROUPS = 500;
    /** Most windows of one answer. */
    public static final int MOST_WINDOWS = 1_000;

    public SummaryQuery {
        if (groups < 1 || groups > MOST_GROUPS) {
            throw new IllegalArgumentException("groups must be 1 to %d, got %d".formatted(MOST_GROUPS, groups));
        }
        if (!window.isTumbling()) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_INVALID,
                    "Sessions are counted in windows that do not overlap, such as 1h or day; got %s."
                            .formatted(window));
        }
        long spanS = starts.end().getEpochSecond() - starts.start().getEpochSecond();
        if (spanS / (window.usualMs() / 1000.0) > MOST_WINDOWS) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_INVALID,
                    "From %s to %s there are more than %d windows of %s; ask for a shorter time or longer windows."
                            .formatted(starts.start(), starts.end(), MOST_WINDOWS, window));
        }
    }

    /** Refuses to tell one person's sessions by asking for the person. */
    void check(DefinedMetric defined) {
        by.check(defined.metric());
        if (!Set.copyOf(defined.openBy()).containsAll(by.values().keySet())) {
            throw hidden(defined);
        }
    }

    static ProblemException hidden(DefinedMetric metric) {
        return new ProblemException(
                ProblemCode.PEOPLE_HIDDEN,
                "%s tells people apart, and single sessions are shown to administrators only; ask for /api/v1/metrics/%1$s/sessions/summary, without a person in 'by'."
                        .formatted(metric.metric().id()));
    }
}
