package org.chengyun.api.cut;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Up to where a dataset's windows are closed. Written by the engine only. */
@Entity
@Table(name = "watermark")
class WatermarkRecord {
    @Id
    String dataset;

    Instant watermark;
}
