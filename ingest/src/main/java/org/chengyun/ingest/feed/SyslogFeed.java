package org.chengyun.ingest.feed;

import java.util.Set;

/**
 * Syslog that others send here.
 *
 * @param datagrams true for UDP, false for TCP
 * @param apps names of the programs whose messages count; empty for all
 */
public record SyslogFeed(Feed feed, Listen listen, boolean datagrams, Set<String> apps) implements FeedDefinition {
    public SyslogFeed {
        apps = Set.copyOf(apps);
    }
}
