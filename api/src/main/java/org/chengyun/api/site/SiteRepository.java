package org.chengyun.api.site;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SiteRepository implements PanacheRepositoryBase<Site, SiteId> {
    /** What the coverage needs of a site; no entity, so that the session does not keep thousands of them. */
    record ActiveSite(
            String site, @Nullable String road, @Nullable String district, int intervalSeconds) {}

    List<ActiveSite> findActive(String dataset) {
        return find(
                        "select site, road, district, intervalSeconds from Site where dataset = ?1 and active and intervalSeconds > 0",
                        dataset)
                .project(ActiveSite.class)
                .list();
    }
}
