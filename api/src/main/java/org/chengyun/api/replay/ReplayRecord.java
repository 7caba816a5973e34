package org.chengyun.api.replay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicInsert;
import org.jspecify.annotations.Nullable;

/** A wish, written here, and what the engine has made of it, written there. */
@Entity
@DynamicInsert
@Table(name = "replay")
class ReplayRecord {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "replay_no")
    @Nullable
    Long number;

    String metric = "";
    String dataset = "";
    String purpose = "";

    @Column(name = "from_time")
    @Nullable
    Instant from;

    @Column(name = "to_time")
    @Nullable
    Instant to;

    @Column(insertable = false)
    String state = "waiting";

    @Column(insertable = false)
    String detail = "";

    @Column(insertable = false)
    @Nullable
    Integer version;

    @Column(name = "records_read", insertable = false)
    long recordsRead;

    @Column(name = "records_left", insertable = false)
    @Nullable
    Long recordsLeft;

    @Column(insertable = false)
    @Nullable
    Long windows;

    @Column(insertable = false)
    @Nullable
    Long different;

    @Column(name = "requested_by")
    String requestedBy = "";

    @Column(name = "requested_at", insertable = false)
    @Nullable
    Instant requestedAt;

    @Column(name = "ended_at", insertable = false)
    @Nullable
    Instant endedAt;
}
