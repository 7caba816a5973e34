package org.chengyun.engine.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Encoding;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.given.RandomDatasets;
import org.chengyun.engine.core.given.RandomValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** From the bytes of records to what counts, as one plain pass with a set of lists of values says. */
class SeenReadingsTest {
    private static final JsonMapper JACKSON = JsonMapper.builder().build();
    private static final long NOW_MS = RandomValues.AROUND_MS + 3_600_000;
    private static final Duration LONG = Duration.ofDays(1);

    static Stream<Object[]> encodingsAndSeeds() {
        return Stream.of(Encoding.values())
                .flatMap(encoding -> IntStream.range(0, 12).mapToObj(seed -> new Object[] {encoding, seed}));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("encodingsAndSeeds")
    void shouldKnowReadingsByTheirValues(Encoding encoding, int seed) {
        // Given
        var random = new Random(seed);
        Dataset plain = RandomDatasets.next(encoding, random);
        List<String> by = by(plain.schema(), random);
        Dataset dataset = RandomDatasets.knowingRepetitions(plain, by, LONG);
        var fold = new DatasetFold(dataset, List.of());
        SeenReadings seen = fold.seen().orElseThrow();
        Map<Integer, Set<List<@Nullable Object>>> expected = new HashMap<>();
        for (int p = 0; p < 3; p++) {
            seen.assign(p, NONE);
            expected.put(p, new HashSet<>());
        }
        Deltas deltas = fold.newDeltas();
        List<@Nullable Object[]> sent = new ArrayList<>();
        long duplicates = 0;
        // When
        for (int i = 0; i < 3_000; i++) {
            @Nullable
            Object[] values = random.nextInt(3) > 0 || sent.isEmpty()
                    ? RandomValues.next(dataset.schema(), random)
                    : changed(sent.get(random.nextInt(sent.size())), dataset.schema(), random);
            sent.add(values);
            int partition = random.nextInt(3);
            seen.turnTo(partition);
            assertThat(fold.fold(record(dataset, values), NONE, NOW_MS, deltas)).isNull();
            if (!expected.getOrDefault(partition, Set.of()).add(key(dataset.schema(), by, values))) {
                duplicates++;
            }
            // Then
            assertThat(deltas.duplicates()).as("record %d by %s", i, by).isEqualTo(duplicates);
        }
        assertThat(duplicates).isPositive();
        assertThat(deltas.filtered()).isEqualTo(3_000 - duplicates);
        assertThat(deltas.unchecked()).isZero();
        seen.takeAdded()
                .forEach((partition, keys) -> assertThat(keys.size())
                        .isEqualTo(expected.getOrDefault(partition, Set.of()).size()));
        assertThat(seen.takeAdded()).isEmpty();
    }

    private static List<String> by(Schema schema, Random random) {
        List<String> by = new ArrayList<>(List.of("place"));
        for (Field field : schema.fields()) {
            if (!field.name().equals("place") && random.nextInt(3) == 0) {
                by.add(random.nextInt(by.size() + 1), field.name());
            }
        }
        return by;
    }

    /** The same, or with another value in one place. */
    private static @Nullable Object[] changed(@Nullable Object[] values, Schema schema, Random random) {
        @Nullable Object[] changed = values.clone();
        if (random.nextBoolean()) {
            int field = random.nextInt(changed.length);
            changed[field] = RandomValues.next(schema, random)[field];
        }
        return changed;
    }

    private static List<@Nullable Object> key(Schema schema, List<String> by, @Nullable Object[] values) {
        List<@Nullable Object> key = new ArrayList<>();
        for (String field : by) {
            Object value = values[schema.indexOf(field)];
            key.add(value instanceof Double number ? Double.valueOf(number + 0.0) : value);
        }
        return key;
    }

    private static byte[] record(Dataset dataset, @Nullable Object[] values) {
        if (dataset.encoding() == Encoding.AVRO) {
            return new ObservationEncoder(dataset.schema()).encode(values);
        }
        Map<String, @Nullable Object> members = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            members.put(dataset.schema().field(i).name(), values[i]);
        }
        return JACKSON.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldNotTakeTheEndOfOneTextForTheBeginningOfTheNext() {
        Dataset dataset = RandomDatasets.knowingRepetitions(
                RandomDatasets.of(List.of(
                        RandomDatasets.field("at", ValueType.TIME, true),
                        RandomDatasets.field("place", ValueType.TEXT, true),
                        RandomDatasets.field("lane", ValueType.TEXT, false))),
                List.of("place", "lane"),
                LONG);
        var fold = new DatasetFold(dataset, List.of());
        fold.seen().orElseThrow().assign(0, NONE);
        fold.seen().orElseThrow().turnTo(0);
        Deltas deltas = fold.newDeltas();
        String long1 = "x".repeat(600) + "1";
        String long2 = "x".repeat(600) + "2";

        for (@Nullable
        String[] texts : new @Nullable String[][] {
            {"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"abc", null}, {"", "abc"}, {long1, ""}, {long2, ""}
        }) {
            byte[] record = record(dataset, new @Nullable Object[] {NOW_MS, texts[0], texts[1]});
            assertThat(fold.fold(record, NONE, NOW_MS, deltas)).isNull();
        }

        assertThat(deltas.duplicates()).isZero();
    }

    @Test
    void shouldRefuseRecordsOfAPartitionThatIsNotItsOwn() {
        Dataset dataset =
                RandomDatasets.knowingRepetitions(RandomDatasets.next(new Random(1)), List.of("place", "at"), LONG);
        SeenReadings seen = SeenReadings.of(dataset).orElseThrow();
        seen.assign(0, NONE);
        seen.revokeAll();

        assertThatThrownBy(() -> seen.turnTo(0)).hasMessageContaining("partition 0 was not assigned");
        assertThat(seen.bytes()).isZero();
    }
}
