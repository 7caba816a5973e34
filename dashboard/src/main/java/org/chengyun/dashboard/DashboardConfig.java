package org.chengyun.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** The dashboard's own keys. */
@ConfigMapping(prefix = "chengyun.web")
public interface DashboardConfig {
    /** The city's time zone; every time on a page is written in it. Environment: {@code CHENGYUN_ZONE}. */
    @WithDefault("Asia/Shanghai")
    ZoneId zone();

    /** A page turns grey and says how old its numbers are when no cut has come for so long. */
    @WithDefault("15s")
    Duration staleAfter();

    /** An open page reads its numbers at most this often, however fast cuts come. */
    @WithDefault("500ms")
    Duration refreshAtMostEvery();

    /** An open page of the feeds reads their health so often; processes write it every five seconds. */
    @WithDefault("5s")
    Duration readFeedsEvery();

    /** After a failed read a page asks again so much later. */
    @WithDefault("5s")
    Duration retryAfter();
}
