package org.chengyun.dashboard.metric;

import java.time.Instant;
import java.util.List;
import org.chengyun.api.session.SessionSummary;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.card.TopList;
import org.chengyun.dashboard.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * Everything on the page, read at one cut. Immutable.
 *
 * @param cut 0 before the first commit
 * @param committedAt null before the first commit
 * @param choices every metric, those of a dataset together
 * @param about the metric that is shown; null if there is none of that id
 * @param overTime null if it has no windows
 * @param sessions null if it has none
 */
public record MetricPage(
        long cut,
        @Nullable Instant committedAt,
        List<Choice> choices,
        @Nullable About about,
        @Nullable OverTime overTime,
        @Nullable Sessions sessions) {
    public MetricPage {
        choices = List.copyOf(choices);
    }

    /**
     * A metric to choose.
     *
     * @param group label of its dataset
     */
    public record Choice(String id, String group, String label) {}

    /**
     * Its definition in the reader's language.
     *
     * @param definition {@code id@version}
     * @param dataset id of its dataset
     * @param unit empty for counts
     * @param by dimensions; empty = the whole city
     * @param where which observations count; empty = all
     * @param windows empty if it has sessions only
     * @param session the gap that ends one; empty if it has none
     */
    public record About(
            String id,
            String definition,
            String dataset,
            String label,
            String meaning,
            String unit,
            List<String> by,
            String where,
            List<String> windows,
            String session) {
        public About {
            by = List.copyOf(by);
            windows = List.copyOf(windows);
        }
    }

    /**
     * One of its series over time.
     *
     * @param choices its series, those with most observations first; empty if it is of the whole city
     * @param chosen as in the question
     * @param series null if only its ranking is kept
     * @param top null if it has none
     */
    public record OverTime(
            List<SeriesChoice> choices,
            List<String> chosen,
            @Nullable Series series,
            @Nullable TopList top) {
        public OverTime {
            choices = List.copyOf(choices);
            chosen = List.copyOf(chosen);
        }
    }

    /** @param by as in the question */
    public record SeriesChoice(List<String> by, String label) {
        public SeriesChoice {
            by = List.copyOf(by);
        }
    }

    /**
     * Its sessions together.
     *
     * @param groups labels, in the order of the summary's groups
     * @param begun how many began in each window; windows in which the dataset was silent are absent, not 0
     * @param lengths in minutes
     */
    public record Sessions(SessionSummary summary, List<String> groups, Series begun, Series lengths, Trust trust) {
        public Sessions {
            groups = List.copyOf(groups);
        }
    }
}
