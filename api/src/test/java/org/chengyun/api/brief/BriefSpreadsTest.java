package org.chengyun.api.brief;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.chengyun.api.report.Brief;
import org.chengyun.api.rest.CityDatabase;
import org.chengyun.api.trust.Finality;
import org.junit.jupiter.api.Test;

/** The brief of 2 November: what spreads. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
class BriefSpreadsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    @Inject
    CityBrief source;

    private Brief.Spread spread(String name) {
        return source.read(DAY, Locale.ENGLISH).spreads().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no spread " + name));
    }

    @Test
    void shouldTellHowLongSessionsWere() {
        Brief.Spread spread = spread("Portal sessions by service: how long");

        assertThat(spread.summary())
                .isEqualTo(
                        "8 sessions began on the day. Half of them lasted at most 2 min, nine of ten at most 10 min, "
                                + "the longest 10 min. 1 of them may still grow.");
        assertThat(spread.rows()).extracting(Brief.SpreadRow::label).containsExactly("All", "tax", "permit");
        assertThat(spread.rows()).extracting(Brief.SpreadRow::n).containsExactly(8L, 6L, 2L);
        assertThat(spread.rows().get(1).percentiles()).isEqualTo(List.of(2.0, 5.0, 5.0));
        assertThat(spread.rows().get(2).percentiles()).isEmpty();
        assertThat(spread.rows().get(2).mean()).isNull();
        assertThat(spread.boundShare()).isZero();
        assertThat(spread.trust().finality()).isEqualTo(Finality.PROVISIONAL);
    }

    @Test
    void shouldTellHowManyObservationsTheyHad() {
        assertThat(spread("Portal sessions by service: observations each").summary())
                .isEqualTo("Half of them had at most 2 observations, nine of ten at most 6; 25 in all.");
    }

    @Test
    void shouldTellPercentilesWithTheirBound() {
        Brief.Spread spread = spread("85th percentile speed by road: spread");

        assertThat(spread.percentiles()).containsExactly("p15", "p50", "p85");
        assertThat(spread.boundShare()).isEqualTo(1.0 / 128);
        assertThat(spread.unit()).isEqualTo("km/h");
        // r1 has two detectors, r2 one, and that of r3 fell silent
        assertThat(spread.rows()).extracting(Brief.SpreadRow::label).containsExactly("r1", "r2", "r3");
        assertThat(spread.rows().getFirst().percentiles()).isSorted().hasSize(3);
    }

    @Test
    void shouldTellItInChinese() {
        assertThat(source.read(DAY, Locale.SIMPLIFIED_CHINESE).spreads())
                .extracting(Brief.Spread::name)
                .contains("各服务访问会话：时长", "各服务访问会话：每次观测数", "各道路 85% 位车速：分布");
    }
}
