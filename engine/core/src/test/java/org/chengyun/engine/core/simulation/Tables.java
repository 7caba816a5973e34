package org.chengyun.engine.core.simulation;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.chengyun.engine.core.batch.CommitOutcome;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.dedupe.KeyBlock;
import org.chengyun.engine.core.window.Part;
import org.chengyun.engine.core.window.WindowMerger;
import org.chengyun.engine.core.window.WindowPlan;
import org.jspecify.annotations.Nullable;

/** The database: what the SQL of the engine does to its tables, each call a transaction of its own. */
final class Tables {
    final Windows windows = new Windows();
    final Map<Integer, Position> offsets = new TreeMap<>();
    final Map<Windows.Key, List<Revision>> revisions = new HashMap<>();
    final Tops tops = new Tops(windows);
    final Runs runs;
    final Map<Place, Quarantined> quarantine = new HashMap<>();
    /** Every record that was ever put into quarantine; the table loses those that an operator deletes. */
    final Map<Place, List<Quarantined>> rejections = new HashMap<>();
    /** So many there were, by the table and by the cuts. */
    long rejected;

    long rejectedByCuts;

    /** What each batch counted for the first time, by partition. */
    private final Map<Integer, List<KeyRow>> keys = new TreeMap<>();

    final List<Applied> batches = new ArrayList<>();
    final List<Cut> closes = new ArrayList<>();
    long watermarkMs = NONE;
    long quarantineMaxRows = Long.MAX_VALUE;

    private final Bug bug;
    private long lastCut;

    record Place(int partition, long offset) {}

    record Revision(int number, long cut, long events, Stat old, Stat changed) {}

    /** @param to the offset behind the batch */
    private record KeyRow(long to, KeyBlock keys) {}

    /** A batch that was committed. */
    record Applied(Cut cut, Prepared batch) {}

    Tables(Bug bug) {
        this.bug = bug;
        this.runs = new Runs(bug);
    }

    CommitOutcome commit(Prepared batch, boolean withOffsets, boolean withoutSwap) {
        if (bug == Bug.QUARANTINE_APART && hasRoom(batch)) {
            keep(batch.quarantined());
        }
        for (Map.Entry<Integer, OffsetRange> range : batch.ranges().entrySet()) {
            if (!withoutSwap
                    && offset(range.getKey()).nextOffset() != range.getValue().from()) {
                return new CommitOutcome.Fenced("partition " + range.getKey() + " is elsewhere");
            }
        }
        if (!hasRoom(batch)) {
            return new CommitOutcome.Full("the quarantine is full");
        }
        var cut = new Cut(++lastCut, watermarkMs);
        if (withOffsets) {
            batch.ranges().forEach((partition, range) -> {
                move(partition, range);
                remember(partition, range, batch.keys().get(partition));
            });
        }
        merge(batch, cut);
        keep(batch.quarantined());
        batches.add(new Applied(cut, batch));
        rejectedByCuts += batch.tally().quarantined();
        return new CommitOutcome.Committed(cut);
    }

    /** Partitions that nobody read before begin at their beginning. */
    void start(Collection<Integer> partitions) {
        partitions.forEach(partition -> offsets.putIfAbsent(partition, new Position(0, NONE, NONE)));
    }

    Position offset(int partition) {
        Position position = offsets.get(partition);
        if (position == null) {
            throw new IllegalStateException("nobody started partition " + partition);
        }
        return position;
    }

    private void move(int partition, OffsetRange range) {
        Position old = offset(partition);
        offsets.put(
                partition, new Position(range.to(), Math.max(old.newestMs(), range.newestMs()), old.idleWatermarkMs()));
    }

    private void remember(int partition, OffsetRange range, @Nullable KeyBlock added) {
        List<KeyRow> rows = keys.computeIfAbsent(partition, p -> new ArrayList<>());
        long horizonMs = range.newestMs() - (bug == Bug.KEYS_DROPPED_EARLY ? 0 : Probe.WITHIN_MS);
        rows.removeIf(row -> range.newestMs() != NONE && row.keys.newestMs() < horizonMs);
        if (added != null) {
            rows.add(new KeyRow(range.to(), added));
        }
    }

    /** What is stored of a partition, as far as its position. */
    List<KeyBlock> keys(int partition) {
        long position = offset(partition).nextOffset();
        return keys.getOrDefault(partition, List.of()).stream()
                .filter(row -> row.to <= position)
                .map(KeyRow::keys)
                .toList();
    }

    private boolean hasRoom(Prepared batch) {
        return batch.quarantined().isEmpty()
                || quarantine.isEmpty()
                || quarantine.size() + batch.quarantined().size() <= quarantineMaxRows;
    }

    private void keep(List<Quarantined> records) {
        for (Quarantined record : records) {
            var place = new Place(record.partition(), record.offset());
            if (quarantine.putIfAbsent(place, record) == null) {
                rejections.computeIfAbsent(place, p -> new ArrayList<>()).add(record);
                rejected++;
            }
        }
    }

    private void merge(Prepared batch, Cut cut) {
        long lateBeforeMs = bug == Bug.STALE_WATERMARK ? batch.knownWatermarkMs() : watermarkMs;
        Map<Windows.Key, List<Prepared.Slice>> corrections = new HashMap<>();
        for (Prepared.Slice slice : batch.slices()) {
            if (slice.key().endMs() > lateBeforeMs) {
                add(slice.key(), slice, 0, cut);
            } else {
                corrections.put(slice.key(), List.of(slice));
                if (bug != Bug.NO_EXPANSION) {
                    expand(slice, lateBeforeMs, corrections);
                }
            }
        }
        corrections.forEach((key, parts) -> correct(key, parts, cut));
        Set<Tops.Key> ranked = new HashSet<>();
        corrections.keySet().forEach(key -> ranked.add(new Tops.Key(key.metric(), key.sizeSeconds(), key.startMs())));
        ranked.forEach(tops::rank);
        runs.merge(batch.runs(), lateBeforeMs, cut.number());
    }

