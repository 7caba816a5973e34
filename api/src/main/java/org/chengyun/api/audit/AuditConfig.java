package org.chengyun.api.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Everything an operator may set on the audit. Unknown keys under this prefix stop the start. */
@ConfigMapping(prefix = "chengyun.audit")
public interface AuditConfig {
    /**
     * When to look whether yesterday was audited, in the city's zone (seconds first, Quartz style), or {@code off}. A look
     * that finds it done does nothing, and one after a failure or a standstill makes up for it.
     */
    @WithDefault("0 5/10 3-23 * * ?")
    String cron();

    /** How long one audit may take; after that the database stops it, or its process is taken for dead. */
    @WithDefault("10m")
    Duration longest();

    /** How often a nightly audit is tried before a person must look. */
    @WithDefault("6")
    int attempts();
}
