package org.chengyun.ingest.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator may set on ingest. Unknown keys under this prefix stop the start. */
@ConfigMapping(prefix = "chengyun.ingest")
public interface IngestConfig {
    /** The file that lists the feeds to follow; it need not exist. */
    @WithDefault("${chengyun.feeds:${chengyun.home}/feeds.yaml}")
    Path feeds();

    /** Time between two reads of the registry of sites. */
    @WithDefault("1m")
    Duration siteRefresh();

    /**
     * Name of this process among several that take the same MQTT feeds, kept over restarts: each has a session of its own
     * at the broker. No two may have the same.
     */
    @WithDefault("${chengyun.engine.instance:}")
    Optional<String> instance();

    /** Key of the pseudonyms of people, hexadecimal, 16 bytes or more. Required where ingest runs. */
    @WithDefault("${chengyun.pseudonym-key:}")
    Optional<String> pseudonymKey();
}
