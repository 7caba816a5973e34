package org.chengyun.ingest.feed;

/**
 * Lines that others send here.
 *
 * @param datagrams true for UDP, each datagram a line or several, false for TCP
 */
public record LinesFeed(Feed feed, Listen listen, boolean datagrams) implements FeedDefinition {}
