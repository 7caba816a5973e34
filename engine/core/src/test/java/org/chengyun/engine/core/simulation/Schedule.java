package org.chengyun.engine.core.simulation;

import java.util.List;
import java.util.SplittableRandom;
import org.chengyun.engine.core.flow.FlowLimits;

/**
 * What a seed decides before a run begins.
 *
 * @param feedMs how long records are written; then all trouble ends and the rest must drain
 * @param troubleEveryMs mean time between two of chaos's ideas
 * @param troubles of which kinds; some runs know a single one, and that again and again
 * @param faultShare of the calls to the database
 * @param lanes of each instance; which one a partition's records go through changes from answer to answer
 * @param skewMs how far a clock on the wall may be off
 * @param flow what the flow control of each instance is asked for
 * @param commitMs mean time of a commit
 * @param rowUs what each row of it takes on top
 * @param knowsRepetitions whether a repeated reading counts once; then some are repeated
 */
record Schedule(
        long seed,
        int partitions,
        int instances,
        Feed.Times times,
        boolean isOrderly,
        long feedMs,
        long troubleEveryMs,
        List<Chaos.Trouble> troubles,
        double faultShare,
        double damageShare,
        long skewMs,
        int lanes,
        long quarantineMaxRows,
        boolean knowsRepetitions,
        FlowLimits flow,
        long commitMs,
        long rowUs) {
    static Schedule of(long seed) {
        var random = new SplittableRandom(seed);
        Feed.Times times = Feed.TIMES.get(random.nextInt(Feed.TIMES.size()));
        return new Schedule(
                seed,
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                times,
                times != Feed.Times.WILD && random.nextInt(3) > 0,
                10_000 + random.nextInt(25_000),
                new long[] {1_500, 4_000, 10_000}[random.nextInt(3)],
                Chaos.some(random),
                new double[] {0, 0.02, 0.2}[random.nextInt(3)],
                random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.2,
                random.nextInt(3) * 1_500L,
                1 + random.nextInt(3),
                random.nextInt(3) == 0 ? 1 + random.nextInt(8) : Long.MAX_VALUE,
                random.nextBoolean(),
                new FlowLimits(
                        new long[] {50, 450, 3_000}[random.nextInt(3)],
                        new long[] {0, 100, 200}[random.nextInt(3)],
                        random.nextInt(3) == 0 ? 1 + random.nextInt(10) : 200,
                        Long.MAX_VALUE),
                new long[] {0, 20, 150}[random.nextInt(3)],
                random.nextInt(3) * 2_000L);
    }
}
