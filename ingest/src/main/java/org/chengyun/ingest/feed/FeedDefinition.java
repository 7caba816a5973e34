package org.chengyun.ingest.feed;

import java.time.ZoneId;
import org.chengyun.datasets.catalogue.Dataset;
import org.jspecify.annotations.Nullable;

/** A feed that an operator set up: what comes, by {@link #feed()}, and how it comes. Immutable. */
public sealed interface FeedDefinition
        permits TailFeed, SyslogFeed, LinesFeed, MqttFeed, TopicFeed, FilesFeed, PullFeed {
    /** What is the same for every transport. */
    Feed feed();

    default String id() {
        return feed().id();
    }

    default Dataset dataset() {
        return feed().dataset();
    }

    default String format() {
        return feed().format();
    }

    /** Whose cases the records are; null if they are none. */
    default @Nullable String cases() {
        return feed().cases();
    }

    default @Nullable ZoneId zone() {
        return feed().zone();
    }
}
