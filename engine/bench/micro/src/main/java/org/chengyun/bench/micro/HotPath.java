package org.chengyun.bench.micro;

import java.util.concurrent.TimeUnit;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.ObservationReader;
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

/** Per record: decoding alone, and decoding with the fold into the three metrics of the race. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotPath {
    @Param({"avro", "json"})
    public String encoding = "avro";

    private byte[][] records = {};
    private ObservationReader reader;
    private DatasetFold fold;
    private Deltas deltas;

    @Setup
    public void setUp() {
        Input input = Input.of(encoding);
        records = input.records();
        reader = ObservationReader.of(input.dataset(), input.allFields(), new Dictionary());
        fold = new DatasetFold(input.dataset(), input.catalogue().metrics());
        deltas = fold.newDeltas();
    }

    @Benchmark
    @OperationsPerInvocation(Input.RECORDS)
    public long decode() {
        long sum = 0;
        for (byte[] record : records) {
            if (reader.read(record, Input.NOW_MS) != null) {
                throw new IllegalStateException("a record was rejected");
            }
            sum += reader.row().eventTimeMs();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(Input.RECORDS)
    public long fold() {
        return Input.fold(records, fold, deltas);
    }
}
