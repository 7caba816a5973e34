package org.chengyun.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.junit.jupiter.api.Test;

class BriefWordsTest {
    private final BriefWords english = BriefWords.of(SampleBriefs.empty(Locale.ENGLISH));
    private final BriefWords chinese = BriefWords.of(SampleBriefs.empty(Locale.SIMPLIFIED_CHINESE));

    @Test
    void shouldHaveTheSameKeysAndPlacesInBothLanguages() {
        var words = BriefWords.bundle(Locale.ENGLISH);
        var others = BriefWords.bundle(Locale.SIMPLIFIED_CHINESE);

        assertThat(words.keySet()).isEqualTo(others.keySet());
        assertThat(words.keySet()).filteredOn(key -> !key.startsWith("format.")).allSatisfy(key -> {
            assertThat(others.getString(key)).isNotBlank();
            assertThat(places(others.getString(key))).as(key).isEqualTo(places(words.getString(key)));
        });
    }

    @Test
    void shouldCutPercentagesOffInsteadOfRoundingThemUp() {
        assertThat(english.percent(0.9997)).isEqualTo("99.9 %");
        assertThat(english.percent(1)).isEqualTo("100 %");
        assertThat(english.percent(0.29)).isEqualTo("29 %");
        assertThat(chinese.percent(0.974)).isEqualTo("97.4%");
        assertThat(english.percent(0)).isEqualTo("0 %");
    }

    @Test
    void shouldWriteNumbersWithTheDigitsTheyDeserve() {
        assertThat(english.measure(82_204.8)).isEqualTo("82,205");
        assertThat(english.measure(43.28)).isEqualTo("43.3");
        assertThat(english.measure(4.5)).isEqualTo("4.50");
        assertThat(english.measure(0.3333)).isEqualTo("0.333");
        assertThat(english.measure(3e-9)).isEqualTo("3.00E−9");
        assertThat(english.measure(-0.001)).isEqualTo("−0.00100");
        assertThat(english.value(Stats.Shown.SUM, 9_007_199_254_740_992.0)).isEqualTo("9,007,199,254,740,992");
        assertThat(english.count(Long.MIN_VALUE)).isEqualTo("−9,223,372,036,854,775,808");
        assertThat(english.change(0.0324)).isEqualTo("+3.2 %");
        assertThat(chinese.change(-0.057)).isEqualTo("−5.7%");
    }

    @Test
    void shouldShowTimesInTheCitysZone() {
        var moment = Instant.parse("2026-11-20T16:30:00Z");

        assertThat(english.moment(moment)).isEqualTo("21 Nov 2026 00:30");
        assertThat(chinese.moment(moment)).isEqualTo("2026年11月21日 00:30");
        assertThat(chinese.day(SampleBriefs.DAY)).isEqualTo("2026年11月20日 星期五");
    }

    @Test
    void shouldSayEveryPartOfTheTrust() {
        var trust = new Trust(0.5, Finality.REVISED, 42, null, "m@3", 7, 2);

        assertThat(english.footnote(trust))
                .contains(
                        "50 %", "revised after it was final", "7 late", "revision 2", "no watermark", "cut 42", "m@3");
    }

    private static long places(String pattern) {
        return Arrays.stream(new MessageFormat(pattern, Locale.ROOT).getFormatsByArgumentIndex())
                .count();
    }
}
