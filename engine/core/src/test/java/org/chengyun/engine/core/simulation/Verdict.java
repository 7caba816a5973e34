package org.chengyun.engine.core.simulation;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.commit.OffsetRange;
import org.jspecify.annotations.Nullable;

/** Compares all tables with the truth. */
final class Verdict {
    private static final double TOLERANCE = 1e-9;

    private final World world;
    private final Tables tables;
    private final Truth truth;
    private long rejected;

    private Verdict(World world) {
        this.world = world;
        this.tables = world.tables;
        this.truth = new Truth(world.schedule.knowsRepetitions());
    }

    /** What must hold at every moment, whoever looks. */
    static void soFar(World world) {
        Tables tables = world.tables;
        require(
                tables.rejected == tables.rejectedByCuts,
                "%d records went to quarantine, the cuts say %d",
                tables.rejected,
                tables.rejectedByCuts);
    }

    static void on(World world) {
        new Verdict(world).judge();
    }

    private void judge() {
        offsets();
        replay();
        quarantine();
        windows();
        tops();
        RunsVerdict.on(tables.runs, truth.runs);
    }

    /** The ranges of the cuts are a chain from the beginning to where the offsets stand. */
    private void offsets() {
        Map<Integer, Long> next = new HashMap<>();
        for (Tables.Applied applied : tables.batches) {
            for (Map.Entry<Integer, OffsetRange> entry :
                    applied.batch().ranges().entrySet()) {
                OffsetRange range = entry.getValue();
                long expected = next.getOrDefault(entry.getKey(), 0L);
                require(
                        range.from() == expected,
                        "cut %d: partition %d from %d, and the cut before ended at %d",
                        applied.cut().number(),
                        entry.getKey(),
                        range.from(),
                        expected);
                next.put(entry.getKey(), range.to());
            }
        }
        tables.offsets.forEach((partition, position) -> require(
                position.nextOffset() == next.getOrDefault(partition, 0L),
                "partition %d stands at %d, its last cut ended at %s",
                partition,
                position.nextOffset(),
                next.get(partition)));
    }

    /** Batches and closes in the order of their cuts. */
    private void replay() {
        long watermarkMs = NONE;
        int closes = 0;
        for (Tables.Applied applied : tables.batches) {
            Cut cut = applied.cut();
            for (; closes < tables.closes.size() && tables.closes.get(closes).number() < cut.number(); closes++) {
                watermarkMs = close(tables.closes.get(closes), watermarkMs);
            }
            require(
                    cut.watermarkMs() == watermarkMs,
                    "cut %d: watermark %d, the last close said %d",
                    cut.number(),
                    cut.watermarkMs(),
                    watermarkMs);
            batch(applied);
        }
        for (; closes < tables.closes.size(); closes++) {
            watermarkMs = close(tables.closes.get(closes), watermarkMs);
        }
        require(
                tables.watermarkMs == watermarkMs,
                "watermark %d, the last close said %d",
                tables.watermarkMs,
                watermarkMs);
    }

    private long close(Cut cut, long before) {
        require(
                cut.watermarkMs() > before,
                "cut %d: the watermark went from %d to %d",
                cut.number(),
                before,
                cut.watermarkMs());
        truth.close(cut.number(), before, cut.watermarkMs());
        return cut.watermarkMs();
    }

    /** In = counted + filtered + duplicates + quarantined, record by record. */
    private void batch(Tables.Applied applied) {
        Prepared batch = applied.batch();
        long cut = applied.cut().number();
        Set<Tables.Place> folded = new HashSet<>();
        truth.begin(cut, applied.cut().watermarkMs());
        for (Prepared.Fold fold : batch.folds()) {
            var place = new Tables.Place(fold.partition(), fold.offset());
            OffsetRange range = batch.ranges().get(fold.partition());
            require(
                    range != null && fold.offset() >= range.from() && fold.offset() < range.to() && folded.add(place),
                    "cut %d: %s is not its record",
                    cut,
                    place);
            Reading reading = Objects.requireNonNull(
                    world.log.entry(fold.partition(), fold.offset()).reading());
            truth.record(fold.partition(), reading, fold.clockMs(), fold.watermarkMs());
            rejected(place, Truth.reason(reading, fold.clockMs()));
        }
        batch.ranges().forEach((partition, range) -> {
            for (long at = range.from(); at < range.to(); at++) {
                require(
                        world.log.entry(partition, at).reading() == null
                                || folded.contains(new Tables.Place(partition, at)),
                        "cut %d: offset %d of partition %d was not read",
                        cut,
                        at,
                        partition);
            }
        });
        Prepared.Tally tally = truth.end();
        require(tally.equals(batch.tally()), "cut %d: %s, in truth %s", cut, batch.tally(), tally);
        if (tally.duplicates() > 0) {
            world.happened(Happening.REPEATED);
        }
        if (tally.unchecked() > 0) {
            world.happened(Happening.UNCHECKED);
        }
        require(
                !world.schedule.isOrderly() || tally.late() == 0,
                "cut %d: %d records came late, though all kept their time",
                cut,
                tally.late());
    }

