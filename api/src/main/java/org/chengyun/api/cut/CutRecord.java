package org.chengyun.api.cut;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A commit of the engine. Written by the engine only. */
@Entity
@Table(name = "cut")
class CutRecord {
    @Id
    long cut;

    @Column(name = "committed_at")
    Instant committedAt;

    String dataset;
    String kind;

    @Nullable
    Instant watermark;
}
