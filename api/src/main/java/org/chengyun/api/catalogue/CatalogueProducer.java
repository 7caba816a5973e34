package org.chengyun.api.catalogue;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.chengyun.api.ApiConfig;
import org.chengyun.datasets.catalogue.Catalogue;

/** Reads the definitions at start: faulty ones stop it, with every fault in the message. */
class CatalogueProducer {
    @Produces
    @Singleton
    @Startup
    @DefaultBean
    Catalogue catalogue(ApiConfig config) {
        return Catalogue.load(config.datasets(), config.zone());
    }
}
