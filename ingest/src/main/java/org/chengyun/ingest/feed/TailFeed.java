package org.chengyun.ingest.feed;

import java.nio.file.Path;

/**
 * Logs that grow.
 *
 * @param folder where the log is, or below which the logs are
 * @param pattern the log's name; of several logs their paths below the folder, with * and ?
 * @param several true if the pattern stands for several logs
 */
public record TailFeed(Feed feed, Path folder, String pattern, boolean several) implements FeedDefinition {}
