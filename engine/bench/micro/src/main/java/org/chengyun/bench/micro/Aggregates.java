package org.chengyun.bench.micro;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.chengyun.engine.core.aggregate.Moments;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Merging moments, as the close of a window does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Aggregates {
    private static final int SLICES = 1_000;

    private final Moments[] slices = slices();

    private static Moments[] slices() {
        var random = new Random(1);
        return IntStream.range(0, SLICES)
                .mapToObj(slice -> {
                    Moments moments = Moments.EMPTY;
                    for (int i = 0; i < 8; i++) {
                        moments = moments.add(random.nextDouble() * 100);
                    }
                    return moments;
                })
                .toArray(Moments[]::new);
    }

    @Benchmark
    @OperationsPerInvocation(SLICES)
    public Moments merge() {
        Moments all = Moments.EMPTY;
        for (Moments slice : slices) {
            all = all.merge(slice);
        }
        return all;
    }
}
