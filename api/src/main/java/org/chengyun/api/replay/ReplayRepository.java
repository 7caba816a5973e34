package org.chengyun.api.replay;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ReplayRepository implements PanacheRepositoryBase<ReplayRecord, Long> {
    Optional<ReplayRecord> open(String metric) {
        return find("metric = ?1 and state in ('waiting', 'running')", metric).firstResultOptional();
    }

    List<ReplayRecord> newest(int limit) {
        return findAll(Sort.descending("number")).page(Page.ofSize(limit)).list();
    }
}
