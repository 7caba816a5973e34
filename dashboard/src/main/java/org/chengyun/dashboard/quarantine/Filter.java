package org.chengyun.dashboard.quarantine;

import java.util.regex.Pattern;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.jspecify.annotations.Nullable;

/**
 * Which groups the address asks for. Immutable.
 *
 * @param dataset null = all
 * @param feed as the feeds page names it; null = all
 * @param reason null = all
 */
record Filter(
        @Nullable String dataset,
        @Nullable String feed,
        @Nullable String reason) {
    static final Filter NONE = new Filter(null, null, null);

    private static final String PUSH = "push:";
    private static final String LOAD = "load:";
    /** What follows the dataset in the id of a load: the begin of the content's hash. */
    private static final Pattern HASH = Pattern.compile("-[0-9a-f]{20}");

    boolean isNone() {
        return equals(NONE);
    }

    boolean takes(QuarantineGroup group) {
        return (dataset == null || dataset.equals(group.dataset()))
                && (feed == null || isOf(feed, group))
                && (reason == null || reason.equals(group.reason()));
    }

    /** What is pushed lies there under its sender, what is loaded under its load. */
    private static boolean isOf(String feed, QuarantineGroup group) {
        if (feed.equals(group.feed())) {
            return true;
        }
        if (feed.equals(PUSH + group.dataset())) {
            return group.feed().startsWith(PUSH);
        }
        return feed.equals(LOAD + group.dataset())
                && group.feed().startsWith(group.dataset())
                && HASH.matcher(group.feed().substring(group.dataset().length()))
                        .matches();
    }
}
