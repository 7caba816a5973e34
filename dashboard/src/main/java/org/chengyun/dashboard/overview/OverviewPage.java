package org.chengyun.dashboard.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything on the page, read at one cut.
 *
 * @param cut the cut that all numbers were read at; 0 before the first commit
 * @param committedAt when that cut was committed (clock of the server); null before the first commit
 * @param domains in the order of the page; not empty
 */
public record OverviewPage(long cut, @Nullable Instant committedAt, List<Domain> domains) {
    public OverviewPage {
        domains = List.copyOf(domains);
        if ((cut == 0) != (committedAt == null)) {
            throw new IllegalArgumentException("cut " + cut + " does not go with committedAt " + committedAt);
        }
    }
}
