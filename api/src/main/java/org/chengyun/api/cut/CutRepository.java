package org.chengyun.api.cut;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class CutRepository implements PanacheRepositoryBase<CutRecord, Long> {
    Optional<CutRecord> findLatest(String dataset) {
        return find("dataset", Sort.descending("cut"), dataset).page(0, 1).firstResultOptional();
    }
}
