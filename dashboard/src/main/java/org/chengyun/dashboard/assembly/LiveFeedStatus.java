package org.chengyun.dashboard.assembly;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import org.chengyun.api.feed.FeedService;
import org.chengyun.api.feed.FeedsAnswer;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.feeds.FeedStatus;

/** The feeds page from the api's service. Thread-safe. */
@DefaultBean
@ApplicationScoped
class LiveFeedStatus implements FeedStatus {
    private final FeedService feeds;

    LiveFeedStatus(FeedService feeds) {
        this.feeds = feeds;
    }

    @Override
    public FeedsAnswer read(Scope scope) {
        return feeds.now(org.chengyun.api.access.Scope.of(scope.districts(), scope.agencies()));
    }
}
