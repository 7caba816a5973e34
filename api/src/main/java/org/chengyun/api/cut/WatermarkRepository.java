package org.chengyun.api.cut;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class WatermarkRepository implements PanacheRepositoryBase<WatermarkRecord, String> {}
