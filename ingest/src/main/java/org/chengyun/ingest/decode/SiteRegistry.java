package org.chengyun.ingest.decode;

import org.jspecify.annotations.Nullable;

/** What the city knows about the sites that report. Thread-safe. */
@FunctionalInterface
public interface SiteRegistry {
    /** Knows no site. */
    SiteRegistry EMPTY = (dataset, site) -> null;

    /** The site of that name, or null if it is not registered. */
    @Nullable
    Site find(String dataset, String site);

    /**
     * Makes sure that the registry was read at least once.
     *
     * @throws RegistryAway if it was not
     */
    default void requireRead() {}

    /** Where a site stands; null for what the registry does not say. */
    record Site(@Nullable String road, @Nullable String district) {}
}
