package org.chengyun.ingest.feed;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Files that are put somewhere, each taken once and whole.
 *
 * @param folder below which the files are
 * @param pattern their paths below the folder, with * and ?
 * @param settle how long a file must not have changed before it is held for whole
 */
public record FilesFeed(Feed feed, Path folder, String pattern, Duration settle) implements FeedDefinition {}
