package org.chengyun.api.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Everything an operator may set on the reports. Unknown keys under this prefix stop the start. */
@ConfigMapping(prefix = "chengyun.reports")
public interface ReportConfig {
    /** The city's zone, in which a day begins and the schedule runs. Environment: {@code CHENGYUN_ZONE}. */
    @WithDefault("${chengyun.zone:Asia/Shanghai}")
    ZoneId zone();

    /** What this process does; only a {@code web} process makes scheduled reports. Environment: {@code CHENGYUN_ROLES}. */
    @WithDefault("${chengyun.roles:ingest,engine,web}")
    Set<String> roles();

    /**
     * When to look for a daily brief that is due, in the city's zone (seconds first, Quartz style), or {@code off}. Every
     * ten minutes from six on: a look that finds yesterday's briefs made does nothing, and one after a failure or a
     * standstill makes up for it.
     */
    @WithDefault("0 0/10 6-23 * * ?")
    String cron();

    /** The languages of the scheduled brief: {@code zh-CN}, {@code en}. */
    @WithDefault("zh-CN,en")
    List<String> locales();

    /** How long a report may be in the making; after that its process is taken for dead. */
    @WithDefault("10m")
    Duration longestMaking();

    /** How often a scheduled report is tried before a person must look. */
    @WithDefault("6")
    int attempts();
}
