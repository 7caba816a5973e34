package org.chengyun.api.site;

import java.io.Serializable;

/** Key of a {@link Site}. */
record SiteId(String dataset, String site) implements Serializable {}