    private void rejected(Tables.Place place, @Nullable String reason) {
        List<Quarantined> kept = tables.rejections.getOrDefault(place, List.of());
        require(
                kept.size() == (reason == null ? 0 : 1),
                "%s is %d times in quarantine, and %s is wrong with it",
                place,
                kept.size(),
                reason);
        for (Quarantined record : kept) {
            byte[] value = world.log.entry(place.partition(), place.offset()).value();
            require(record.reason().equals(reason), "%s: %s, in truth %s", place, record.reason(), reason);
            require(Arrays.equals(record.bytes(), value == null ? new byte[0] : value), "%s: other bytes", place);
            rejected++;
        }
    }

    private void quarantine() {
        require(tables.rejected == rejected, "%d records in quarantine, in truth %d", tables.rejected, rejected);
    }

    private void windows() {
        Map<Windows.Key, Truth.Cell> expected = truth.rows(tables.watermarkMs);
        Set<Windows.Key> found = new HashSet<>();
        tables.windows.forEach((key, row) -> {
            Truth.Cell cell = expected.get(key);
            require(cell != null, "%s is in the table, and nothing belongs there", key);
            found.add(key);
            require(
                    matches(
                            key.metric(),
                            row.stat(),
                            Objects.requireNonNull(cell).sums()),
                    "%s: %s, in truth %s",
                    key,
                    row.stat(),
                    cell.sums());
            require(
                    row.late() == cell.late()
                            && row.revision() == cell.revisions().size()
                            && row.cut() == cell.cut(),
                    "%s: %s, in truth %s",
                    key,
                    row,
                    cell);
            revisions(key, cell);
        });
        expected.forEach((key, cell) -> require(found.contains(key), "%s is missing: %s", key, cell));
        require(tables.revisions.keySet().stream().allMatch(found::contains), "a revision of no window");
    }

    private void revisions(Windows.Key key, Truth.Cell cell) {
        List<Tables.Revision> made = tables.revisions.getOrDefault(key, List.of());
        require(
                made.size() == cell.revisions().size(),
                "%s: %d revisions, in truth %d",
                key,
                made.size(),
                cell.revisions().size());
        for (int i = 0; i < made.size(); i++) {
            Tables.Revision revision = made.get(i);
            Truth.Revision real = cell.revisions().get(i);
            require(
                    revision.number() == i + 1
                            && revision.cut() == real.cut()
                            && revision.events() == real.events()
                            && matches(key.metric(), revision.old(), real.old())
                            && matches(key.metric(), revision.changed(), real.changed()),
                    "%s: %s, in truth %s",
                    key,
                    revision,
                    real);
            require(
                    i == 0 || revision.old().equals(made.get(i - 1).changed()),
                    "%s: revision %d does not begin where the last ended",
                    key,
                    i + 1);
        }
    }

    static boolean matches(int metric, Stat stat, Sums sums) {
        if (stat.n() != sums.n()) {
            return false;
        }
        if (Truth.isCount(metric) || stat.n() == 0) {
            return true;
        }
        // Eighths: exact in any order.
        return stat.sum() == sums.sum()
                && stat.min() == sums.min()
                && stat.max() == sums.max()
                && isClose(stat.mean(), sums.mean(), sums.magnitude())
                && isClose(stat.m2(), sums.m2(), sums.magnitude() * sums.magnitude());
    }

    private static boolean isClose(double actual, double expected, double scale) {
        return Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.max(Math.abs(expected), scale * 1e-3));
    }

    private void tops() {
        Map<Tops.Key, List<Truth.Ranked>> expected = truth.tops(tables.watermarkMs);
        require(
                tables.tops.lists.keySet().equals(expected.keySet()),
                "rankings of %s, in truth of %s",
                tables.tops.lists.keySet(),
                expected.keySet());
        tables.tops.lists.forEach((key, list) -> {
            List<Truth.Ranked> all = Objects.requireNonNull(expected.get(key));
            require(list.size() == Math.min(Truth.TOP, all.size()), "%s: %s, in truth %s", key, list, all);
            for (int i = 0; i < list.size(); i++) {
                Tops.Ranked ranked = list.get(i);
                double score = all.get(i).score();
                // Two series may be as good as equal: then either may come first.
                boolean isItsOwn = all.stream()
                        .anyMatch(one ->
                                one.series().equals(ranked.series()) && isClose(one.score(), score, Math.abs(score)));
                require(
                        isItsOwn && isClose(ranked.score(), score, Math.abs(score)),
                        "%s: %s, in truth %s",
                        key,
                        list,
                        all);
            }
            require(
                    list.stream().map(Tops.Ranked::series).distinct().count() == list.size(),
                    "%s: twice in %s",
                    key,
                    list);
        });
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is not at hand; a wrong format would fail, too
    static void require(boolean isRight, String what, @Nullable Object... facts) {
        if (!isRight) {
            throw new AssertionError(what.formatted(facts));
        }
    }
}