    /** A late delta also belongs to each closed window around its slice. */
    private static void expand(
            Prepared.Slice slice, long watermarkMs, Map<Windows.Key, List<Prepared.Slice>> corrections) {
        for (WindowPlan.RollUp rollUp : Probe.PLAN.rollUps()) {
            if (!rollUp.metricNos().contains(slice.key().metric())) {
                continue;
            }
            for (long start : startsAround(slice.key().startMs(), rollUp)) {
                var key = new Windows.Key(
                        slice.key().metric(),
                        rollUp.window().sizeKey(),
                        start,
                        slice.key().series());
                if (key.endMs() <= watermarkMs) {
                    corrections.computeIfAbsent(key, k -> new ArrayList<>()).add(slice);
                }
            }
        }
    }

    /** generate_series of the SQL, in ms. */
    private static List<Long> startsAround(long timeMs, WindowPlan.RollUp rollUp) {
        long slideMs = rollUp.window().gridMs();
        List<Long> starts = new ArrayList<>();
        long first = Math.floorDiv(timeMs - rollUp.window().usualMs(), slideMs) * slideMs + slideMs;
        for (long start = first; start <= timeMs; start += slideMs) {
            starts.add(start);
        }
        return starts;
    }

    private void correct(Windows.Key key, List<Prepared.Slice> parts, Cut cut) {
        Stat delta = Stat.of(parts.stream().map(Prepared.Slice::stat).toList());
        long late = parts.stream().mapToLong(Prepared.Slice::late).sum();
        Windows.Row old = windows.get(key);
        Stat before = old == null ? Stat.NOTHING : old.stat();
        int number = (old == null ? 0 : old.revision()) + 1;
        Windows.Row now = add(key, new Prepared.Slice(key, delta, late), 1, cut);
        revisions
                .computeIfAbsent(key, k -> new ArrayList<>())
                .add(new Revision(number, cut.number(), delta.n(), before, now.stat()));
    }

    private Windows.Row add(Windows.Key key, Prepared.Slice delta, int revision, Cut cut) {
        Windows.Row old = windows.get(key);
        var row = old == null
                ? new Windows.Row(delta.stat(), delta.late(), revision, cut.number())
                : new Windows.Row(
                        old.stat().merge(delta.stat()),
                        old.late() + delta.late(),
                        old.revision() + revision,
                        cut.number());
        windows.put(key, row);
        return row;
    }

    void follow(Map<Integer, Long> idleWatermarksMs) {
        idleWatermarksMs.forEach((partition, watermark) -> {
            Position old = offset(partition);
            offsets.put(
                    partition,
                    new Position(old.nextOffset(), old.newestMs(), Math.max(old.idleWatermarkMs(), watermark)));
        });
    }

    /** @param believedMs up to where the closing instance believes that windows are closed */
    void close(long toMs, long believedMs) {
        if (toMs <= watermarkMs) {
            return;
        }
        long fromMs = bug == Bug.STALE_CLOSE ? believedMs : watermarkMs;
        var cut = new Cut(++lastCut, toMs);
        for (WindowPlan.RollUp rollUp : Probe.PLAN.rollUps()) {
            for (int metric : rollUp.metricNos()) {
                rollUp(metric, rollUp, fromMs, cut);
            }
        }
        tops.rankClosed(fromMs, toMs);
        watermarkMs = toMs;
        closes.add(cut);
    }

    /** What {@code RollUpTable} does: the rows of each series, by rising start, through the merger. */
    private void rollUp(int metric, WindowPlan.RollUp rollUp, long fromMs, Cut cut) {
        Map<String, NavigableMap<Long, Windows.Row>> bySeries = new TreeMap<>();
        windows.of(metric, rollUp.source().sizeKey())
                .subMap(
                        WindowMerger.firstMs(rollUp.window(), fromMs),
                        WindowMerger.endMs(rollUp.window(), cut.watermarkMs()))
                .forEach((start, rows) -> rows.forEach((series, row) ->
                        bySeries.computeIfAbsent(series, s -> new TreeMap<>()).put(start, row)));
        bySeries.forEach((series, rows) -> {
            var merger = new WindowMerger(rollUp.window(), fromMs, cut.watermarkMs(), part -> {
                var key = new Windows.Key(metric, rollUp.window().sizeKey(), part.startMs(), series);
                if (windows.get(key) != null) {
                    // The copy into the table knows no "on conflict".
                    throw new AssertionError("%s was closed before".formatted(key));
                }
                var stat = new Stat(part.n(), part.sum(), part.mean(), part.m2(), part.min(), part.max());
                windows.put(key, new Windows.Row(stat, part.late(), 0, cut.number()));
            });
            merger.begin();
            rows.forEach((start, row) -> merger.add(part(start, row)));
            merger.end();
        });
    }

    private static Part part(long startMs, Windows.Row row) {
        var part = new Part();
        Stat stat = row.stat();
        part.set(startMs, stat.n(), row.late(), stat.sum(), stat.mean(), stat.m2(), stat.min(), stat.max());
        return part;
    }
}
