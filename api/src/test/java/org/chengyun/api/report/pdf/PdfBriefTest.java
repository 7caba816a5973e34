package org.chengyun.api.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.SampleBriefs;
import org.chengyun.api.report.Stats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PdfBriefTest {
    private final PdfBrief renderer = new PdfBrief();

    static Stream<Locale> locales() {
        return Brief.LOCALES.stream();
    }

    @ParameterizedTest
    @MethodSource("locales")
    void shouldContainEveryFigure(Locale locale) throws IOException {
        // Given
        var brief = SampleBriefs.ordinary(locale);
        var words = BriefWords.of(brief);
        // When
        byte[] pdf = renderer.render(brief);
        // Then
        keepToLookAt(pdf, "ordinary-" + locale);
        String text = PdfText.unbroken(pdf);
        assertThat(text).contains(squeezed(brief.title()), squeezed(brief.city()), squeezed(words.period(brief)));
        for (var figure : brief.keyFigures()) {
            Double value = figure.stats().value(figure.shown());
            assertThat(text)
                    .contains(squeezed(figure.metric().label()))
                    .contains(squeezed(words.footnote(figure.trust())));
            assertThat(text)
                    .contains(
                            figure.hasValue() && value != null
                                    ? words.value(figure.shown(), value)
                                    : squeezed(words.text("figures.none")));
        }
        for (var series : brief.series()) {
            assertThat(text).contains(squeezed(series.name()), squeezed(words.footnote(series.trust())));
            for (var point : series.points()) {
                Double value = point.stats().value(series.shown());
                assertThat(text)
                        .contains(squeezed(words.dayTime(point.start())
                                + (value == null ? "" : words.value(series.shown(), value))));
            }
        }
        for (var top : brief.tops()) {
            assertThat(text).contains(squeezed(top.name()), squeezed(words.footnote(top.trust())));
            for (var row : top.rows()) {
                assertThat(text).contains(words.value(Stats.Shown.SUM, row.score()));
            }
        }
        for (var spread : brief.spreads()) {
            assertThat(text)
                    .contains(squeezed(spread.name()), squeezed(spread.summary()), squeezed(words.bound(spread)))
                    .contains("p50p90p99", "10,4124.572.1811.714.5", "0.7");
        }
    }

    @Test
    void shouldKeepTheChineseTitleReadable() throws IOException {
        String text = PdfText.of(renderer.render(SampleBriefs.ordinary(Locale.SIMPLIFIED_CHINESE)));

        assertThat(text)
                .contains("城市运行日报", "2026年11月20日 星期五", "覆盖率", "请先阅读：部分数据不完整", "第 1 页，共 ")
                .doesNotContain("Key figures");
    }

    @Test
    void shouldWarnOnTheCoverOnlyIfSomethingIsIncomplete() throws IOException {
        String warned = PdfText.of(renderer.render(SampleBriefs.ordinary(Locale.ENGLISH)));
        String quiet = PdfText.of(renderer.render(SampleBriefs.quiet(Locale.ENGLISH)));

        assertThat(warned).contains("Read this first", "Vehicles counted: 62 %");
        assertThat(quiet).doesNotContain("Read this first").contains("at least 90 % of the expected data");
    }

    @Test
    void shouldNotMakeAMissingFeedLookLikeZero() throws IOException {
        String text = PdfText.of(renderer.render(SampleBriefs.sparse(Locale.ENGLISH)));

        assertThat(text).contains("no data");
    }

    @ParameterizedTest
    @MethodSource("locales")
    void shouldSurviveExtremes(Locale locale) throws IOException {
        for (var brief : List.of(SampleBriefs.empty(locale), SampleBriefs.sparse(locale), SampleBriefs.quiet(locale))) {
            assertThat(PdfText.of(renderer.render(brief))).contains(brief.title());
        }
    }

    @Test
    void shouldRepeatTheTableHeadAndPrintEveryRow() throws IOException {
        // Given
        var brief = SampleBriefs.huge(Locale.ENGLISH);
        // When
        byte[] pdf = renderer.render(brief);
        // Then
        keepToLookAt(pdf, "huge-en");
        String text = PdfText.of(pdf);
        int pages;
        try (var document = Loader.loadPDF(pdf)) {
            pages = document.getNumberOfPages();
        }
        assertThat(text).contains("Page 1 of " + pages, "Page " + pages + " of " + pages);
        assertThat(text.split("Top 5,000 \\(continued\\)", -1).length).isGreaterThan(100);
        String unbroken = text.replaceAll("\\s+", "");
        // a number too wide for its column is set smaller, never cut off
        assertThat(unbroken).contains("1,000,000,000,000", "200,000,000");
    }

    @ParameterizedTest
    @MethodSource("locales")
    void shouldEmbedEveryFontAsASubset(Locale locale) throws IOException {
        byte[] pdf = renderer.render(SampleBriefs.ordinary(locale));

        try (var document = Loader.loadPDF(pdf)) {
            for (var page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    assertThat(font.getName()).matches("[A-Z]{6}\\+NotoSansSC-(Regular|Bold)");
                }
            }
        }
        assertThat(pdf.length).as("a daily brief is sent by mail").isLessThan(200_000);
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void keepToLookAt(byte[] pdf, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "briefs"));
        Files.write(folder.resolve(name + ".pdf"), pdf);
    }
}
