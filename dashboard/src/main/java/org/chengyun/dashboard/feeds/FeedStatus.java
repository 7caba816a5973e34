package org.chengyun.dashboard.feeds;

import org.chengyun.api.feed.FeedsAnswer;
import org.chengyun.dashboard.access.Scope;

/** Where the feeds page gets its facts from. Implementations are thread-safe and may block. */
public interface FeedStatus {
    /** How the feeds are doing now, as far as somebody may see. Throws an unchecked exception if that cannot be read. */
    FeedsAnswer read(Scope scope);
}
