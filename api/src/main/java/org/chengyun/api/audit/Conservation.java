package org.chengyun.api.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.chengyun.api.audit.CutEntry.Range;
import org.chengyun.api.audit.Fault.Check;
import org.jspecify.annotations.Nullable;

/**
 * Checks cuts one by one, in their order: in each, events read = counted + filtered + duplicates + quarantined; the offset
 * ranges of each partition chain without gap or overlap; as many records lie in quarantine as the cuts put there. Pure; not thread-safe.
 */
final class Conservation {
    /** Faults that are told one by one; the others are only counted. */
    static final int MOST_FAULTS = 100;

    private static final String LIVE = "live";

    private final Map<Integer, long[]> quarantine;
    private final Map<Chain, Long> ends = new HashMap<>();
    private final Map<Chain, Long> lastCuts = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private long faultCount;
    private long cuts;
    private @Nullable Long firstCut;
    private @Nullable Long lastCut;
    private long eventsIn;
    private long counted;
    private long filtered;
    private long duplicates;
    private long quarantined;
    private long late;

    /** A partition as one job reads it. */
    record Chain(String job, int partition) {}

    /**
     * Before the first cut.
     *
     * @param ends where the ranges before the first cut ended; a chain that is absent may begin anywhere
     * @param quarantine rising offsets of the records in quarantine, by partition
     */
    Conservation(Map<Chain, Long> ends, Map<Integer, long[]> quarantine) {
        this.ends.putAll(ends);
        this.quarantine = Map.copyOf(quarantine);
    }

    void add(CutEntry cut) {
        cuts++;
        firstCut = firstCut == null ? Long.valueOf(cut.cut()) : firstCut;
        lastCut = cut.cut();
        eventsIn += cut.eventsIn();
        counted += cut.counted();
        filtered += cut.filtered();
        duplicates += cut.duplicates();
        quarantined += cut.quarantined();
        late += cut.late();
        checkSums(cut);
        cut.ranges().forEach(range -> chain(cut, range));
        checkQuarantine(cut);
    }

    private void checkSums(CutEntry cut) {
        long sum = cut.counted() + cut.filtered() + cut.duplicates() + cut.quarantined();
        require(sum == cut.eventsIn(), Check.BALANCE, cut, cut.eventsIn(), sum);
        require(cut.late() <= cut.counted(), Check.LATE, cut, cut.counted(), cut.late());
        long width = cut.ranges().stream()
                .mapToLong(range -> range.to() - range.from())
                .sum();
        require(cut.eventsIn() <= width, Check.WIDTH, cut, width, cut.eventsIn());
    }

    private void require(boolean holds, Check check, CutEntry cut, long expected, long found) {
        if (!holds) {
            add(new Fault(check, cut.cut(), null, null, expected, found));
        }
    }

    private void chain(CutEntry cut, Range range) {
        var chain = new Chain(cut.job(), range.partition());
        Long end = ends.put(chain, range.to());
        lastCuts.put(chain, cut.cut());
        if (end == null || end == range.from()) {
            return;
        }
        Check check = end < range.from() ? Check.GAP : Check.OVERLAP;
        add(new Fault(check, cut.cut(), range.partition(), Math.min(end, range.from()), end, range.from()));
    }

    /** Only the running catalogue fills the quarantine: what is computed anew meets the same records again. */
    private void checkQuarantine(CutEntry cut) {
        if (!cut.job().equals(LIVE)) {
            return;
        }
        long kept = cut.ranges().stream()
                .mapToLong(range -> rank(range, Range::to) - rank(range, Range::from))
                .sum();
        if (kept == cut.quarantined()) {
            return;
        }
        Range where = cut.ranges().stream()
                .filter(range -> rank(range, Range::to) > rank(range, Range::from))
                .findFirst()
                .orElse(null);
        add(new Fault(
                Check.QUARANTINE,
                cut.cut(),
                where == null ? null : where.partition(),
                where == null ? null : Long.valueOf(where.from()),
                cut.quarantined(),
                kept));
    }

    /** How many records of the partition lie in quarantine before an end of the range. */
    private long rank(Range range, ToLongFunction<Range> border) {
        long[] offsets = quarantine.getOrDefault(range.partition(), new long[0]);
        int found = Arrays.binarySearch(offsets, border.applyAsLong(range));
        return found >= 0 ? found : -found - 1;
    }

    /**
     * Compares the positions with where the chains ended.
     *
     * @param positions the next offset and the cut that set it, of chains whose last cut is among those added
     */
    void finish(Map<Chain, Position> positions) {
        positions.forEach((chain, position) -> {
            Long end = ends.get(chain);
            Long last = lastCuts.get(chain);
            if (end != null && last != null && position.cut() <= last && position.nextOffset() != end) {
                add(new Fault(
                        Check.POSITION,
                        last,
                        chain.partition(),
                        Math.min(end, position.nextOffset()),
                        end,
                        position.nextOffset()));
            }
        });
    }

    /** Where a chain stands. */
    record Position(long nextOffset, long cut) {}

    private void add(Fault fault) {
        faultCount++;
        if (faults.size() < MOST_FAULTS) {
            faults.add(fault);
        }
    }

    /** @param keptFrom cuts of the span before it are no longer kept; null = all are */
    Verdict verdict(@Nullable Instant keptFrom) {
        return new Verdict(
                cuts,
                firstCut,
                lastCut,
                eventsIn,
                counted,
                filtered,
                duplicates,
                quarantined,
                late,
                faultCount,
                faults,
                keptFrom);
    }
}
