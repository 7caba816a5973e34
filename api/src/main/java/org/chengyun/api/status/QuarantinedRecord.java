package org.chengyun.api.status;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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
}
