package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.RealData;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every real file that is there, known or not: read to its last byte, each record an observation, ignored, or rejected
 * with a reason; or refused as a whole with a reason. Prints the table.
 */
class DataFolderTest {
    private static final Map<String, String> DATASETS =
            new TreeMap<>(Map.of("portal-logs", "portal", "traffic", "traffic", "city-events", "events"));
    /** Asked for by name, as nothing in the file says what it is. */
    private static final Map<String, String> ASKED = Map.of(
            "metr-la-speed-207x2016.csv.gz", "metr-la", "metr-la-speed-lost-header.csv.gz", "metr-la-lost-header");

    private static final int HEAD = 64 * 1024;
    private static final int PIECE = 1 << 20;

    /** What became of a file. */
    private record Outcome(String format, long records, long observations, long ignored, Map<String, Long> rejected) {
        private static Outcome of(Run run) {
            Map<String, Long> rejected = new TreeMap<>();
            run.rejections.forEach(
                    rejection -> rejected.merge(rejection.reason().code(), 1L, Long::sum));
            return new Outcome(run.format, run.read, run.observations.size(), run.ignored, rejected);
        }

        private static Outcome refused(String why) {
            return new Outcome("refused: " + why, 0, 0, 0, Map.of());
        }

        private boolean isRefused() {
            return format.startsWith("refused: ");
        }

        @Override
        public String toString() {
            return isRefused()
                    ? format
                    : "%s: %,d records, %,d observations, %,d ignored%s"
                            .formatted(
                                    format,
                                    records,
                                    observations,
                                    ignored,
                                    rejected.isEmpty() ? "" : ", rejected: " + rejected);
        }
    }

    @Test
    void shouldReadOrRefuseEveryFileWithAReason() {
        List<String> table = new ArrayList<>();
        Map<String, Outcome> outcomes = new TreeMap<>();
        DATASETS.forEach((folder, dataset) -> {
            for (String name : RealData.names(folder)) {
                Outcome outcome = outcome(dataset, ASKED.get(name), RealData.bytes(folder + "/" + name));
                outcomes.put(folder + "/" + name, outcome);
                table.add("%-58s %s".formatted(folder + "/" + name, outcome));
            }
        });
        System.out.println(String.join("\n", table));

        assertThat(outcomes).isNotEmpty().allSatisfy((name, outcome) -> {
            if (outcome.isRefused()) {
                assertThat(outcome.format().length()).isGreaterThan("refused: ".length());
            } else {
                assertThat(outcome.records()).isPositive();
            }
        });
    }

    private static Outcome outcome(String dataset, @Nullable String asked, byte[] content) {
        byte[] head = Arrays.copyOf(content, Math.min(HEAD, content.length));
        return switch (Definitions.formats(dataset).choose(asked, head)) {
            case Choice.NoFeed nothing -> Outcome.refused(nothing.guess() + "; " + nothing.why());
            case Choice.ColumnsMissing missing ->
                Outcome.refused(missing.format() + " without columns " + missing.missing());
            case Choice.Unknown unknown ->
                Outcome.refused(unknown.tried().stream().limit(3).collect(Collectors.joining("; ")));
            case Choice.Chosen chosen -> {
                Run run = Run.of(dataset, chosen.name(), content, PIECE);
                assertThat(run.consumed).isEqualTo(content.length);
                yield Outcome.of(run);
            }
        };
    }
}
