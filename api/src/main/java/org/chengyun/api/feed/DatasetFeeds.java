package org.chengyun.api.feed;

import java.util.List;
import org.chengyun.api.catalogue.MetricDefinition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is only known of a dataset, whatever feed brought it: the engine tells what is repeated and late by the records, and
 * they do not say from which feed they came. Immutable.
 */
@Schema(description = "What is only known of a dataset, whatever feed brought it")
public record DatasetFeeds(
        @Schema(examples = "traffic") String dataset,
        MetricDefinition.Text label,

        @Schema(description = "The feeds that bring it") List<String> feeds,

        @Schema(description = "Events that the engine read in the last hour")
        long eventsIn,

        @Schema(description = "Of those: repeated readings, which did not count again")
        long duplicates,

        @Schema(description = "Of those: came after the watermark had passed them")
        long late,

        @Schema(nullable = true, description = "null if its sensors are not in the registry, or nothing came yet")
        @Nullable
        SensorHealth sensors) {
    public DatasetFeeds {
        feeds = List.copyOf(feeds);
    }
}
