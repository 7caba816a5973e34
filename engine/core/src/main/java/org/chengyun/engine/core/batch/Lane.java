package org.chengyun.engine.core.batch;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.dedupe.SeenReadings;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.jspecify.annotations.Nullable;

/**
 * One of several ways into a batch, so that several threads can fold at once. At any time a partition's records go through
 * one lane at most; from poll to poll it may be another.
 *
 * <p>Not thread-safe: one thread uses it at a time, and none while the poll thread asks the {@link BatchBuilder}.
 */
public final class Lane {
    private final BatchBuilder builder;
    private final DatasetFold fold;
    private Deltas deltas;
    private List<Quarantined> quarantined = new ArrayList<>();
    private long quarantinedBytes;
    /** Of the partition whose records are being taken. */
    private long newestMs;

    Lane(BatchBuilder builder, DatasetFold fold) {
        this.builder = builder;
        this.fold = fold;
        this.deltas = fold.newDeltas();
    }

    /** Before the records of one partition. */
    public void begin(int partition, long nowNs) {
        Reading reading = builder.reading(partition);
        reading.begin(nowNs);
        newestMs = reading.newestMs();
        fold.seen().ifPresent(seen -> seen.turnTo(partition));
    }

    /**
     * Folds the next record where it lies.
     *
     * @param length of the value; negative if there is none
     * @return why it does not count, then the caller must {@link #keep} it; null if all is well
     */
    public @Nullable Rejection fold(byte[] bytes, int at, int length) {
        Rejection rejection = length < 0
                ? fold.fold(null, builder.watermarkMs(), builder.nowMs(), deltas)
                : fold.fold(bytes, at, length, builder.watermarkMs(), builder.nowMs(), deltas);
        if (rejection == null) {
            newestMs = Math.max(newestMs, fold.lastEventTimeMs());
        }
        return rejection;
    }

    public void keep(Quarantined rejected) {
        quarantined.add(rejected);
        quarantinedBytes += rejected.bytes().length;
    }

    /** Counts what cannot be taken apart into records as one that is rejected; the caller must {@link #keep} it. */
    public void leave() {
        deltas.countUnreadable();
    }

    /**
     * After the records of one partition.
     *
     * @param position the offset behind them
     */
    public void end(int partition, long position, long nowNs) {
        builder.reading(partition).end(position, newestMs, nowNs);
    }

    /** Rows that it brings to a commit, about. */
    public int rows() {
        return deltas.rows() + quarantined.size();
    }

    /** About how many bytes of heap the deltas take, and the keys. */
    public long bytes() {
        return deltas.bytes() + fold.seen().map(SeenReadings::addedBytes).orElse(0L);
    }

    /** Kept bytes of the rejected records in it. */
    public long quarantinedBytes() {
        return quarantinedBytes;
    }

    long events() {
        return deltas.eventsIn();
    }

    Deltas take(Deltas next) {
        Deltas taken = deltas;
        deltas = next;
        fold.seen().ifPresent(SeenReadings::taken);
        return taken;
    }

    List<Quarantined> takeQuarantined() {
        List<Quarantined> taken = quarantined;
        quarantined = new ArrayList<>();
        quarantinedBytes = 0;
        return taken;
    }
}
