package org.chengyun.bench.micro;

import java.util.concurrent.TimeUnit;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Per record: the race's three metrics and one more. What that one costs is the difference to {@code none}; what its kind
 * costs is the difference to {@code moments}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OneMore {
    @Param({"none", "moments", "percentiles", "distinct", "sketched-top", "sessions"})
    public String metric = "none";

    private byte[][] records = {};
    private DatasetFold fold;
    private Deltas deltas;

    @Setup
    public void setUp() {
        Input input = Input.of("avro", metric.equals("none") ? "" : metric + ".metrics.yaml");
        records = input.records();
        fold = new DatasetFold(input.dataset(), input.catalogue().metrics());
        deltas = fold.newDeltas();
    }

    @Benchmark
    @OperationsPerInvocation(Input.RECORDS)
    public long fold() {
        return Input.fold(records, fold, deltas);
    }
}
