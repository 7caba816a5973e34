package org.chengyun.engine.runner.loop;

import java.util.concurrent.TimeUnit;
import org.chengyun.engine.core.dedupe.SeenReadings;
import org.chengyun.engine.core.fold.DatasetFold;

/** What a session keeps in memory beside its batches, against what the heap has for it. The poll thread owns it. */
final class Footprint {
    /** Between two looks. */
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String dataset;
    private final DatasetFold fold;
    private final KnownBytes known;
    private final EngineState state;
    private long lastLookNs;

    /** @param known shared by the datasets of the process */
    Footprint(String dataset, DatasetFold fold, KnownBytes known, EngineState state) {
        this.dataset = dataset;
        this.fold = fold;
        this.known = known;
        this.state = state;
    }

    /**
     * Whether texts and series take more than the heap has for them: then the session starts anew without any.
     *
     * @throws HorizonTooLong as {@link #requireRoom}
     */
    boolean isTooLarge(long nowNs) {
        if (nowNs - lastLookNs < EVERY_NS) {
            return false;
        }
        lastLookNs = nowNs;
        long bytes = fold.bytes() + numberBytes();
        requireRoom();
        state.known(new Known(fold.texts(), fold.seriesCount(), bytes, known.most()));
        return known.isTooMuch(dataset, bytes);
    }

    /** @throws HorizonTooLong if readings within the horizon of dedupe, which nobody can let go of, take more */
    void requireRoom() {
        long bytes = fold.seen().map(SeenReadings::bytes).orElse(0L);
        state.seenBytes(bytes);
        if (known.areTooMany(dataset, bytes)) {
            throw new HorizonTooLong(
                    "the readings of %s within the horizon of dedupe take %,d bytes of memory, all datasets may take %,d: shorten 'within' in dataset.yaml, give the engine a larger heap, or start more instances"
                            .formatted(dataset, bytes, known.mostKeys()));
        }
    }

    /** The session is over. */
    void release() {
        known.released(dataset);
    }

    /** Of the database's numbers of the series, metric by metric, in arrays that may be half empty. */
    private long numberBytes() {
        long bytes = 0;
        for (int m = 0; m < fold.metrics().size(); m++) {
            bytes += 2L * Long.BYTES * fold.series(m).size();
        }
        return bytes;
    }
}
