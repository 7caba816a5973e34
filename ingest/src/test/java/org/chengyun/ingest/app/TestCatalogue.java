package org.chengyun.ingest.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.ingest.testing.Definitions;

/** The catalogue that the application would bring. */
@Singleton
class TestCatalogue {
    @Produces
    @Singleton
    Catalogue catalogue() {
        return Definitions.CATALOGUE;
    }
}
