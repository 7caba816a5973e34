package org.chengyun.api.status;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rejected input kept with its reason; without its bytes. */
@Entity
@Table(name = "quarantine")
class QuarantinedRecord {
    @Id
    @Column(name = "quarantine_no")
    long number;

    Instant at;
    String dataset;
    String reason;

    @Column(name = "replayed_at")
    @Nullable
    Instant replayedAt;
}
