package org.chengyun.api.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A definition that is calculated from others, as it was taken up. */
@Entity
@Table(name = "derived_metric")
class DerivedVersion {
    @Id
    @Column(name = "derived_no")
    int derivedNo;

    String id;
    int version;
    String substance;
    boolean active;
}
