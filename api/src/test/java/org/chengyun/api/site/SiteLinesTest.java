package org.chengyun.api.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.chengyun.api.site.SiteLines.Line;
import org.chengyun.api.site.SiteLines.Rejected;
import org.junit.jupiter.api.Test;

class SiteLinesTest {
    @Test
    void shouldReadColumnsByNameInAnyOrder() {
        var read = SiteLines.read(
                List.of("site,dataset,controller,interval_s,road", "s1,traffic,K7,60,\"Main, \"\"North\"\"\""));

        assertThat(read.sites())
                .containsExactly(new Line("traffic", "s1", "Main, \"North\"", null, null, null, 60, true, "K7"));
        assertThat(read.rejected()).isEmpty();
    }

    @Test
    void shouldKeepTheReasonOfEachLineThatCannotBeUsed() {
        var read = SiteLines.read(List.of(
                "dataset,site,interval_s,lon",
                "traffic,,60,1",
                "traffic,s1,soon,1",
                "",
                "traffic,s2,-5,1",
                "traffic,s3,60,east",
                "traffic,s4,60,104.5"));

        assertThat(read.sites()).extracting(Line::site).containsExactly("s4");
        assertThat(read.rejected())
                .extracting(Rejected::line, Rejected::reason)
                .containsExactly(
                        tuple(2, "value-missing"),
                        tuple(3, "number-malformed"),
                        tuple(5, "out-of-range"),
                        tuple(6, "number-malformed"));
    }

    @Test
    void shouldNameMissingColumns() {
        assertThat(SiteLines.read(List.of("site,road")).rejected())
                .containsExactly(new Rejected(1, "columns-missing", "dataset, interval_s"));
        assertThat(SiteLines.read(List.of()).rejected())
                .extracting(Rejected::reason)
                .containsExactly("columns-missing");
    }
}
