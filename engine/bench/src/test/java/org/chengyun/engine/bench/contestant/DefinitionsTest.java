package org.chengyun.engine.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.chengyun.datasets.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    @Test
    void shouldBeAValidCatalogue() throws IOException {
        Catalogue catalogue = Definitions.of("traffic-avro-5m", "avro").load();
        assertThat(catalogue.datasets().getFirst().topic()).isEqualTo("chengyun.traffic-avro-5m");
        assertThat(catalogue.metrics()).hasSize(3);
    }

    @Test
    void shouldKnowThePortal() throws IOException {
        Catalogue catalogue = Definitions.of("portal-avro-5m", "avro").load();
        assertThat(catalogue.metrics()).hasSize(3);
    }

    @Test
    void shouldMultiplyTheMetrics() throws IOException {
        Catalogue catalogue = new Definitions("traffic-avro-5m", "traffic", "avro", "5m/30s", 4).load();
        assertThat(catalogue.metrics()).hasSize(12);
    }

    @Test
    void shouldHaveSketchesAndSessionsForTheCrashMatrix() throws Exception {
        Catalogue catalogue = Definitions.ofCrashes("traffic-json-5m").load();
        assertThat(catalogue.metrics()).hasSize(5);
    }
}
