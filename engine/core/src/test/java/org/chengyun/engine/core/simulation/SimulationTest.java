package org.chengyun.engine.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Thousands of lives of the engine. {@code -Dsimulation.schedules=200000} for more of them, {@code -Dsimulation.seed=…}
 * for one alone, which tells its story.
 */
class SimulationTest {
    private static final long SCHEDULES = Long.getLong("simulation.schedules", 10_000);
    private static final String ALONE =
            "mvn test -pl engine/core -am -Dtest='SimulationTest#shouldHold*' -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=";
    private static final int ENOUGH_FOR_A_BUG = 1_500;

    @Test
    void shouldHoldTheTruthInAllTablesAfterEverySchedule() {
        Long seed = Long.getLong("simulation.seed");
        if (seed != null) {
            Simulation.run(seed, Bug.NONE);
            return;
        }
        Map<Happening, Long> happenings = new ConcurrentHashMap<>();
        Map<Long, Throwable> failures = new ConcurrentSkipListMap<>();
        long startedNs = System.nanoTime();
        LongStream.rangeClosed(1, SCHEDULES).parallel().forEach(each -> {
            try {
                Simulation.run(each, Bug.NONE)
                        .happenings()
                        .forEach((what, times) -> happenings.merge(what, times, Long::sum));
            } catch (RuntimeException | AssertionError e) {
                failures.put(each, e);
            }
        });
        System.out.printf(
                "simulation: %,d schedules in %,d ms, %s%n",
                SCHEDULES, (System.nanoTime() - startedNs) / 1_000_000, new EnumMap<>(happenings));
        failures.forEach((failed, why) -> {
            throw new AssertionError(
                    "%d of %d schedules failed, the first with seed %d: %s%nAlone: %s%d%nAll kinds: %s"
                            .formatted(failures.size(), SCHEDULES, failed, why, ALONE, failed, kinds(failures)),
                    why);
        });
        if (SCHEDULES < 1_000) {
            return;
        }
        assertThat(happenings.keySet()).as("what the schedules went through").containsAll(List.of(Happening.values()));
    }

    /** How often each kind of failure came, by its message without the numbers. */
    private static Map<String, Long> kinds(Map<Long, Throwable> failures) {
        return failures.values().stream()
                .collect(Collectors.groupingBy(
                        why -> String.valueOf(why.getMessage()).replaceAll("[-0-9]+", "#") + " ("
                                + why.getClass().getSimpleName() + ")",
                        TreeMap::new,
                        Collectors.counting()));
    }

    @ParameterizedTest
    @EnumSource(value = Bug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldFindEachBugThatIsPlanted(Bug bug) {
        Optional<String> found = LongStream.rangeClosed(1, ENOUGH_FOR_A_BUG)
                .mapToObj(seed -> failure(seed, bug))
                .flatMap(Optional::stream)
                .findFirst();
        System.out.printf("simulation: %s is found: %s%n", bug, found.orElse("no"));
        assertThat(found).as("%s, in %d schedules", bug, ENOUGH_FOR_A_BUG).isPresent();
    }

    private static Optional<String> failure(long seed, Bug bug) {
        try {
            Simulation.run(seed, bug);
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of("seed %d, %s".formatted(seed, e));
        }
    }
}
