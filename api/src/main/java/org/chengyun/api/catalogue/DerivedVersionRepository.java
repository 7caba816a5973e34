package org.chengyun.api.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.chengyun.datasets.catalogue.DerivedMetric;

@ApplicationScoped
class DerivedVersionRepository implements PanacheRepositoryBase<DerivedVersion, Integer> {
    List<DerivedVersion> findActive() {
        return list("active");
    }

    /** Makes the definition the active version: a new one if its substance is not that of the active. */
    void takeUp(DerivedMetric metric) {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended('chengyun/derived', 0))::text")
                .getSingleResult();
        getEntityManager()
                .createNativeQuery(
                        "update derived_metric set active = false where id = :id and active and substance <> :text")
                .setParameter("id", metric.id())
                .setParameter("text", metric.substance())
                .executeUpdate();
        getEntityManager()
                .createNativeQuery("""
                        insert into derived_metric (id, version, substance)
                        select :id, coalesce(max(version), 0) + 1, :text from derived_metric where id = :id
                        having count(*) filter (where active) = 0
                        """)
                .setParameter("id", metric.id())
                .setParameter("text", metric.substance())
                .executeUpdate();
    }
}
