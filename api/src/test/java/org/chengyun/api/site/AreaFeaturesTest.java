package org.chengyun.api.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.chengyun.api.site.AreaFeatures.Rejected;
import org.junit.jupiter.api.Test;

class AreaFeaturesTest {
    @Test
    void shouldKeepTheReasonOfEachFeatureThatCannotBeUsed() {
        var read = AreaFeatures.read("""
                {"features": [
                  {"properties": {"area": "d1"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
                  {"properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
                  {"properties": {"area": "d3"}, "geometry": null}]}""");

        assertThat(read.areas()).extracting(AreaFeatures.Area::labelZh).containsExactly("d1");
        assertThat(read.rejected()).extracting(Rejected::feature).containsExactly(2, 3);
    }

    @Test
    void shouldSayWhatIsWrongWithTheFile() {
        assertThat(AreaFeatures.read("{").rejected())
                .extracting(Rejected::reason)
                .containsExactly("json-malformed");
        assertThat(AreaFeatures.read("{}").rejected())
                .extracting(Rejected::reason)
                .containsExactly("features-missing");
    }
}
