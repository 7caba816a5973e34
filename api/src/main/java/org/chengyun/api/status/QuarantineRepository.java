package org.chengyun.api.status;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class QuarantineRepository implements PanacheRepositoryBase<QuarantinedRecord, Long> {
    /** Rejected records of one dataset and reason that wait. */
    record Count(String dataset, String reason, long records, Instant newest) {}

    List<Count> countByReason() {
        return find("select dataset, reason, count(*), max(at) from QuarantinedRecord where replayedAt is null "
                        + "group by dataset, reason order by dataset, reason")
                .project(Count.class)
                .list();
    }
}
