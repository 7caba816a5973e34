package org.chengyun.ingest.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with a column per site. */
class WideFormatTest {
    private static List<String> observations(Run run) {
        return run.observations.stream()
                .map(o -> "%s %s %s".formatted(run.at(o), run.value(o, "site"), run.value(o, "speed")))
                .toList();
    }

    @Test
    void shouldTakeTimesFromTheirColumn() {
        Run run = Run.of(
                "traffic",
                "speeds-wide",
                "\ufeffD1,Time,D2\r\n50,2026-11-21 08:00:00,60.5\r\n-1,2026/11/21 8:05,0\r\n");

        assertThat(run.rejections).isEmpty();
        assertThat(observations(run))
                .containsExactly(
                        "2026-11-21T00:00:00Z D1 50.0", "2026-11-21T00:00:00Z D2 60.5", "2026-11-21T00:05:00Z D2 0.0");
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 1, 7})
    void shouldCountRowsFromTheStart(int piece) {
        byte[] content = "A,B\n10,0\nx,1\n0,0\n\n0,20\n".getBytes(StandardCharsets.UTF_8);

        Run run = Run.of("traffic", "metr-la", content, piece);

        assertThat(observations(run))
                .containsExactly("2012-03-01T08:00:00Z A 16.09344", "2012-03-01T08:20:00Z B 32.18688");
        assertThat(run.rejections).hasSize(1);
        assertThat(run.ignored).isEqualTo(2);
    }

    @Test
    void shouldNotBeGuessed() {
        byte[] head = "A,B\n10,0\n".getBytes(StandardCharsets.UTF_8);

        assertThat(Definitions.formats("traffic").choose(null, head)).isNotInstanceOf(Choice.Chosen.class);
    }

    @Test
    void shouldAskForTheColumnOfTimes() {
        byte[] head = "A,B\n10,0\n".getBytes(StandardCharsets.UTF_8);

        assertThat(Definitions.formats("traffic").choose("speeds-wide", head))
                .isInstanceOfSatisfying(
                        Choice.ColumnsMissing.class,
                        missing -> assertThat(missing.found()).containsExactly("A", "B"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "row-incomplete   | 2026-11-21 08:00:00,1",
                "row-too-wide     | 2026-11-21 08:00:00,1,2,3",
                "time-malformed   | soon,1,2",
                "number-malformed | 2026-11-21 08:00:00,1,67.125.1",
                "out-of-range     | 2026-11-21 08:00:00,1,-5"
            })
    void shouldSayWhatIsWrongWithARow(String reason, String row) {
        Run run = Run.of("traffic", "speeds-wide", "time,A,B\n" + row + "\n");

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason().code()).isEqualTo(reason));
    }
}
