package org.chengyun.ingest.feed;

/** Lines that others send here over TCP. */
public record LinesFeed(Feed feed, Listen listen) implements FeedDefinition {}
