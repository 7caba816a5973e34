package org.chengyun.api.feed;

/**
 * Whose rows they are.
 *
 * @param feed its id; {@code push} or {@code load} for what people and agencies send
 */
record FeedKey(String feed, String dataset) {}
