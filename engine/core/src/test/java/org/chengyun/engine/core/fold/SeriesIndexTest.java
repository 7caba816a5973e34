package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.chengyun.engine.core.given.RandomDatasets.field;
import static org.chengyun.engine.core.given.RandomValues.AROUND_MS;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.ObservationReader;
import org.chengyun.engine.core.decode.Row;
import org.chengyun.engine.core.given.RandomDatasets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesIndexTest {
    private static final Dataset REQUESTS = RandomDatasets.of(List.of(
            field("at", ValueType.TIME, true),
            field("place", ValueType.TEXT, true),
            field("path", ValueType.TEXT, false),
            field("status", ValueType.TEXT, false)));

    private final Dictionary dictionary = new Dictionary();
    private final ObservationReader reader =
            ObservationReader.of(REQUESTS, new boolean[] {true, true, true, true}, dictionary);
    private final ObservationEncoder encoder = new ObservationEncoder(REQUESTS.schema());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveDenseStableDistinctIndexesWhileItGrows(long seed) {
        // Given
        var random = new Random(seed);
        var series = new SeriesIndex(new int[] {2, 3, 1}, dictionary);
        Map<List<@Nullable String>, Integer> expected = new HashMap<>();
        // When
        for (int i = 0; i < 200_000; i++) {
            String path = random.nextInt(10) == 0 ? null : "/p" + random.nextInt(5_000);
            String status = random.nextInt(10) == 0 ? null : "s" + random.nextInt(10);
            String place = "d" + random.nextInt(3);
            int index = series.of(row(place, path, status));
            Integer before = expected.putIfAbsent(Arrays.asList(path, status, place), expected.size());
            // Then
            if (index != (before != null ? before : expected.size() - 1)) {
                fail("'%s' got index %d, not %s".formatted(place, index, before));
            }
        }
        assertThat(expected).hasSizeGreaterThan(50_000);
        assertThat(series.size()).isEqualTo(expected.size());
        expected.forEach((values, index) -> assertThat(series.dimensions(index)).containsExactlyElementsOf(values));
    }

    @Test
    void shouldPutEverythingInOneSeriesWithoutDimensions() {
        var series = new SeriesIndex(new int[0], dictionary);
        for (int i = 0; i < 1_000; i++) {
            assertThat(series.of(row("d" + i, null, null))).isZero();
        }
        assertThat(series.size()).isEqualTo(1);
        assertThat(series.dimensions(0)).isEmpty();
    }

    @Test
    void shouldTellNothingFromTheEmptyTextAndOneFieldFromTheOther() {
        var series = new SeriesIndex(new int[] {2, 3}, dictionary);
        int[] indexes = {
            series.of(row("d", null, null)),
            series.of(row("d", "", null)),
            series.of(row("d", null, "")),
            series.of(row("d", "", "")),
            series.of(row("d", "x", null)),
            series.of(row("d", null, "x")),
        };
        assertThat(indexes).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(series.dimensions(1)).containsExactly("", null);
    }

    private Row row(String place, @Nullable String path, @Nullable String status) {
        byte[] record = encoder.encode(new @Nullable Object[] {AROUND_MS, place, path, status});
        assertThat(reader.read(record, AROUND_MS)).isNull();
        return reader.row();
    }
}
