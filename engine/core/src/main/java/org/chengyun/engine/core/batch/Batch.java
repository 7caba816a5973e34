package org.chengyun.engine.core.batch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.dedupe.KeyBlock;
import org.chengyun.engine.core.fold.Deltas;

/**
 * A micro-batch ready to be committed. Owned by the committing thread until it is done.
 *
 * @param ranges what it covers, by partition; not empty
 * @param keys of readings that it counts for the first time, by partition; empty unless the dataset knows repetitions
 * @param activeAt when its last record was polled
 * @param foldMs time spent on folding it
 */
public record Batch(
        Map<Integer, OffsetRange> ranges,
        Deltas deltas,
        List<Quarantined> quarantined,
        Map<Integer, KeyBlock> keys,
        Instant activeAt,
        long foldMs) {}
