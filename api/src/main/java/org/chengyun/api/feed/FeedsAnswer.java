package org.chengyun.api.feed;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the feeds are doing. Immutable. */
@Schema(description = "How the feeds are doing")
public record FeedsAnswer(
        @Schema(description = "When this was so, by the clock of the database")
        Instant now,

        @Schema(description = "The gravest first") List<FeedHealth> feeds,

        @Schema(description = "Those that any of these feeds brings")
        List<DatasetFeeds> datasets) {
    public FeedsAnswer {
        feeds = List.copyOf(feeds);
        datasets = List.copyOf(datasets);
    }
}
