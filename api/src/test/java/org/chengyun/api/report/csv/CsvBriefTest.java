package org.chengyun.api.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.SampleBriefs;
import org.junit.jupiter.api.Test;

class CsvBriefTest {
    private final CsvBrief renderer = new CsvBrief();

    @Test
    void shouldHoldEveryNumberOfTheBrief() {
        // Given
        var brief = SampleBriefs.ordinary(Locale.SIMPLIFIED_CHINESE);
        // When
        var rows = parse(renderer.render(brief));
        // Then
        int points = brief.series().stream()
                .mapToInt(series -> series.points().size())
                .sum();
        int ranked = brief.tops().stream().mapToInt(top -> top.rows().size()).sum();
        assertThat(rows)
                // all together and one service with three percentiles, another without
                .hasSize(1 + brief.keyFigures().size() + points + ranked + 4 + 4 + 1)
                .allSatisfy(row -> assertThat(row).hasSize(23));
        assertThat(rows.get(0))
                .startsWith("section", "metric", "label", "key", "start", "end", "value", "unit", "n", "sum", "mean")
                .endsWith("cut", "definition", "statistic", "error_bound");
        assertThat(rows.get(3))
                .containsSequence(
                        "figure",
                        "traffic.speed.road",
                        "道路平均车速",
                        "",
                        "2026-11-20T00:00:00+08:00",
                        "2026-11-21T00:00:00+08:00",
                        "43.28",
                        "km/h",
                        "5712004");
        assertThat(rows.get(3)).containsSequence("43.28", "125.4", "0", "118", "0.974", "revised", "2", "37");
        assertThat(rows.get(3)).endsWith("2026-11-20T22:58:30+08:00", "8231", "traffic.speed.road@2", "", "");
    }

    @Test
    void shouldHoldARowForEachPercentileWithItsBound() {
        var rows = parse(renderer.render(SampleBriefs.ordinary(Locale.ENGLISH)));

        var spread =
                rows.stream().filter(row -> row.getFirst().equals("spread")).toList();
        assertThat(spread.get(2))
                .startsWith("spread", "portal.sessions.service", "All", "")
                .contains("11.7", "min", "10412");
        assertThat(spread.get(2)).endsWith("Portal sessions by service: how long: p90", "0.0078125");
        assertThat(spread.getLast()).containsSequence("", "min", "3");
    }

    @Test
    void shouldLeaveTheValueOfAMissingFeedEmpty() {
        var rows = parse(renderer.render(SampleBriefs.sparse(Locale.ENGLISH)));

        assertThat(rows.get(1)).containsSequence("Portal requests", "");
        assertThat(rows.get(1).get(6)).isEmpty();
    }

    @Test
    void shouldCarryAByteOrderMarkAndLineEndsOfTheStandard() {
        String text = new String(renderer.render(SampleBriefs.empty(Locale.ENGLISH)), StandardCharsets.UTF_8);

        assertThat(text).startsWith("\uFEFFsection,metric,").endsWith("error_bound\r\n");
    }

    @Test
    void shouldQuoteAndDisarmForeignText() {
        // Given
        var brief = SampleBriefs.huge(Locale.ENGLISH);
        // When
        var rows = parse(renderer.render(brief));
        // Then
        var top = rows.stream().filter(row -> row.getFirst().equals("top")).toList();
        assertThat(top).hasSize(5_000);
        for (int i = 0; i < top.size(); i++) {
            String label = brief.tops().getFirst().rows().get(i).label();
            boolean formula = label.startsWith("=") || label.startsWith("@");
            assertThat(top.get(i).get(2)).isEqualTo(formula ? "'" + label : label);
        }
    }

    /** A parser of RFC 4180, strict about quotes and line ends. */
    private static List<List<String>> parse(byte[] csv) {
        String text = new String(csv, StandardCharsets.UTF_8).substring(1);
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"') {
                assertThat(field).as("a quote may only open a field").isEmpty();
                quoted = true;
            } else if (c == ',' || c == '\r') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\r') {
                    assertThat(text.charAt(++i)).isEqualTo('\n');
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else {
                field.append(c);
            }
        }
        assertThat(quoted).isFalse();
        return rows;
    }

    @Test
    void shouldSayTheSameNumbersInEveryLanguage() {
        var english = parse(renderer.render(SampleBriefs.ordinary(Locale.ENGLISH)));
        var chinese = parse(renderer.render(SampleBriefs.ordinary(Locale.SIMPLIFIED_CHINESE)));

        assertThat(english.getFirst()).isEqualTo(chinese.getFirst());
        assertThat(english.stream().map(row -> row.get(6)).toList())
                .isEqualTo(chinese.stream().map(row -> row.get(6)).toList());
        assertThat(Brief.LOCALES).hasSize(2);
    }
}
