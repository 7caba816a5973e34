package org.chengyun.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chengyun.api.audit.Conservation.Chain;
import org.chengyun.api.audit.Conservation.Position;
import org.chengyun.api.audit.CutEntry.Range;
import org.chengyun.api.audit.Fault.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConservationTest {
    /** Cuts as two engines make them, with what they put in quarantine. */
    private static final class Log {
        private final Random random;
        private final Map<Integer, Long> next = new TreeMap<>();
        private final Map<Integer, List<Long>> quarantine = new TreeMap<>();
        private final List<CutEntry> cuts = new ArrayList<>();

        Log(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 300; i++) {
                cuts.add(cut(i + 1));
            }
        }

        private CutEntry cut(long number) {
            List<Range> ranges = new ArrayList<>();
            long events = 0;
            long quarantined = 0;
            for (int partition = 0; partition < 4; partition++) {
                if (random.nextBoolean()) {
                    long from = next.getOrDefault(partition, 100L * partition);
                    // The end of a transaction takes an offset, too.
                    long read = 1 + random.nextLong(50);
                    long to = from + read + random.nextInt(3);
                    ranges.add(new Range(partition, from, to));
                    next.put(partition, to);
                    events += read;
                    if (random.nextInt(4) == 0) {
                        quarantine
                                .computeIfAbsent(partition, p -> new ArrayList<>())
                                .add(from + random.nextLong(read));
                        quarantined++;
                    }
                }
            }
            long filtered = random.nextLong(events - quarantined + 1);
            long duplicates = random.nextLong(events - quarantined - filtered + 1);
            long counted = events - quarantined - filtered - duplicates;
            return new CutEntry(
                    number, "live", ranges, events, counted, filtered, duplicates, quarantined, counted / 3);
        }

        Verdict audit() {
            Map<Integer, long[]> kept = new TreeMap<>();
            quarantine.forEach((partition, offsets) ->
                    kept.put(partition, offsets.stream().mapToLong(o -> o).toArray()));
            var conservation = new Conservation(Map.of(), kept);
            cuts.forEach(conservation::add);
            Map<Chain, Position> positions = new TreeMap<>(java.util.Comparator.comparingInt(Chain::partition));
            next.forEach((partition, offset) ->
                    positions.put(new Chain("live", partition), new Position(offset, lastCutOf(partition))));
            conservation.finish(positions);
            return conservation.verdict(null);
        }

        private long lastCutOf(int partition) {
            return cuts.reversed().stream()
                    .filter(cut -> cut.ranges().stream().anyMatch(range -> range.partition() == partition))
                    .findFirst()
                    .orElseThrow()
                    .cut();
        }

        CutEntry someCutThatCounted() {
            return cuts.stream()
                    .skip(50 + random.nextInt(100))
                    .filter(cut -> cut.counted() > 0)
                    .findFirst()
                    .orElseThrow();
        }

        void replace(CutEntry old, CutEntry with) {
            cuts.set(cuts.indexOf(old), with);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldAcquitWhatAddsUp(long seed) {
        var log = new Log(seed);

        Verdict verdict = log.audit();

        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.conserved()).isTrue();
        assertThat(verdict.cuts()).isEqualTo(300);
        assertThat(verdict.eventsIn())
                .isEqualTo(verdict.counted() + verdict.filtered() + verdict.duplicates() + verdict.quarantined());
        assertThat(verdict.duplicates()).isPositive();
        assertThat(verdict.quarantined()).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldNameTheCutThatLostAnEvent(long seed) {
        var log = new Log(seed);
        CutEntry cut = log.someCutThatCounted();
        log.replace(
                cut,
                new CutEntry(
                        cut.cut(),
                        "live",
                        cut.ranges(),
                        cut.eventsIn(),
                        cut.counted() - 1,
                        cut.filtered(),
                        cut.duplicates(),
                        cut.quarantined(),
                        0));

        assertThat(log.audit().faults())
                .containsExactly(new Fault(Check.BALANCE, cut.cut(), null, null, cut.eventsIn(), cut.eventsIn() - 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldNameTheCutAndTheOffsetsThatAreMissing(long seed) {
        var log = new Log(seed);
        CutEntry cut = log.someCutThatCounted();
        log.cuts.remove(cut);

        List<Fault> faults = log.audit().faults();

        assertThat(faults).hasSameSizeAs(cut.ranges()).allSatisfy(fault -> {
            assertThat(fault.check()).isEqualTo(Check.GAP);
            assertThat(fault.cut()).isGreaterThan(cut.cut());
            assertThat(cut.ranges())
                    .contains(new Range(
                            java.util.Objects.requireNonNull(fault.partition()), fault.expected(), fault.found()));
            assertThat(fault.offset()).isEqualTo(fault.expected());
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5})
    void shouldNameWhatWasReadTwice(long seed) {
        var log = new Log(seed);
        CutEntry cut = log.someCutThatCounted();
        log.cuts.add(log.cuts.indexOf(cut) + 1, cut);

        assertThat(log.audit().faults()).hasSameSizeAs(cut.ranges()).allSatisfy(fault -> {
            assertThat(fault.check()).isEqualTo(Check.OVERLAP);
            assertThat(fault.offset()).isEqualTo(fault.found());
        });
    }

    @Test
    void shouldNameTheCutWhoseRejectedRecordIsGone() {
        var log = new Log(4);
        int partition = log.quarantine.keySet().iterator().next();
        long offset =
                java.util.Objects.requireNonNull(log.quarantine.get(partition)).remove(2);
        CutEntry owner = log.cuts.stream()
                .filter(cut -> cut.ranges().stream()
                        .anyMatch(r -> r.partition() == partition && r.from() <= offset && offset < r.to()))
                .findFirst()
                .orElseThrow();

        assertThat(log.audit().faults())
                .extracting(Fault::check, Fault::cut, Fault::expected, Fault::found)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Check.QUARANTINE, owner.cut(), owner.quarantined(), owner.quarantined() - 1));
    }

    @Test
    void shouldCompareThePositionWithTheEndOfTheChain() {
        var log = new Log(6);
        long end = java.util.Objects.requireNonNull(log.next.get(2));
        log.next.put(2, end + 7);

        Fault fault = log.audit().faults().getFirst();

        assertThat(fault).isEqualTo(new Fault(Check.POSITION, log.lastCutOf(2), 2, end, end, end + 7));
        assertThat(fault.text().en())
                .isEqualTo("partition 2: the last cut %d ended at offset %d but the position is %d"
                        .formatted(log.lastCutOf(2), end, end + 7));
        assertThat(fault.text().zhCn()).contains("分区 2");
    }

    @Test
    void shouldRefuseMoreLateThanCountedAndMoreEventsThanOffsets() {
        var conservation = new Conservation(Map.of(), Map.of());

        conservation.add(new CutEntry(7, "live", List.of(new Range(0, 5, 10)), 6, 6, 0, 0, 0, 7));

        assertThat(conservation.verdict(null).faults())
                .extracting(Fault::check)
                .containsExactly(Check.LATE, Check.WIDTH);
    }
}
