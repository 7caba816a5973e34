package org.chengyun.api.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A definition as the engine took it up. Written by the engine only. */
@Entity
@Table(name = "metric")
class MetricVersion {
    @Id
    @Column(name = "metric_no")
    int metricNo;

    String id;
    int version;
    String substance;
    boolean active;
}
