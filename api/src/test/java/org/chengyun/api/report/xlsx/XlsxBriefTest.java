package org.chengyun.api.report.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipInputStream;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.SampleBriefs;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

class XlsxBriefTest {
    private final XlsxBrief renderer = new XlsxBrief();

    @Test
    void shouldHoldNumbersAsNumbersAndTimesAsLocalTimes() throws IOException {
        // Given
        var brief = SampleBriefs.ordinary(Locale.SIMPLIFIED_CHINESE);
        // When
        byte[] xlsx = renderer.render(brief);
        // Then
        var series = sheet(xlsx, 1);
        assertThat(series).hasSize(1 + 24 + 22);
        assertThat(series.getFirst().getCellText(0)).isEqualTo("序列");
        var row = series.get(25);
        assertThat(row.getCellText(0)).isEqualTo("全市道路平均车速");
        assertThat(row.getCell(2).asDate()).isEqualTo(LocalDateTime.of(2026, 11, 20, 0, 0));
        assertThat(row.getCell(3).asDate()).isEqualTo(LocalDateTime.of(2026, 11, 20, 1, 0));
        assertThat(row.getCellText(4)).isEqualTo("+08:00");
        assertThat(row.getCell(5).getType()).isEqualTo(CellType.NUMBER);
        assertThat(row.getCell(5).asNumber().doubleValue())
                .isEqualTo(brief.series().get(1).points().getFirst().stats().mean());
        assertThat(row.getCell(7).asNumber()).isEqualByComparingTo(BigDecimal.valueOf(238_000));
    }

    @Test
    void shouldHaveTheTrustOfEveryNumberBesideIt() throws IOException {
        var figures = sheet(renderer.render(SampleBriefs.ordinary(Locale.ENGLISH)), 0);

        var head = figures.stream()
                .filter(row -> row.getCellText(0).equals("Dataset"))
                .findFirst()
                .orElseThrow();
        var names = head.stream().map(cell -> cell.getText()).toList();
        assertThat(names).endsWith("Coverage", "State", "Late", "Revision", "Watermark", "Cut", "Definition");
        var speed = figures.stream()
                .filter(row -> row.getCellText(1).equals("Average speed by road"))
                .findFirst()
                .orElseThrow();
        int coverage = names.lastIndexOf("Coverage");
        assertThat(speed.getCell(coverage).asNumber()).isEqualByComparingTo(new BigDecimal("0.974"));
        assertThat(speed.getCellText(coverage + 1)).isEqualTo("revised");
        assertThat(speed.getCell(coverage + 2).asNumber()).isEqualByComparingTo(BigDecimal.valueOf(37));
        assertThat(speed.getCell(coverage + 4).asDate()).isEqualTo(LocalDateTime.of(2026, 11, 20, 22, 58, 30));
        assertThat(speed.getCellText(coverage + 6)).isEqualTo("traffic.speed.road@2");
        assertThat(figures.stream().map(row -> row.getCellText(0)))
                .anyMatch(text -> text.startsWith("Read this first"))
                .contains("Vehicles counted: 62 %");
    }

    @Test
    void shouldHoldAColumnForEachPercentile() throws IOException {
        var spreads = sheet(renderer.render(SampleBriefs.ordinary(Locale.ENGLISH)), 3);

        assertThat(spreads).hasSize(4);
        var names = spreads.getFirst().stream().map(cell -> cell.getText()).toList();
        assertThat(names).containsSequence("Mean", "p50", "p90", "p99", "Highest", "Error at most");
        assertThat(spreads.get(1).getCell(names.indexOf("p90")).asNumber()).isEqualByComparingTo("11.7");
        assertThat(spreads.get(3).getCellText(names.indexOf("p90"))).isEmpty();
    }

    @Test
    void shouldNeverHoldAFormula() throws IOException {
        // Given
        var brief = SampleBriefs.huge(Locale.ENGLISH);
        // When
        byte[] xlsx = renderer.render(brief);
        // Then
        for (var part : parts(xlsx)) {
            assertThat(part).doesNotContain("<f>").doesNotContain("<f ");
        }
        var tops = sheet(xlsx, 2);
        assertThat(tops).hasSize(5_001);
        assertThat(tops.get(1).getCell(2).getType()).isEqualTo(CellType.STRING);
        assertThat(tops.get(1).getCellText(2)).startsWith("=HYPERLINK(");
    }

    @Test
    void shouldSurviveExtremes() throws IOException {
        for (Locale locale : Brief.LOCALES) {
            for (var brief : List.of(SampleBriefs.empty(locale), SampleBriefs.sparse(locale))) {
                assertThat(sheet(renderer.render(brief), 0).getFirst().getCellText(0))
                        .contains(brief.title());
            }
        }
    }

    @Test
    void shouldDateTheDocumentByItsCut() throws IOException {
        assertThat(parts(renderer.render(SampleBriefs.empty(Locale.ENGLISH))))
                .anyMatch(part -> part.contains("<dcterms:created") && part.contains(">2026-11-20T22:00:05Z<"));
    }

    private static List<Row> sheet(byte[] xlsx, int index) throws IOException {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(xlsx));
                var rows = book.getSheet(index).orElseThrow().openStream()) {
            return rows.filter(row -> row.getCellCount() > 0).toList();
        }
    }

    private static List<String> parts(byte[] xlsx) throws IOException {
        var parts = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(xlsx))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.add(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
