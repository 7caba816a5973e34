package org.chengyun.api.brief;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an operator may set on the content of the brief. Unknown keys under this prefix stop the start. */
@ConfigMapping(prefix = "chengyun.brief")
public interface BriefConfig {
    /** The city's name in English briefs. */
    @WithDefault("City of Yunzhou")
    String cityEn();

    /** The city's name in Chinese briefs. */
    @WithDefault("云州市")
    String cityZh();

    /** Coverage below which a number is announced as incomplete on the cover, 0 to 1. */
    @WithDefault("0.8")
    double coverageFloor();
}
