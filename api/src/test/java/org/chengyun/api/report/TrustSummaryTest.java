package org.chengyun.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TrustSummaryTest {
    @Test
    void shouldNameWhatIsIncompleteUnknownProvisionalOrRevised() {
        var summary = TrustSummary.of(SampleBriefs.ordinary(Locale.ENGLISH));

        assertThat(summary.warns()).isTrue();
        assertThat(summary.incomplete())
                .extracting(TrustSummary.Incomplete::label)
                .containsExactly("Vehicles counted", "Fine dust PM2.5");
        assertThat(summary.unknown()).contains("Cases opened", "Most frequent reports of citizens");
        assertThat(summary.provisional()).contains("Average speed on all roads");
        assertThat(summary.revised()).containsExactly("Average speed by road");
    }

    @Test
    void shouldBeSettledOnlyIfEveryNumberIsKnownCompleteAndFinal() {
        assertThat(TrustSummary.of(SampleBriefs.quiet(Locale.ENGLISH)).settled())
                .isTrue();
        assertThat(TrustSummary.of(SampleBriefs.ordinary(Locale.ENGLISH)).settled())
                .isFalse();
        assertThat(TrustSummary.of(SampleBriefs.empty(Locale.ENGLISH)).settled())
                .isFalse();
    }
}
