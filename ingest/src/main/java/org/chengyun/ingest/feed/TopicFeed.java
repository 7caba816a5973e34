package org.chengyun.ingest.feed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Raw records that something else puts into a Kafka topic.
 *
 * @param group of consumers among which the partitions are shared out
 * @param servers bootstrap servers of the cluster that has the topic; empty for our own
 * @param fromEnd true to begin with what comes after the first start, not with what is there
 * @param clientFile properties of a Kafka client, for that cluster's security; null if it needs none
 */
public record TopicFeed(
        Feed feed,
        String topic,
        String group,
        String servers,
        boolean fromEnd,
        @Nullable Path clientFile) implements FeedDefinition {}
