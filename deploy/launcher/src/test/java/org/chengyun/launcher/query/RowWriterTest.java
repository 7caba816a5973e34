package org.chengyun.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.chengyun.launcher.table.Aligned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Column> COLUMNS = Column.of(List.of("road"), List.of(), false);
    private static final String ROW = """
            {"start": "2026-11-21T00:00:00Z", "end": "2026-11-21T01:00:00Z", "by": {"road": "人民路, \\"north\\""},
             "n": 9007199254740993, "sum": 0.30000000000000004, "mean": 1.0E-7, "variance": null, "stddev": 0.5, "min": 3, "max": 12.5,
             "coverage": 0.5, "finality": "final", "revision": 0, "late": 2, "cut": 17}
            """;

    @Test
    void shouldWriteCsvThatLosesNothing() {
        String csv = write(out -> new CsvRows(COLUMNS, ZoneOffset.UTC, out));
        assertThat(csv)
                .isEqualTo("start,end,road,n,sum,mean,variance,stddev,min,max,coverage,finality,revision,cut\r\n"
                        + "2026-11-21T00:00:00Z,2026-11-21T01:00:00Z,\"人民路, \"\"north\"\"\",9007199254740993,"
                        + "0.30000000000000004,1.0E-7,,0.5,3,12.5,0.5,final,0,17\r\n");
    }

    @Test
    void shouldWriteFlatJsonWithNulls() throws Exception {
        JsonNode rows = JSON.readTree(write(out -> new JsonRows(COLUMNS, ZoneOffset.UTC, out)));
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.path(0).path("n").asLong()).isEqualTo(9007199254740993L);
        assertThat(rows.path(0).path("sum").asDouble()).isEqualTo(0.1 + 0.2);
        assertThat(rows.path(0).path("variance").isNull()).isTrue();
        assertThat(rows.path(0).path("road").asText()).isEqualTo("人民路, \"north\"");
    }

    @Test
    void shouldAlignTextAndCountWideLettersTwice() {
        List<String> lines = write(out -> new TextTable(COLUMNS, ZoneOffset.UTC, out))
                .lines()
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(Aligned.width(lines.get(0))).isEqualTo(Aligned.width(lines.get(1)));
        assertThat(lines.get(1)).contains("  -  ");
        // 'n' is a number: its heading stands over the last digit.
        int heading = Aligned.width(lines.get(0).substring(0, lines.get(0).indexOf(" n ") + 2));
        int digits = Aligned.width(lines.get(1).substring(0, lines.get(1).indexOf("740993") + 6));
        assertThat(heading).isEqualTo(digits);
    }

    @Test
    void shouldShowTimesInAZone() {
        String csv = write(out -> new CsvRows(COLUMNS, ZoneId.of("Asia/Shanghai"), out));
        assertThat(csv).contains("2026-11-21T08:00:00+08:00,2026-11-21T09:00:00+08:00,");
    }

    @Test
    void shouldWriteAnEmptyAnswer() {
        assertThat(writeNothing(out -> new JsonRows(COLUMNS, ZoneOffset.UTC, out)))
                .isEqualTo("[]\n");
        assertThat(writeNothing(out -> new CsvRows(COLUMNS, ZoneOffset.UTC, out))
                        .lines())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"plain|plain", "a,b|\"a,b\"", "a\"b|\"a\"\"b\"", "|''"},
            delimiter = '|',
            quoteCharacter = '\'')
    void shouldQuoteOnlyWhereNeeded(String cell, String expected) {
        assertThat(CsvRows.quoted(cell == null ? "" : cell)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void shouldAppendWhatRankingsHave() {
        assertThat(Column.of(List.of(), List.of(), true).stream().map(Column::name))
                .endsWith("cut", "rank", "score", "errorBound", "change");
    }

    @Test
    void shouldShowTheValueOfWhatIsCalculated() {
        assertThat(Column.ofDerived(List.of("road"), false).stream().map(Column::name))
                .containsSubsequence("road", "n", "value", "numerator", "denominator", "reason", "coverage", "cut")
                .doesNotContain("mean", "rank");
    }

    private static String write(Function<PrintStream, RowWriter> form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RowWriter writer = form.apply(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            writer.row(JSON.readTree(ROW));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        writer.end();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String writeNothing(Function<PrintStream, RowWriter> form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        form.apply(new PrintStream(bytes, true, StandardCharsets.UTF_8)).end();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
