package org.chengyun.engine.bench.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.engine.bench.workload.Traffic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The truth against lists of values, window by window: slow and plain. */
class TrafficTruthTest {
    private static final long MINUTE_MS = 60_000;

    private record Key(String name, long startMs) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void shouldAgreeWithListsOfValues(long seed) {
        var traffic = new Traffic(seed, 20_000, 500, true);
        Map<Key, List<Double>> sensors = new HashMap<>();
        Map<Key, List<Double>> roads = new HashMap<>();
        Map<Long, Map<String, Long>> volumes = new HashMap<>();
        for (long i = 0; i < traffic.events(); i++) {
            long minuteMs = traffic.eventTimeMs(i) / MINUTE_MS * MINUTE_MS;
            double speed = traffic.speedTenths(i) / 10.0;
            int sensor = traffic.sensor(i);
            String road = Traffic.roadName(Traffic.road(sensor));
            add(sensors, new Key(Traffic.sensorName(sensor), minuteMs), speed);
            for (long startMs = minuteMs - 4 * MINUTE_MS; startMs <= minuteMs; startMs += MINUTE_MS) {
                add(roads, new Key(road, startMs), speed);
                volumes.computeIfAbsent(startMs, start -> new HashMap<>())
                        .merge(road, (long) traffic.volume(i), Long::sum);
            }
        }
        TrafficTruth truth = TrafficTruth.of(traffic);
        assertEqual(truth.sensors(), sensors);
        assertEqual(truth.roads(), roads);
        assertThat(truth.top()).containsExactlyInAnyOrderElementsOf(ranked(volumes));
    }

    private static void add(Map<Key, List<Double>> windows, Key key, double value) {
        windows.computeIfAbsent(key, window -> new ArrayList<>()).add(value);
    }

    private static void assertEqual(List<StatRow> rows, Map<Key, List<Double>> windows) {
        assertThat(rows).hasSize(windows.size());
        for (StatRow row : rows) {
            List<Double> values = windows.get(new Key(row.key(), row.startMs()));
            assertThat(values).as("values of %s", row).isNotNull();
            double[] plain = values.stream().mapToDouble(Double::doubleValue).toArray();
            double mean = java.util.Arrays.stream(plain).average().orElseThrow();
            assertThat(row.n()).isEqualTo(plain.length);
            assertThat(row.mean()).isCloseTo(mean, within(1e-9));
            assertThat(row.min()).isEqualTo(java.util.Arrays.stream(plain).min().orElseThrow());
            assertThat(row.max()).isEqualTo(java.util.Arrays.stream(plain).max().orElseThrow());
            if (plain.length == 1) {
                assertThat(row.variance()).isNaN();
            } else {
                double squares = java.util.Arrays.stream(plain)
                        .map(value -> (value - mean) * (value - mean))
                        .sum();
                assertThat(row.variance()).isCloseTo(squares / (plain.length - 1), within(1e-8));
            }
        }
    }

    private static List<TopRow> ranked(Map<Long, Map<String, Long>> volumes) {
        List<TopRow> rows = new ArrayList<>();
        volumes.forEach((startMs, roads) -> {
            List<Map.Entry<String, Long>> sorted = new ArrayList<>(roads.entrySet());
            sorted.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()));
            for (int rank = 1; rank <= Math.min(10, sorted.size()); rank++) {
                rows.add(new TopRow(
                        startMs,
                        rank,
                        sorted.get(rank - 1).getKey(),
                        sorted.get(rank - 1).getValue()));
            }
        });
        return rows;
    }
}
