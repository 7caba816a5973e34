package org.chengyun.bench.micro;

import java.util.concurrent.TimeUnit;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.bench.workload.Traffic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writing an observation, as ingest does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Encoding {
    private final ObservationEncoder encoder =
            new ObservationEncoder(Input.of("avro").dataset().schema());
    private final Object[] values = {Traffic.START_MS, "S01234", "R117", "D07", 53.2, 12, 0.18};

    @Benchmark
    public byte[] encode() {
        return encoder.encode(values);
    }
}
