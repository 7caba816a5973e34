package org.chengyun.api.site;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A sensor of the city. */
@Entity
@Table(name = "site")
@IdClass(SiteId.class)
class Site {
    @Id
    String dataset;

    @Id
    String site;

    @Nullable
    String road;

    @Nullable
    String district;

    @Nullable
    Double lon;

    @Nullable
    Double lat;

    /** Expected reporting interval in seconds. */
    @Column(name = "interval_s")
    int intervalSeconds;

    boolean active;
}
