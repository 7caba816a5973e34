package org.chengyun.api.cut;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.access.Access;

/** The feed of cuts as server-sent events. Thread-safe. */
@ApplicationScoped
class CutStream {
    /** A reader further behind is cut off; it comes back and reads afresh. */
    private static final int LONGEST_QUEUE = 1_000;

    private final CutFeed feed;
    private final Access access;
    private final ApiConfig config;
    private final Clock clock = Clock.systemUTC();

    CutStream(CutFeed feed, Access access, ApiConfig config) {
        this.feed = feed;
        this.access = access;
        this.config = config;
    }

    /** From now on, until the reader leaves or their token ends. */
    Multi<OutboundSseEvent> open(Sse sse) {
        Multi<OutboundSseEvent> notices = notices()
                .map(notice -> sse.newEventBuilder()
                        .name("cut")
                        .id(Long.toString(notice.cut()))
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(CutNotice.class, notice)
                        .build());
        Multi<OutboundSseEvent> signs = Multi.createFrom()
                .ticks()
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("alive").build());
        Multi<OutboundSseEvent> both = Multi.createBy().merging().streams(notices, signs);
        return access.expiry()
                .map(end -> both.select().first(positive(Duration.between(clock.instant(), end))))
                .orElse(both);
    }

    private Multi<CutNotice> notices() {
        return Multi.createFrom()
                .<CutNotice>emitter(emitter -> {
                    CutFeed.Subscription subscription = feed.subscribe(emitter::emit);
                    emitter.onTermination(subscription::close);
                })
                .onOverflow()
                .buffer(LONGEST_QUEUE);
    }

    private static Duration positive(Duration duration) {
        return duration.isPositive() ? duration : Duration.ofMillis(1);
    }
}
