package org.chengyun.api.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class MetricVersionRepository implements PanacheRepositoryBase<MetricVersion, Integer> {
    List<MetricVersion> findActive() {
        return list("active");
    }
}
