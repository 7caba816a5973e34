package org.chengyun.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/** Everything an operator may set on the services and the REST interface. Unknown keys under this prefix stop the start. */
@ConfigMapping(prefix = "chengyun.api")
public interface ApiConfig {
    /** Folder with the dataset definitions. Environment: {@code CHENGYUN_DATASETS}. */
    @WithDefault("${chengyun.datasets:datasets}")
    Path datasets();

    /** Data folder; the city's registry lies in {@code city/} below it. Environment: {@code CHENGYUN_HOME}. */
    @WithDefault("${chengyun.home:${user.home}/.chengyun}")
    Path home();

    /** Time zone of the city: its days are what people compare. Environment: {@code CHENGYUN_ZONE}. */
    @WithDefault("${chengyun.zone:Asia/Shanghai}")
    ZoneId zone();

    /** What this process does. Environment: {@code CHENGYUN_ROLES}. */
    @WithDefault("${chengyun.roles:ingest,engine,web}")
    Set<ProcessRole> roles();

    /** Longest time that one answer may take; beyond it the caller gets {@code read-too-long}. */
    @WithDefault("30s")
    Duration readTimeout();

    /** How often the registry's files are looked at for a change. */
    @WithDefault("10s")
    Duration registryCheckEvery();

    /** How long the number of sites per road and district may be remembered for the coverage. */
    @WithDefault("1m")
    Duration siteCountsKeptFor();

    /** After the connection for cut notices broke, the time until the next try. */
    @WithDefault("1s")
    Duration cutFeedRetry();

    /** Time between two signs of life on an open stream of cuts. */
    @WithDefault("15s")
    Duration heartbeat();
}
